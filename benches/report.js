// What runs tell while they go on, and where their results are kept.

import { mkdirSync, writeFileSync } from "node:fs";

import { duration, times } from "./table.js";

/** An engine's name and version. */
export function title({ versions, engine }) {
  const [name, version] = Object.entries(versions)[0] ?? [engine, ""];
  return `${name} ${version}`;
}

export function tellStart(run, { number, of, workload }) {
  process.stdout.write(`${title(run)} [${number}/${of}] ${workload} … `);
}

export function tellEnd({ results: [first, ...others] }) {
  console.log([duration(first.median), ...others.map(({ name, medianRatio }) => `${name} ${times(medianRatio)}×`)].join(", "));
}

export function tellCold(run) {
  const { nothing, ...others } = run.cold;
  const starts = Object.entries(others).map(([name, time]) => `${name} ${duration(time)}`);
  console.log(`${title(run)} cold start, on top of ${duration(nothing)}: ${starts.join(", ")}`);
}

/** Where no commit finds them: figures are of one machine on one day. */
export function keep(name, run) {
  const directory = new URL("../build/bench/", import.meta.url);
  mkdirSync(directory, { recursive: true });
  writeFileSync(new URL(`${name}.json`, directory), JSON.stringify(run, null, 2) + "\n");
}
