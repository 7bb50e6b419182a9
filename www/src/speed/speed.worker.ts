// Measures with the visitor's own messages, on their machine: reading without checking, reading and checking by the SDK's rules,
// and the package, which reads and checks. They take turns, so that a slow moment of the machine slows all of them.

import { BackendMessage } from "../library.ts";
import { camel, wire } from "../../../tests/support/sdk-rules.js";
import type { Contender, Dialect, News, Task, Time } from "./protocol.ts";

const ROUNDS = 15;
/** A measurement takes at least so long, as the clocks of browsers are coarse. Milliseconds. */
const SPAN = 15;
/** No round begins after this. */
const LONGEST = 8_000;
const FEWEST = 5;
/** Warming up takes so long for each, in milliseconds, within these numbers of runs. */
const WARM = 300;
const FEWEST_WARM = 2;
const MOST_WARM = 200;

const decoder = new TextDecoder();
const post = (news: News) => self.postMessage(news);

self.onmessage = async ({ data }: MessageEvent<Task>) => {
  try {
    await measure(data.bytes);
    post({ kind: "done" });
  } catch (error) {
    post({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
  }
};

async function measure(given: Uint8Array<ArrayBuffer>) {
  const { bytes, rules, dialect } = prepare(given);
  post({ kind: "begun", dialect, bytes: bytes.length });
  const contenders: [Contender, () => unknown[]][] = [
    ["JSON.parse", () => JSON.parse(decoder.decode(bytes))],
    ["JSON.parse and zod", () => rules.parse(JSON.parse(decoder.decode(bytes)))],
    ["backend-message", () => BackendMessage.parseMany(bytes)],
  ];
  const repeats = contenders.map(([, run]) => warmUp(run));
  const measured = contenders.map((): number[] => []);
  const begun = performance.now();
  for (let round = 1; round <= ROUNDS; round++) {
    if (round > FEWEST && performance.now() - begun > LONGEST) break;
    for (const [at, [, run]] of contenders.entries()) measured[at]?.push(time(run, repeats[at] ?? 1));
    const times = contenders.map(([contender], at): Time => ({ contender, ...spread(measured[at] ?? []), repeats: repeats[at] ?? 1 }));
    post({ kind: "round", round, rounds: ROUNDS, times });
    // Lets go of what was read, and of the worker if it is ended.
    await new Promise((resolve) => setTimeout(resolve));
  }
}

let kept = 0;

function time(run: () => unknown[], repeats: number) {
  const start = performance.now();
  for (let repeat = 0; repeat < repeats; repeat++) kept += run().length;
  return (performance.now() - start) / repeats;
}

function spread(times: number[]) {
  const sorted = [...times].sort((a, b) => a - b);
  return { min: sorted[0] ?? 0, median: sorted[Math.floor(sorted.length / 2)] ?? 0, max: sorted.at(-1) ?? 0 };
}

/** Runs that do not count: engines compile what runs often. @returns how often a round must repeat one to be timed */
function warmUp(run: () => unknown[]): number {
  const begun = performance.now();
  let last = Infinity;
  for (let runs = 0; runs < FEWEST_WARM || (performance.now() - begun < WARM && runs < MOST_WARM); runs++) {
    const start = performance.now();
    kept += run().length;
    last = performance.now() - start;
  }
  return Math.max(1, Math.ceil(SPAN / Math.max(0.01, last)));
}

/** The SDK reads one dialect, and no `null`; what it does not read is rewritten, so that all do the same work. */
function prepare(given: Uint8Array<ArrayBuffer>): { bytes: Uint8Array<ArrayBuffer>; rules: Rules; dialect: Dialect } {
  const value = JSON.parse(decoder.decode(given));
  const wireRules = wire.BackendMessage.array();
  if (wireRules.safeParse(value).success) return { bytes: given, rules: wireRules, dialect: "wire" };
  const camelRules = camel.BackendMessage.array();
  if (camelRules.safeParse(value).success) return { bytes: given, rules: camelRules, dialect: "camelCase" };
  const written = BackendMessage.stringify(BackendMessage.parseMany(given), { naming: "wire" });
  return { bytes: new TextEncoder().encode(written), rules: wireRules, dialect: "rewritten" };
}

interface Rules {
  parse(value: unknown): unknown[];
}
