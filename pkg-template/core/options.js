// The options of reading, as the numbers that the wasm module takes.

import { nameOf, shownOf } from "../pure/shown.js";
import { KEEP, REJECT } from "../wasm/flags.js";

export const DEFAULT_MAX_ISSUES = 100;
/** More issues, or findings of an audit, are never gathered (src/model/options.rs, src/insight/audit.rs). */
const MOST = 10_000;

/**
 * What an options object says, each property read once, before anything else happens.
 *
 * @param {{ unknownKeys?: unknown, maxIssues?: unknown } | undefined} options
 */
export function readOptions(options) {
  if (options === undefined) return DEFAULTS;
  checkOptions(options);
  const { unknownKeys, maxIssues = DEFAULT_MAX_ISSUES } = options;
  return { flags: flagsOf(unknownKeys), maxIssues: limitOf("maxIssues", maxIssues) };
}

/**
 * Refuses what is no object of options.
 *
 * @param {unknown} options
 */
export function checkOptions(options) {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new TypeError(`expected an object of options, found ${nameOf(options)}`);
  }
}

const DEFAULTS = { flags: 0, maxIssues: DEFAULT_MAX_ISSUES };

/** @param {unknown} unknownKeys */
function flagsOf(unknownKeys) {
  switch (unknownKeys) {
    case undefined:
    case "strip":
      return 0;
    case "keep":
      return KEEP;
    case "reject":
      return REJECT;
    default:
      throw new TypeError(
        `unknownKeys is "strip", "keep" or "reject", not ${shownOf(unknownKeys)}`,
      );
  }
}

/**
 * How many are wanted at most.
 *
 * @param {string} name the option's
 * @param {unknown} number
 */
export function limitOf(name, number) {
  if (typeof number !== "number") throw new TypeError(`${name} is a number, not ${nameOf(number)}`);
  if (!(number >= 1) || (number !== Infinity && !Number.isInteger(number))) {
    throw new RangeError(`${name} is a positive integer or Infinity, not ${number}`);
  }
  return Math.min(number, MOST);
}
