// Measures contenders against each other: in turns, so that a machine that slows down slows all of them down, and in
// several rounds, of which the median and the best are told.

import { measure } from "mitata";

const FULL = { rounds: 5, nanoseconds: 150e6 };
const QUICK = { rounds: 1, nanoseconds: 20e6 };

/**
 * @param {Record<string, () => unknown>} contenders the first is what the others are compared with
 * @param options.long a call takes so long that a few of them must do
 */
export async function contest(contenders, { quick = false, long = false } = {}) {
  const { rounds, nanoseconds } = quick ? QUICK : long ? { rounds: 3, nanoseconds: 0 } : FULL;
  const settings = {
    min_cpu_time: nanoseconds,
    min_samples: long ? 1 : quick ? 3 : 12,
    // Only what is too short for the clock is measured in batches, and these are short too.
    batch_threshold: 20e3,
    batch_samples: 256,
  };
  const measured = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    // mitata collects garbage before each of them.
    for (const [name, contender] of Object.entries(contenders)) measured[name].push(await measure(contender, { ...settings }));
  }
  const times = Object.entries(measured).map(([name, stats]) => ({
    name,
    median: median(stats.map((stat) => stat.p50)),
    best: Math.min(...stats.map((stat) => stat.min)),
  }));
  const [first] = times;
  return times.map((time) => ({ ...time, medianRatio: time.median / first.median, bestRatio: time.best / first.best }));
}

function median(list) {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
