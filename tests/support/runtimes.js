// What ran where: the tests keep it, and README's table of runtimes is written from it.

import { mkdirSync, writeFileSync } from "node:fs";

/** The report of the last run for each. */
export const directory = new URL("../../build/runtimes/", import.meta.url);

/** All that README tells of, in its order. */
export const RUNTIMES = [
  "Node",
  "Node, the newest",
  "Deno",
  "Bun",
  "workerd",
  "Chromium",
  "Firefox",
  "WebKitGTK",
  "Vite",
  "webpack",
  "Rollup",
  "esbuild",
  "Next.js",
  "Jest",
  "Vitest",
];

/**
 * @typedef {{ runtime: string, version: string, tried: string, cases: number }} Run `cases`: how many came out right
 * @param {Run} run
 */
export function keep(run) {
  if (!RUNTIMES.includes(run.runtime)) throw new Error(`README has no row for ${run.runtime}`);
  mkdirSync(directory, { recursive: true });
  writeFileSync(new URL(`${run.runtime}.json`, directory), `${JSON.stringify(run, null, 2)}\n`);
}
