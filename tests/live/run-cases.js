// Runs all acceptance cases wherever it is imported: a page, Bun, Deno.

import { runCase } from "./case-runner.js";
import { cases } from "./cases.js";

/**
 * @param {import("./case-runner.js").Library} library
 * @returns {Promise<{ ran: number, wrong: string[] }>} how many cases ran, and what is wrong, a line each
 */
export async function runCases(library) {
  const wrong = [];
  for (const given of cases) {
    try {
      await runCase(library, given);
    } catch (error) {
      wrong.push(error instanceof Error ? error.message : String(error));
    }
  }
  return { ran: cases.length, wrong };
}
