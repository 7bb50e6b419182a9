// Measures contenders against each other: in turns, so that a machine that slows down slows all of them down, and in
// several rounds, of which the median and the best are told.

import { measure } from "mitata";

const FULL = { rounds: 3, nanoseconds: 100e6 };
const QUICK = { rounds: 1, nanoseconds: 20e6 };

/**
 * @param {Record<string, () => unknown>} contenders the first is what the others are compared with
 * @param options.long a call takes so long that a few of them must do
 * @param options.least what takes less, in nanoseconds, is called several times for each reading of the clock: those of
 *   browsers are coarse
 */
export async function contest(contenders, { quick = false, long = false, least = 0 } = {}) {
  const { rounds, nanoseconds } = quick ? QUICK : long ? { rounds: 3, nanoseconds: 0 } : FULL;
  const settings = {
    min_cpu_time: nanoseconds,
    min_samples: long ? 1 : quick ? 3 : 12,
    // Only what is too short for the clock is measured in batches, and these are short too.
    batch_threshold: 20e3,
    batch_samples: 256,
  };
  const measured = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  const calls = Object.fromEntries(Object.entries(contenders).map(([name, contender]) => [name, callsFor(contender, least)]));
  for (let round = 0; round < rounds; round++) {
    // mitata collects garbage before each of them.
    for (const [name, contender] of Object.entries(contenders)) {
      const called = calls[name] === 1 ? contender : repeat(contender, calls[name]);
      measured[name].push(await measure(called, { ...settings }));
    }
  }
  const times = Object.entries(measured).map(([name, stats]) => ({
    name,
    median: median(stats.map((stat) => stat.p50)) / calls[name],
    best: Math.min(...stats.map((stat) => stat.min)) / calls[name],
  }));
  const [first] = times;
  return times.map((time) => ({ ...time, medianRatio: time.median / first.median, bestRatio: time.best / first.best }));
}

/** How many calls take at least so many nanoseconds. */
function callsFor(contender, least) {
  if (least === 0) return 1;
  for (let calls = 1; ; calls *= 2) {
    const start = performance.now();
    repeat(contender, calls)();
    if ((performance.now() - start) * 1e6 >= least) return calls;
  }
}

const repeat = (contender, calls) => () => {
  for (let call = 0; call < calls; call++) contender();
};

export function median(list) {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
