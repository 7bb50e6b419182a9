// The options of reading, as the numbers that the wasm module takes.

import { checkOptions } from "../pure/option-names.js";
import { nameOf, shownOf } from "../pure/shown.js";
import { DEFAULT_MAX_ISSUES, KEEP, MOST_ISSUES, REJECT, REPLACE } from "../wasm/generated/abi.js";

/**
 * Reads an options object, each property once, before anything else happens.
 *
 * @param {{ unknownKeys?: unknown, maxIssues?: unknown, malformedUnicode?: unknown, at?: unknown } | undefined} options
 */
export function readOptions(options) {
  if (options === undefined) return DEFAULTS;
  checkOptions(options, NAMES);
  const { unknownKeys, malformedUnicode, maxIssues = DEFAULT_MAX_ISSUES, at } = options;
  const flags = flagsOf(unknownKeys) | (isReplace(malformedUnicode) ? REPLACE : 0);
  return { flags, maxIssues: limitOf("maxIssues", maxIssues, MOST_ISSUES), at: pointerOf(at) };
}

/** @type {import("../pure/option-names.js").Names<import("./parse-options.js").ParseOptions>} */
export const NAMES = { unknownKeys: 1, malformedUnicode: 1, maxIssues: 1, at: 1 };

/** @type {{ flags: number, maxIssues: number, at: string | undefined }} */
const DEFAULTS = { flags: 0, maxIssues: DEFAULT_MAX_ISSUES, at: undefined };

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

/** @param {unknown} malformedUnicode */
function isReplace(malformedUnicode) {
  if (malformedUnicode !== undefined && malformedUnicode !== "reject" && malformedUnicode !== "replace") {
    throw new TypeError(`malformedUnicode is "reject" or "replace", not ${shownOf(malformedUnicode)}`);
  }
  return malformedUnicode === "replace";
}

/**
 * Where the list is.
 *
 * @param {unknown} at
 */
function pointerOf(at) {
  if (at === undefined) return undefined;
  if (typeof at !== "string") throw new TypeError(`at is a JSON Pointer, not ${nameOf(at)}`);
  if (/^(?!\/|$)|~(?![01])/.test(at)) {
    throw new TypeError(`at is a JSON Pointer, which begins with a slash as in "/messages", not ${shownOf(at)}`);
  }
  return at;
}

/**
 * The value of an option that limits a number.
 *
 * @param {string} name the option's
 * @param {unknown} number
 * @param {number} most what a larger number is taken for
 */
export function limitOf(name, number, most) {
  if (typeof number !== "number") throw new TypeError(`${name} is a number, not ${nameOf(number)}`);
  if (!(number >= 1) || (number !== Infinity && !Number.isInteger(number))) {
    throw new RangeError(`${name} is a positive integer or Infinity, not ${number}`);
  }
  return Math.min(number, most);
}
