// An invalid record, in its place, with all of its issues.

import type { Row } from "../reader/protocol.ts";
import { Copy } from "../ui/copy.tsx";
import { several, size } from "../ui/format.ts";
import { isMatch } from "../ui/highlight.ts";
import { Icon } from "../ui/icons.tsx";
import { Inline, Text } from "../ui/text.tsx";
import { showPlace } from "../view.ts";

const MOST_SHOWN = 8;

export function RejectedRecord({ row, isPointed }: { row: Extract<Row, { kind: "rejected" }>; isPointed: boolean }) {
  const { record, issues, id } = row;
  return (
    <div class="entry entry-rejected" data-pointed={isPointed}>
      <header class="entry-head">
        <span class="role">
          <Icon name="error" />
          Invalid
        </span>
        <span class="entry-number">{record}</span>
        {id !== undefined && (
          <span class="entry-model">
            <Inline text={id} most={60} />
          </span>
        )}
        <span class="entry-cost">
          {several(issues.length, "error")} · {size(row.bytes)}
        </span>
        <button type="button" class="icon-button" aria-label={`Show record ${record} in the source`} onClick={() => showPlace({ record })}>
          <Icon name="source" />
        </button>
      </header>
      <ul class="issues">
        {issues.slice(0, MOST_SHOWN).map((issue, at) => (
          <li key={at}>
            <button type="button" class="issue-place" onClick={() => showPlace({ record, ...(issue.index === undefined ? {} : { index: issue.index }) })}>
              {issue.line === undefined ? "source" : `${issue.line}:${issue.column}`}
            </button>
            <span>
              <code>
                <Inline text={issue.pointer || "(the text)"} most={120} />
              </code>{" "}
              <Inline text={issue.message} most={300} />
            </span>
          </li>
        ))}
      </ul>
      {issues.length > MOST_SHOWN && <p class="note">and {several(issues.length - MOST_SHOWN, "error")} more</p>}
      <details class="reasoning" open={isMatch(row.source)}>
        <summary>
          <Icon name="chevron" />
          Source
        </summary>
        <Text as="pre" text={row.source} class="output" />
        {row.sourceLength > row.source.length && row.source.length > 60_000 && <p class="note">The beginning of {size(row.sourceLength)}.</p>}
        <Copy text={() => row.report} label="Copy the report" />
      </details>
    </div>
  );
}
