// What the package sets out to reach: how many times as long the others take at least, and what a start, memory and long
// texts may cost. Told after a run, never asserted.

import { growthOf } from "./growth.js";
import { duration } from "./table.js";

/** Where UTF-8 is decoded slowly, and so `JSON.parse` is easier to beat. */
const isEasy = ({ node, firefox }) => node?.startsWith("20.") || firefox !== undefined;

/** @returns {[workload: string, contender: string, ratio: number, of?: string][]} `of`: the workload of the contender */
const targets = (versions) => [
  ["the sample history, bytes", "JSON", 2],
  ["1,000 messages, ASCII, bytes", "JSON", isEasy(versions) ? 3 : 2.5],
  ["1,000 messages, mixed, bytes", "JSON", isEasy(versions) ? 3 : versions.webkitgtk ? 2 : 2.2],
  ["1,000 messages, CJK, bytes", "JSON", 2],
  ...["ASCII", "mixed", "CJK"].map((text) => [`1,000 messages, ${text}, bytes`, "zod v3", versions.node ? 6 : 5]),
  ...["ASCII", "mixed", "CJK"].map((text) => [`1,000 messages, ${text}, string`, "JSON", 1.8]),
  ...["bytes", "string"].map((kind) => [`message of 2.5 KB, ${kind}`, "JSON", 1.6, "message of 2.5 KB, string"]),
  ...["bytes", "string"].map((kind) => [`message of 0.3 KB, ${kind}`, "JSON", 1, "message of 0.3 KB, string"]),
  ["`is`, 1,000 objects", "ajv", 1 / 1.2],
  ["`from`, 1,000 objects", "zod 4", 2],
  ["`stringify` camel, 1,000 objects", "JSON", 1 / 1.1],
  ["`stringify` wire, 1,000 objects", "JSON", 1 / 1.5],
  ["1,000 messages, 1 % invalid, bytes", "without the errors", 1 / 2],
  ...["ASCII", "mixed", "CJK"].map((text) => [`1,000 messages, ${text}, \`summarize\``, "JSON", 5]),
];

/** In nanoseconds: import to first message, over an empty process. */
const COLD_START = 10e6;
/** How many times the time of a byte of the shortest text one of the others may take. */
const FLAT = 1.2;
const MOST_MEMORY = 4 * 2 ** 20;

/** A line for each target that a run missed. Workloads that did not run are passed over. */
export function missed(run) {
  return [...slow(run), ...cold(run), ...grown(run)].map((line) => `missed: ${line}`);
}

function cold({ cold: starts }) {
  if (starts === undefined) return [];
  const { "backend-message": ours, "zod 4": zod } = starts;
  const most = Math.min(COLD_START, zod);
  return ours > most ? [`cold start: ${duration(ours)}, wanted ${duration(most)}`] : [];
}

function grown({ contests }) {
  const [first, ...others] = growthOf(contests);
  return others.flatMap(({ size, byte, wasmMemory }) => [
    ...(byte > FLAT * first.byte ? [`a byte of ${size} MB takes ${(byte / first.byte).toFixed(2)} times that of ${first.size} MB`] : []),
    ...(wasmMemory > MOST_MEMORY ? [`the wasm module has ${wasmMemory} bytes after ${size} MB`] : []),
  ]);
}

function slow({ versions, contests }) {
  const median = (workload, contender) =>
    contests.find((contest) => contest.workload === workload)?.results.find(({ name }) => name === contender)?.median;
  return targets(versions).flatMap(([workload, contender, wanted, of = workload]) => {
    const ratio = median(of, contender) / median(workload, "backend-message");
    return ratio < wanted ? [`${workload}: ${contender} takes ${ratio.toFixed(2)}×, wanted ${wanted.toFixed(2)}×`] : [];
  });
}
