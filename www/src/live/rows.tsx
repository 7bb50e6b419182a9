// The rows of a live conversation, as a chat shows them.

import type { CallRow, Row } from "backend-message/view";

import { statusOf, ToolSummary } from "../conversation/tool-summary.tsx";
import { Icon } from "../ui/icons.tsx";
import { Markdown } from "../ui/markdown.tsx";
import { Inline, Text } from "../ui/text.tsx";

export const Rows = ({ rows }: { rows: readonly Row[] }) => (
  <>
    {rows.map((row) => (
      <div key={row.key} class="live-row" data-kind={row.kind}>
        <Content row={row} />
      </div>
    ))}
  </>
);

function Content({ row }: { row: Row }) {
  if (row.kind === "user") {
    return (
      <>
        <p class="role">user</p>
        <Text text={row.text} class="said" />
      </>
    );
  }
  if (row.kind === "notice") {
    return (
      <p class={`live-notice live-notice-${row.level}`}>
        <Icon name={row.level === "info" ? "info" : row.level} />
        <Inline text={row.text} most={300} />
      </p>
    );
  }
  return (
    <>
      <p class="role">
        assistant <span class="muted">{row.status === "done" ? "" : row.status}</span>
      </p>
      {row.reasoning !== "" && <Text text={row.reasoning} class="live-reasoning" />}
      {row.text !== "" && <Markdown text={row.text} />}
      {row.calls.map((call) => (
        <Call key={call.id} call={call} />
      ))}
    </>
  );
}

function Call({ call }: { call: CallRow }) {
  const { phase, name, headline } = call;
  return (
    <details class="tool" data-status={statusOf(phase)}>
      <ToolSummary phase={phase} name={name} headline={headline} says={phase === "running" ? "running" : undefined} />
      <div class="tool-body">
        {call.progress !== undefined && (
          <p class="tool-facts">
            <Inline text={call.progress} most={160} />
          </p>
        )}
        <p class="part">Input</p>
        <Text as="pre" text={JSON.stringify(call.arguments, null, 2)} class="output" />
        {call.result !== undefined && (
          <>
            <p class="part">Result</p>
            <Text as="pre" text={call.result} class="output" />
          </>
        )}
      </div>
      {call.agent !== undefined && (
        <div class="live-agent">
          <Rows rows={call.agent.rows} />
        </div>
      )}
    </details>
  );
}
