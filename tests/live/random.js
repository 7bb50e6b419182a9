// Numbers that look random and are the same for the same seed (mulberry32).

/** @param {number} seed */
export function randomFrom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  /** @param {number} end */
  const below = (end) => Math.floor(next() * end);
  return {
    below,
    /** @param {number} first @param {number} last */
    between: (first, last) => first + below(last - first + 1),
    /** @param {number} share */
    chance: (share) => next() < share,
    /** @template T @param {readonly T[]} items @returns {T} */
    pick: (items) => items[below(items.length)],
  };
}

/** @typedef {ReturnType<typeof randomFrom>} Random */
