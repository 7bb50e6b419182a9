// Tokens and cost over the session, by model and by tool.

import { useSignal, useSignalEffect } from "@preact/signals";

import { displayText } from "backend-message/view";

import { rowOf } from "../conversation/rows.ts";
import type { Summary } from "../library.ts";
import { ask } from "../reader/reader.ts";
import { type Part, PARTS, type Row, type Series, type Use } from "../reader/protocol.ts";
import { generation, hasMessages, phase } from "../session.ts";
import { count, dollars, short } from "../ui/format.ts";
import { InCode } from "../ui/in-code.tsx";
import { Lazy } from "../ui/lazy.tsx";
import { Inline } from "../ui/text.tsx";
import { isNarrow, showRecord } from "../view.ts";
import { Bars } from "./bars.tsx";
import { NAMES } from "./parts.ts";
import { Treemap } from "./treemap.tsx";

/** Bars of a chart; more would be too narrow to distinguish, and would form moiré patterns. */
const bars = () => (isNarrow() ? 60 : 120);

/** The charting library is as large as the rest of the page. */
const loadChart = () => import("./chart.tsx").then(({ Chart }) => Chart);

export function Numbers() {
  const summary = useSignal<Summary | undefined>(undefined);
  const series = useSignal<Series | undefined>(undefined);
  const error = useSignal("");

  useSignalEffect(() => {
    const asked = generation.value;
    if (phase.value !== "read") return;
    Promise.all([ask("summary", []), ask("series", [bars()])]).then(
      ([newSummary, newSeries]) => {
        if (asked !== generation.peek()) return;
        summary.value = newSummary;
        series.value = newSeries;
        error.value = "";
      },
      (reason: Error) => {
        error.value = reason.message;
      },
    );
  });

  if (error.value !== "") return <p class="empty">Couldn’t add up: {error.value}</p>;
  if (phase.value === "cancelled" || phase.value === "failed") return <p class="empty">Numbers are of a text that was read to its end.</p>;
  if (!hasMessages.value) return <p class="empty">{phase.value === "reading" ? "Reading…" : "No messages, no numbers."}</p>;
  if (summary.value === undefined || series.value === undefined) return <p class="empty">Adding up…</p>;
  const { bytes, tools, callbacks, sessions, fields } = summary.value;
  const { total, models, dearest } = series.value;
  return (
    <section class="numbers scrolls" tabIndex={0} role="region" aria-label="Numbers">
      <dl class="totals">
        <Total name="Cost" value={dollars(total.cost)} />
        <Total name="Tokens" value={short(sum(total))} exact={count(sum(total))} />
        {PARTS.map((part) => (
          <Total key={part} name={NAMES[part]} kind={part} value={short(total.parts[part])} exact={count(total.parts[part])} />
        ))}
        <Total name="Sessions" value={count(sessions.length)} />
      </dl>
      <Lazy name="The chart" load={loadChart} props={{ series: series.value }} />
      <p class="note">
        The parts overlap nowhere. <code>inputTokens</code> includes cache writes and <code>outputTokens</code> includes cache reads, as their descriptions say, unless a model’s messages
        show that they don’t.
      </p>
      {dearest.length > 0 && (
        <div class="dearest">
          <h2>Most expensive messages</h2>
          <ol>
            {dearest.map(({ record, cost }) => (
              <li key={record}>
                <button type="button" onClick={() => showRecord(record)}>
                  <span class="entry-number">{record}</span>
                  <Gist row={rowOf(record)} />
                  <span class="number">{dollars(cost)}</span>
                </button>
              </li>
            ))}
          </ol>
        </div>
      )}
      <h2>By model</h2>
      <div class="table-scroll" tabIndex={0} role="region" aria-label="By model">
        <table>
          <thead>
            <tr>
              <th scope="col">Model</th>
              <th scope="col">Messages</th>
              {PARTS.map((part) => (
                <th key={part} scope="col">
                  {NAMES[part]}
                </th>
              ))}
              <th scope="col">Cost</th>
            </tr>
          </thead>
          <tbody>
            {models.slice(0, 50).map(({ model, messages, parts, cost }) => (
              <tr key={model}>
                <th scope="row">{model === "" ? <span class="muted">names none</span> : <Inline text={model} most={60} />}</th>
                <td>{count(messages)}</td>
                {PARTS.map((part) => (
                  <td key={part}>{count(parts[part])}</td>
                ))}
                <td>{dollars(cost)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Treemap bytes={bytes} fields={fields} />
      <div class="bar-charts">
        <Bars
          title="Tool calls"
          nothing="No tool was called."
          rows={tools.map(({ name, calls, failed, unfinished }) => ({
            name,
            value: calls,
            bad: failed,
            notes: [count(calls), ...(failed > 0 ? [`${count(failed)} failed`] : []), ...(unfinished > 0 ? [`${count(unfinished)} unfinished`] : [])],
          }))}
        />
        <Bars
          title="Callbacks"
          nothing="No callback ran."
          rows={callbacks.map(({ callbackType, results, failed }) => ({
            name: callbackType,
            value: results,
            bad: failed,
            notes: [count(results), ...(failed > 0 ? [`${count(failed)} failed`] : [])],
          }))}
        />
      </div>
      <InCode code={'const { usage, models, tools } = await summarize(file, { onInvalid: "salvage" });'} />
    </section>
  );
}

const sum = ({ parts }: Use) => PARTS.reduce((total, part) => total + parts[part], 0);

const Total = ({ name, value, exact, kind }: { name: string; value: string; exact?: string; kind?: Part }) => (
  <div data-kind={kind}>
    <dt>{name}</dt>
    <dd title={exact}>{value}</dd>
  </div>
);

function Gist({ row }: { row: Row | undefined }) {
  const message = row?.kind === "message" ? row.message : undefined;
  return (
    <span class="dearest-gist">
      {message !== undefined && <Inline text={displayText(message) || (message.toolCalls ?? []).map(({ name }) => name).join(", ") || message.role} most={100} />}
    </span>
  );
}
