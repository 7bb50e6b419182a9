// Tokens of each message by kind, and the cost so far. Hovering names the message; a click leads to it.

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";

import { ask } from "../reader/reader.ts";
import { type Part, PARTS, type Row, type Series } from "../reader/protocol.ts";
import { displayText } from "backend-message/view";

import { theme } from "../theme.ts";
import { compactly, count, dollars, short } from "../ui/format.ts";
import { Inline } from "../ui/text.tsx";
import { showRecord } from "../view.ts";
import { NAMES } from "./parts.ts";

export function Chart({ series }: { series: Series }) {
  const tokens = useRef<HTMLDivElement>(null);
  const cost = useRef<HTMLDivElement>(null);
  const pointed = useSignal<number | undefined>(undefined);

  useEffect(() => {
    if (tokens.current === null || cost.current === null) return;
    return draw(tokens.current, cost.current, series, (at) => {
      pointed.value = at;
    });
  }, [series, theme.value]);

  const follow = () => {
    const record = pointed.value === undefined ? undefined : series.record[pointed.value];
    if (record !== undefined) showRecord(record);
  };
  // The charts show what the tables and the conversation say in words.
  return (
    <div class="charts">
      <div class="chart-head">
        <h2>{series.each === 1 ? "Tokens by message" : `Tokens by ${count(series.each)} messages`}</h2>
        <ul class="legend">
          {PARTS.map((kind) => (
            <li key={kind} data-kind={kind}>
              {NAMES[kind]}
            </li>
          ))}
        </ul>
      </div>
      <div class="chart chart-tokens" ref={tokens} onClick={follow} role="img" aria-label="Tokens of each message, by kind" />
      <h2>Cost so far</h2>
      <div class="chart chart-cost" ref={cost} onClick={follow} role="img" aria-label="Cost up to each message" />
      <Pointed series={series} at={pointed.value} />
    </div>
  );
}

/** Describes the entry under the pointer. */
function Pointed({ series, at }: { series: Series; at: number | undefined }) {
  const row = useSignal<Row | undefined>(undefined);
  const record = at === undefined ? undefined : series.record[at];
  useEffect(() => {
    if (record === undefined) return;
    let isPast = false;
    const pause = setTimeout(async () => {
      const [found] = await ask("rows", [[record]]);
      if (!isPast) row.value = found;
    }, 40);
    return () => {
      isPast = true;
      clearTimeout(pause);
    };
  }, [record]);
  if (at === undefined || record === undefined) {
    return <p class="pointed muted">Point at a bar to see its message; click to go there.</p>;
  }
  const kinds = PARTS.filter((kind) => (series.parts[kind][at] ?? 0) > 0);
  const message = row.value?.record === record && row.value.kind === "message" ? row.value.message : undefined;
  return (
    <p class="pointed" role="status">
      <strong>{series.each === 1 ? `Message ${count(record)}` : `${count(at * series.each)} to ${count((at + 1) * series.each - 1)}`}</strong>
      {message !== undefined && (
        <>
          {" "}
          <span class="role">
            <Inline text={message.role} most={30} />
          </span>{" "}
          <Inline text={displayText(message)} most={90} />
        </>
      )}
      <span class="pointed-numbers">
        {kinds.map((kind) => (
          <span key={kind}>
            {short(series.parts[kind][at] ?? 0)} {NAMES[kind].toLowerCase()}
          </span>
        ))}
        <span>{dollars(series.cost[at] ?? 0)} so far</span>
      </span>
    </p>
  );
}

function draw(tokens: HTMLElement, cost: HTMLElement, series: Series, onPoint: (at: number | undefined) => void) {
  const colour = colours(tokens);
  const places = Array.from(series.record, (_, at) => at);
  const stack = stacked(series);
  const sync = uPlot.sync("numbers");
  const axis = { stroke: colour("--ink-2"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false }, font: `12px ${getComputedStyle(tokens).fontFamily}` };
  const label = (at: number) => count(at * series.each);
  const common = {
    width: Math.max(200, tokens.clientWidth),
    legend: { show: false },
    cursor: { sync: { key: sync.key }, y: false, drag: { x: false, y: false }, points: { show: false } },
    scales: {
      x: { time: false, range: (_: uPlot, low: number, high: number): [number, number] => [low - 0.6, high + 0.6] },
      // Bars begin at nothing.
      y: { range: (_: uPlot, low: number, high: number): [number, number] => [Math.min(0, low), high > 0 ? 1.05 * high : 1] },
    },
  } as const;
  const xAxis = { ...axis, size: 28, grid: { show: false }, values: (_: uPlot, splits: number[]) => splits.map((at) => (Number.isInteger(at) ? label(at) : "")) };
  const bars = uPlot.paths.bars?.({ size: [0.7, 40], gap: 0 });
  const charts = [
    new uPlot(
      {
        ...common,
        height: 200,
        axes: [xAxis, { ...axis, size: 56, values: (_, splits) => splits.map((value) => compactly(value)) }],
        // The highest sums are drawn first, and the lower ones over them.
        series: [{}, ...[...PARTS].reverse().map((kind) => ({ fill: colour(`--kind-${kind}`), width: 0, ...(bars ? { paths: bars } : {}), points: { show: false } }))],
        hooks: { setCursor: [(plot) => onPoint(plot.cursor.idx ?? undefined)] },
      },
      [places, ...[...PARTS].reverse().map((kind) => stack[kind])] as uPlot.AlignedData,
      tokens,
    ),
    new uPlot(
      {
        ...common,
        height: 120,
        axes: [xAxis, { ...axis, size: 56, values: (_, splits) => splits.map((value) => `$${value < 1000 ? Number(value.toPrecision(2)) : compactly(value)}`) }],
        series: [{}, { stroke: colour("--accent"), width: 2, fill: colour("--accent-soft"), points: { show: false } }],
      },
      [places, Array.from(series.cost)],
      cost,
    ),
  ];
  const resize = new ResizeObserver(() => {
    for (const chart of charts) chart.setSize({ width: Math.max(200, tokens.clientWidth), height: chart.height });
  });
  resize.observe(tokens);
  return () => {
    resize.disconnect();
    for (const chart of charts) chart.destroy();
  };
}

/** Each kind, with the sum of those below it. */
function stacked({ parts, record }: Series): Record<Part, number[]> {
  const sums = new Array<number>(record.length).fill(0);
  const made = {} as Record<Part, number[]>;
  for (const kind of PARTS) {
    for (let at = 0; at < sums.length; at++) sums[at] = (sums[at] ?? 0) + (parts[kind][at] ?? 0);
    made[kind] = [...sums];
  }
  return made;
}

/** A canvas takes no custom properties, so they are worked out first. */
function colours(element: HTMLElement) {
  return (name: string) => {
    const probe = document.createElement("span");
    probe.style.color = `var(${name})`;
    element.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  };
}
