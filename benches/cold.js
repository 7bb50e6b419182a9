// How long a process takes that has nothing loaded, in turns with one that does nothing.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

import { median } from "./contest.js";
import { environment } from "./engines.js";

const SCRIPTS = { nothing: "nothing.js", "backend-message": "message.js", "zod 4": "zod.js" };
const ROUNDS = 21;

/**
 * @param {{ command: string, quick: boolean }} options
 * @returns {Promise<Record<string, number>>} medians in nanoseconds; but for `nothing`, what comes on top of that
 */
export async function coldStarts({ command, quick }) {
  const times = Object.fromEntries(Object.keys(SCRIPTS).map((name) => [name, []]));
  for (let round = 0; round < (quick ? 3 : ROUNDS); round++) {
    for (const [name, script] of Object.entries(SCRIPTS)) {
      times[name].push(await run(command, fileURLToPath(new URL(`cold/${script}`, import.meta.url))));
    }
  }
  const { nothing, ...others } = Object.fromEntries(Object.entries(times).map(([name, list]) => [name, median(list)]));
  return { nothing, ...Object.fromEntries(Object.entries(others).map(([name, time]) => [name, time - nothing])) };
}

async function run(command, script) {
  const start = performance.now();
  const child = spawn(command, [script], { stdio: ["ignore", "ignore", "inherit"], env: environment() });
  const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
  if (code !== 0) throw new Error(`${script} ended with ${code}`);
  return (performance.now() - start) * 1e6;
}
