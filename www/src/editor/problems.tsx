// Everything that is wrong, or looks wrong, as a list that leads to the places.

import { useMemo } from "preact/hooks";

import { ask } from "../reader/reader.ts";
import type { Problem } from "../reader/protocol.ts";
import { generation, phase, verdict } from "../session.ts";
import { Copy } from "../ui/copy.tsx";
import { count } from "../ui/format.ts";
import { Icon } from "../ui/icons.tsx";
import { Inline } from "../ui/text.tsx";
import { VirtualList } from "../ui/virtual-list.tsx";
import { showPlace, target } from "../view.ts";

const HEIGHT = 52;
const ICONS = { error: "error", warning: "warning", info: "info" } as const;

export function Problems() {
  const { problems = [], problemCount = 0, audited = true, rejected = 0 } = verdict.value ?? {};
  const lines = useMemo(() => new Float64Array(problems.length).fill(HEIGHT), [problems]);
  return (
    <section class="problems" aria-label="Problems" data-some={problems.length > 0}>
      <div class="pane-head">
        <h2>
          Problems <span class="number">{count(problemCount)}</span>
        </h2>
        {problemCount > problems.length && <p class="note">The first {count(problems.length)}</p>}
        {rejected > 0 && <Copy text={() => ask("report", [])} label="Copy report" />}
      </div>
      {problems.length > 0 ? (
        <VirtualList
          label="Problem list"
          class="problem-list"
          role="list"
          heights={lines}
          identity={generation.value}
          item={(item) => {
            const problem = problems[item];
            return problem && <Line problem={problem} />;
          }}
        />
      ) : (
        phase.value === "read" && (
          <p class="all-good">
            <Icon name="check" />
            {audited ? "Nothing is wrong, and nothing looks suspicious." : "Nothing is wrong. So long a text is not audited here."}
          </p>
        )
      )}
    </section>
  );
}

function Line({ problem }: { problem: Problem }) {
  const { severity, code, message, pointer, line, column, record, index } = problem;
  const show = () => {
    showPlace({ ...(index === undefined ? {} : { index }), ...(record === undefined ? {} : { record }) });
    // Where both can be seen, the conversation follows.
    if (record !== undefined) target.value = { record };
  };
  return (
    <button type="button" class={`problem problem-${severity}`} onClick={show}>
      <Icon name={ICONS[severity]} />
      <span class="problem-text">
        <span class="problem-message">
          <Inline text={message} most={240} />
        </span>
        <span class="problem-where">
          {line !== undefined && (
            <span class="number">
              {line}:{column}
            </span>
          )}
          <Inline text={pointer || "(the text)"} most={120} />
          <span class="problem-code">{code}</span>
        </span>
      </span>
    </button>
  );
}
