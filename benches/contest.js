// Measures contenders against each other: in turns, so that a machine that slows down slows all of them down, and in
// several rounds, of which the median and the best are told.

import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { measure } from "mitata";

const ROUNDS = 5;
const ROUND_NANOSECONDS = 300e6;

/**
 * @param {string} title
 * @param {Record<string, () => unknown>} contenders the first is what the others are compared with
 */
export async function contest(title, contenders) {
  const rounds = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, contender] of Object.entries(contenders)) {
      globalThis.gc?.();
      rounds[name].push(await measure(contender, { min_cpu_time: ROUND_NANOSECONDS }));
    }
  }
  const times = Object.entries(rounds).map(([name, stats]) => ({
    name,
    median: median(stats.map((stat) => stat.p50)),
    best: Math.min(...stats.map((stat) => stat.min)),
  }));
  const [first] = times;
  const results = times.map((time) => ({
    ...time,
    medianRatio: time.median / first.median,
    bestRatio: time.best / first.best,
  }));
  show(title, results);
  return { title, results };
}

function show(title, results) {
  const width = Math.max(...results.map(({ name }) => name.length));
  console.log(`\n${title}`);
  console.log(`${"".padEnd(width)}  ${"median".padStart(10)}  ${"ratio".padStart(6)}  ${"best".padStart(10)}  ${"ratio".padStart(6)}`);
  for (const { name, median, medianRatio, best, bestRatio } of results) {
    const cells = [duration(median).padStart(10), times(medianRatio), duration(best).padStart(10), times(bestRatio)];
    console.log(`${name.padEnd(width)}  ${cells.join("  ")}`);
  }
}

/** Keeps the results where no commit finds them: numbers are of one machine on one day. */
export function keep(name, contests) {
  const directory = new URL("../build/bench/", import.meta.url);
  mkdirSync(directory, { recursive: true });
  const machine = { node: process.version, v8: process.versions.v8, cpu: cpus()[0]?.model, date: new Date().toISOString() };
  writeFileSync(new URL(`${name}.json`, directory), JSON.stringify({ machine, contests }, null, 2) + "\n");
  console.log(`\nNode ${process.version}, ${machine.cpu}; kept in build/bench/${name}.json`);
}

const times = (ratio) => `${ratio.toFixed(2)}×`.padStart(6);

function duration(nanoseconds) {
  if (nanoseconds >= 1e6) return `${(nanoseconds / 1e6).toFixed(2)} ms`;
  if (nanoseconds >= 1e3) return `${(nanoseconds / 1e3).toFixed(2)} µs`;
  return `${nanoseconds.toFixed(0)} ns`;
}

function median(list) {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
