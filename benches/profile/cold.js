// Where a cold start goes: what a fresh process takes for each step to a first message.

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { median } from "../contest.js";
import { environment } from "../engines.js";

const ROUNDS = 21;
const SCRIPT = fileURLToPath(new URL("cold-steps.js", import.meta.url));

/**
 * @param {string} command the engine's program
 * @returns {Record<string, number>} medians in nanoseconds, in the order of the steps
 */
export function coldSteps(command) {
  /** @type {Record<string, number[]>} */
  const steps = {};
  for (let round = 0; round < ROUNDS; round++) {
    const taken = JSON.parse(execFileSync(command, [SCRIPT], { encoding: "utf8", env: environment() }));
    for (const [name, time] of Object.entries(taken)) (steps[name] ??= []).push(time);
  }
  return Object.fromEntries(Object.entries(steps).map(([name, times]) => [name, median(times)]));
}
