// All issues and findings, as a list of links to their places.

import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";

import { ask } from "../reader/reader.ts";
import type { Kind, Problem, Severity, Verdict } from "../reader/protocol.ts";
import { audit, identity, phase, verdict, withAllRules } from "../session.ts";
import { Copy } from "../ui/copy.tsx";
import { count, several } from "../ui/format.ts";
import { Icon } from "../ui/icons.tsx";
import { Inline } from "../ui/text.tsx";
import { VirtualList } from "../ui/virtual-list.tsx";
import { showPlace, target } from "../view.ts";

const HEIGHT = 52;
const ICONS = { error: "error", warning: "warning", notice: "info" } as const;
const SEVERITIES = ["error", "warning", "notice"] as const satisfies Severity[];
/** Off until the visitor asks for it: it fires on ordinary use. */
const NOISY = "cache_read_not_included";

type Order = "severity" | "place" | "code";

interface Choice {
  severity: Severity | "";
  code: string;
  order: Order;
}

const ALL: Choice = { severity: "", code: "", order: "severity" };

export function Problems() {
  const choice = useSignal(ALL);
  const of = useSignal(identity.value);
  // Another history has other problems.
  if (of.value !== identity.value) {
    of.value = identity.value;
    choice.value = ALL;
  }
  const { problems = [], kinds = [], rejected = 0 } = verdict.value ?? {};
  const { severity, code, order } = choice.value;
  const shown = useMemo(() => sorted(problems.filter((each) => (severity === "" || each.severity === severity) && (code === "" || each.code === code)), order), [problems, severity, code, order]);
  const lines = useMemo(() => new Float64Array(shown.length).fill(HEIGHT), [shown]);
  const total = sum(kinds.filter((kind) => (severity === "" || kind.severity === severity) && (code === "" || kind.code === code)));
  return (
    <section class="problems" aria-label="Problems" data-some={problems.length > 0}>
      <div class="pane-head">
        <h2>
          Problems <span class="number">{count(sum(kinds))}{kinds.some(({ atLeast }) => atLeast) && "+"}</span>
        </h2>
        {rejected > 0 && <Copy text={() => ask("report", [])} label="Copy report" />}
      </div>
      {problems.length > 0 && <Filters kinds={kinds} choice={choice.value} onChange={(change) => (choice.value = { ...choice.value, ...change })} />}
      {shown.length > 0 && (
        <VirtualList
          label="Problem list"
          class="problem-list"
          role="list"
          heights={lines}
          identity={shown}
          item={(item) => {
            const problem = shown[item];
            return problem && <Line problem={problem} />;
          }}
        />
      )}
      {shown.length > 0 && total > shown.length && <p class="problems-note">The first {count(shown.length)} of {count(total)}</p>}
      {problems.length === 0 && verdict.value !== undefined && phase.value === "read" && <Nothing audited={verdict.value.audit} messages={verdict.value.messages} />}
    </section>
  );
}

function Filters({ kinds, choice: { severity, code, order }, onChange }: { kinds: Kind[]; choice: Choice; onChange: (change: Partial<Choice>) => void }) {
  const codes = kinds.filter((kind) => severity === "" || kind.severity === severity);
  return (
    <div class="problem-filters" role="group" aria-label="Which problems">
      {SEVERITIES.map((each) => {
        const own = kinds.filter((kind) => kind.severity === each);
        if (own.length === 0) return null;
        return (
          <button key={each} type="button" class={`chip problem-${each}`} aria-pressed={severity === each} onClick={() => onChange({ severity: severity === each ? "" : each, code: "" })}>
            <Icon name={ICONS[each]} />
            {several(sum(own), each)}
          </button>
        );
      })}
      <select aria-label="Code" value={code} onChange={(event) => onChange({ code: event.currentTarget.value })}>
        <option value="">All codes</option>
        {codes.map((kind) => (
          <option key={kind.code} value={kind.code}>
            {kind.code} ({count(kind.count)})
          </option>
        ))}
      </select>
      <select aria-label="Order" value={order} onChange={(event) => onChange({ order: event.currentTarget.value as Order })}>
        <option value="severity">Errors first</option>
        <option value="place">In their places</option>
        <option value="code">By code</option>
      </select>
      <label class="all-rules" title={`${NOISY}: more tokens were read from the cache than the output counts. Ordinary use does that.`}>
        <input type="checkbox" checked={withAllRules.value} onChange={(event) => void audit(event.currentTarget.checked)} />
        All rules
      </label>
    </div>
  );
}

const NOTHING: Record<Verdict["audit"], string> = {
  done: "Nothing is wrong, and nothing looks suspicious.",
  coming: "Nothing is invalid. Looking for what is suspicious…",
  "too long": "Nothing is invalid. A text this long is not searched for what is suspicious.",
  stopped: "Nothing that was read is invalid.",
};

const Nothing = ({ audited, messages }: { audited: Verdict["audit"]; messages: number }) =>
  messages === 0 ? null : (
    <p class="all-good">
      <Icon name="check" />
      {NOTHING[audited]}
    </p>
  );

const sum = (kinds: Kind[]) => kinds.reduce((total, kind) => total + kind.count, 0);

function sorted(problems: Problem[], order: Order): Problem[] {
  const place = (a: Problem, b: Problem) => (a.record ?? 0) - (b.record ?? 0) || (a.index ?? 0) - (b.index ?? 0);
  const kind = (a: Problem, b: Problem) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
  const code = (a: Problem, b: Problem) => (a.code < b.code ? -1 : Number(a.code > b.code));
  return problems.sort({ place, severity: (a: Problem, b: Problem) => kind(a, b) || place(a, b), code: (a: Problem, b: Problem) => kind(a, b) || code(a, b) || place(a, b) }[order]);
}

function Line({ problem }: { problem: Problem }) {
  const { severity, code, message, hint, pointer, line, column, record, index } = problem;
  const show = () => {
    showPlace({ ...(index === undefined ? {} : { index }), ...(record === undefined ? {} : { record }) });
    // Where both can be seen, the conversation follows.
    if (record !== undefined) target.value = { record };
  };
  return (
    <button type="button" class={`problem problem-${severity}`} onClick={show}>
      <Icon name={ICONS[severity]} />
      <span class="problem-text">
        <span class="visually-hidden">{severity}: </span>
        <span class="problem-message">
          <Inline text={message} most={240} />
        </span>
        {hint !== undefined && (
          <span class="problem-hint">
            <Inline text={hint} most={240} />
          </span>
        )}
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
