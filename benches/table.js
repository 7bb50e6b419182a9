// All results, as benches/FIGURES.md shows them.

import { growthOf } from "./growth.js";

const LIBRARIES = ["zod v3", "zod 4", "valibot", "arktype", "ajv", "TypeBox"];
const STREAMERS = ["stream-json", "@streamparser/json"];

/** All tables, one per engine. */
export function tables(runs, command) {
  const [{ cpu, date }] = runs;
  const parts = [
    "How many times as long as backend-message the others take, by their medians: above 1 they are slower. " +
      `Written by \`npm run ${command}\` on ${date.slice(0, 10)} (${cpu}); the ratios of a table are of one run, all contenders in turns, each in a process (or page) of its own. ` +
      "`JSON` alone is `JSON.parse`, of bytes after decoding them, or `JSON.stringify`. The libraries check what `JSON.parse` gives. " +
      "zod v3 has the SDK's rules and renames keys as they do; the others only check the names as they stand, which favours them.",
    ...runs.map((run) => `**${engine(run)}**\n\n${[...[LIBRARIES, STREAMERS].flatMap((others) => table(run, others)), ...besides(run)].join("\n\n")}`),
  ];
  return `\n${parts.join("\n\n")}\n\n`;
}

/** The workloads in which one of the others takes part; the first table has those without any, too. */
function table({ contests }, others) {
  const has = (names) => ({ results }) => results.some(({ name }) => names.includes(name));
  const isFor = others === LIBRARIES ? (contest) => !has(STREAMERS)(contest) : has(others);
  const columns = ["backend-message", "JSON", ...others];
  const headings = ["workload", "backend-message", "`JSON` alone", ...others];
  const rows = contests.filter(isFor).map(({ workload, results }) => [
    workload,
    ...columns.map((column) => {
      const result = results.find(({ name }) => name === column);
      if (result === undefined) return "–";
      return result === results[0] ? duration(result.median) : times(result.medianRatio);
    }),
  ]);
  return rows.length === 0 ? [] : [markdown(headings, rows)];
}

/** Measurements without contenders: startup, and the growth of time and memory. */
function besides({ contests, cold }) {
  const [first, ...others] = growthOf(contests);
  const rows = others.map(({ size, byte, json }) => [
    `time of a byte of ${size} MB, of that of ${first.size} MB`,
    times(byte / first.byte),
    times(json / first.json),
    "–",
  ]);
  const last = others.at(-1);
  if (last?.wasmMemory !== undefined) {
    rows.push([`memory of the wasm module after ${last.size} MB`, `${(last.wasmMemory / 2 ** 20).toFixed(2)} MiB`, "–", "–"]);
  }
  if (cold !== undefined) {
    const what = "cold start, on top of an empty process: import and first message; of zod 4 the import alone";
    rows.push([what, duration(cold["backend-message"]), "–", duration(cold["zod 4"])]);
  }
  return rows.length === 0 ? [] : [markdown(["besides", "backend-message", "`JSON` alone", "zod 4"], rows)];
}

export function markdown(headings, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(headings), line(headings.map((_, index) => (index === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

const NAMES = { node: "Node", bun: "Bun", v8: "V8", webkit: "WebKit", chromium: "Chromium", firefox: "Firefox", webkitgtk: "WebKitGTK" };

function engine({ versions }) {
  const [first, ...others] = named(versions);
  return others.length > 0 ? `${first} (${others.join(", ")})` : first;
}

/** The engine and what it is made of, each with its version. */
export function named(versions) {
  // WebKit's version is a commit, whose beginning is enough; Node adds its own build to V8's.
  const short = (version) => version.replace(/-node\.\d+$/, "").replace(/^([0-9a-f]{10})[0-9a-f]+$/, "$1");
  return Object.entries(versions).map(([name, version]) => `${NAMES[name]} ${short(version)}`);
}

/** Two decimals, and fewer for large numbers. */
export const times = (ratio) => ratio.toFixed(ratio < 10 ? 2 : ratio < 100 ? 1 : 0);

export function duration(nanoseconds) {
  if (nanoseconds >= 1e6) return `${(nanoseconds / 1e6).toFixed(2)} ms`;
  if (nanoseconds >= 1e3) return `${(nanoseconds / 1e3).toFixed(2)} µs`;
  return `${nanoseconds.toFixed(0)} ns`;
}
