// Measures contenders against each other: in turns, so that a machine that slows down slows all of them down, and in several
// rounds; the median and the best are reported.

import { measure } from "mitata";

const FULL = { rounds: 3, nanoseconds: 100e6 };
const QUICK = { rounds: 1, nanoseconds: 20e6 };

/** How many rounds there are. */
export const roundsOf = ({ quick = false }) => (quick ? QUICK : FULL).rounds;

/**
 * A round of one contender: the median and the best of its times, in nanoseconds.
 *
 * @param {() => unknown} contender
 * @param options.long a call takes so long that a few of them must do
 * @param options.least what takes less, in nanoseconds, is called several times for each reading of the clock: those of
 *   browsers are coarse
 */
export async function round(contender, { quick = false, long = false, least = 0 } = {}) {
  const calls = callsFor(contender, least);
  // mitata collects garbage before.
  const { p50, min } = await measure(calls === 1 ? contender : repeat(contender, calls), {
    min_cpu_time: long && !quick ? 0 : (quick ? QUICK : FULL).nanoseconds,
    min_samples: long ? 1 : quick ? 3 : 12,
    // Only what is too short for the clock is measured in batches, and these are short too.
    batch_threshold: 20e3,
    batch_samples: 256,
  });
  return { median: p50 / calls, best: min / calls };
}

/**
 * What came of all rounds.
 *
 * @param {Record<string, { median: number, best: number }[]>} rounds those of each contender; the first is what the others are
 *   compared with
 */
export function standings(rounds) {
  const times = Object.entries(rounds).map(([name, list]) => ({
    name,
    median: median(list.map((round) => round.median)),
    best: Math.min(...list.map((round) => round.best)),
  }));
  const [first] = times;
  return times.map((time) => ({ ...time, medianRatio: time.median / first.median, bestRatio: time.best / first.best }));
}

/**
 * A contest within one process, for stages that have their work in common.
 *
 * @param {Record<string, () => unknown>} contenders
 */
export async function contest(contenders, options = {}) {
  const rounds = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let count = roundsOf(options); count > 0; count--) {
    for (const [name, contender] of Object.entries(contenders)) rounds[name].push(await round(contender, options));
  }
  return standings(rounds);
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
