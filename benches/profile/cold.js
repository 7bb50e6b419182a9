// Where a cold start goes: each line is what a fresh process took for a step, in turns with the others.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

import { median } from "../contest.js";

const ROUNDS = 21;
const SCRIPT = fileURLToPath(new URL("cold-steps.js", import.meta.url));

/**
 * @param {string} command the engine's program
 * @returns {Promise<Record<string, number>>} medians in nanoseconds, in the order of the steps
 */
export async function coldSteps(command, rounds = ROUNDS) {
  /** @type {Record<string, number[]>} */
  const steps = {};
  for (let round = 0; round < rounds; round++) {
    for (const [name, time] of Object.entries(await run(command))) (steps[name] ??= []).push(time);
  }
  return Object.fromEntries(Object.entries(steps).map(([name, times]) => [name, median(times)]));
}

async function run(command) {
  const child = spawn(command, [SCRIPT], { stdio: ["ignore", "pipe", "inherit"] });
  let told = "";
  child.stdout.on("data", (piece) => (told += piece));
  const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
  if (code !== 0) throw new Error(`${SCRIPT} ended with ${code}`);
  return JSON.parse(told);
}
