// Tokens and cost over the session, by model and by tool.

import { useSignal, useSignalEffect } from "@preact/signals";

import type { Summary, Usage } from "../library.ts";
import { ask } from "../reader/reader.ts";
import type { Series } from "../reader/protocol.ts";
import { generation, hasMessages, phase } from "../session.ts";
import { count, dollars, several, short, size } from "../ui/format.ts";
import { InCode } from "../ui/in-code.tsx";
import { Lazy } from "../ui/lazy.tsx";
import { Inline } from "../ui/text.tsx";
import { showRecord } from "../view.ts";
import { Bars } from "./bars.tsx";

/** Points of a chart; more would be narrower than a pixel. */
const POINTS = 1_200;

/** The charting library is as large as the rest of the page. */
const loadChart = () => import("./chart.tsx").then(({ Chart }) => Chart);

const KINDS = [
  ["Input", "inputTokens"],
  ["Output", "outputTokens"],
  ["Cache read", "cacheReadTokens"],
  ["Cache write", "cacheCreationTokens"],
] as const satisfies [string, keyof Usage][];

export function Numbers() {
  const summary = useSignal<Summary | undefined>(undefined);
  const series = useSignal<Series | undefined>(undefined);
  const error = useSignal("");

  useSignalEffect(() => {
    const asked = generation.value;
    if (phase.value !== "read") return;
    Promise.all([ask("summary", []), ask("series", [POINTS])]).then(
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

  if (error.value !== "") return <p class="empty">The numbers could not be had: {error.value}</p>;
  if (!hasMessages.value) return <p class="empty">{phase.value === "reading" ? "Reading…" : "No messages, no numbers."}</p>;
  if (summary.value === undefined || series.value === undefined) return <p class="empty">Adding up…</p>;
  const { usage, models, tools, callbacks, sessions, fields } = summary.value;
  return (
    <section class="numbers scrolls" tabIndex={0} role="region" aria-label="Numbers">
      <dl class="totals">
        <Total name="Cost" value={dollars(usage.cost)} />
        {KINDS.map(([name, key]) => (
          <Total key={key} name={name} value={short(usage[key])} unit="tokens" exact={count(usage[key])} />
        ))}
        <Total name="Sessions" value={count(sessions.length)} />
      </dl>
      <Lazy name="The chart" load={loadChart} props={{ series: series.value }} />
      {series.value.dearest.length > 0 && (
        <div class="dearest">
          <h2>Dearest messages</h2>
          <ol>
            {series.value.dearest.map(({ record, cost }) => (
              <li key={record}>
                <button type="button" class="chip" onClick={() => showRecord(record)}>
                  #{record} <span class="number">{dollars(cost)}</span>
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
              {KINDS.map(([name]) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
              <th scope="col">Cost</th>
            </tr>
          </thead>
          <tbody>
            {models.slice(0, 50).map(({ model, messages, usage }) => (
              <tr key={model ?? ""}>
                <th scope="row">{model === undefined ? <span class="muted">names none</span> : <Inline text={model} most={60} />}</th>
                <td>{count(messages)}</td>
                {KINDS.map(([name, key]) => (
                  <td key={name}>{count(usage[key])}</td>
                ))}
                <td>{dollars(usage.cost)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div class="bar-charts">
        <Bars
          title="Tool calls"
          nothing="No tool was called."
          rows={tools.map(({ name, calls, failed, unfinished }) => ({
            name,
            value: calls,
            bad: failed,
            told: [count(calls), ...(failed > 0 ? [`${count(failed)} failed`] : []), ...(unfinished > 0 ? [`${count(unfinished)} unfinished`] : [])],
          }))}
        />
        <Bars
          title="Callbacks"
          nothing="No callback ran."
          rows={callbacks.map(({ callbackType, results, failed }) => ({
            name: callbackType,
            value: results,
            bad: failed,
            told: [count(results), ...(failed > 0 ? [`${count(failed)} failed`] : [])],
          }))}
        />
        <Bars
          title="What the bytes are"
          nothing="Nothing was read."
          rows={fields.map(({ path, bytes, values }) => ({ name: path, value: bytes, bad: 0, told: [size(bytes)], hint: several(values, "value") }))}
        />
      </div>
      <InCode code={'const { usage, models, tools } = await summarize(file, { onInvalid: "salvage" });'} />
    </section>
  );
}

const Total = ({ name, value, unit, exact }: { name: string; value: string; unit?: string; exact?: string }) => (
  <div>
    <dt>{name}</dt>
    <dd title={exact}>
      {value}
      {unit !== undefined && <span class="unit"> {unit}</span>}
    </dd>
  </div>
);
