// Reads strings, numbers and unknown keys from the tape that the wasm module writes (its layout: src/decode/tape.rs). The
// generated readers in model.js put the records together.

import { define } from "../pure/values.js";
import { LENGTH_BITS, LONGEST, SLOT_WORDS } from "./generated/abi.js";

export class Tape {
  constructor() {
    /** The tape's memory as 32-bit words; indices on this page count these. */
    this.words = new Int32Array(0);
    /** The same as doubles. */
    this.numbers = new Float64Array(0);
    /** The word at which the tape begins. */
    this.base = 0;
    /** The two arenas, decoded. */
    this.ascii = "";
    this.wide = "";
  }

  /** A decoded arena is large, and lives as long as anything refers to it. */
  forgetTexts() {
    this.ascii = "";
    this.wide = "";
  }

  /** @param {number} at */
  text(at) {
    const start = this.words[at];
    const length = this.words[at + 1];
    return length >>> LENGTH_BITS === 0 ? this.ascii.substring(start, start + length) : this.wideText(start, length);
  }

  /**
   * @param {number} start
   * @param {number} length
   */
  wideText(start, length) {
    return this.wide.substring(start, start + (length & LONGEST));
  }

  /** @param {number} at */
  texts(at) {
    const count = this.words[at + 1];
    const list = [];
    let item = this.base + SLOT_WORDS * this.words[at];
    for (let index = 0; index < count; index++, item += SLOT_WORDS) list.push(this.text(item));
    return list;
  }

  /** @param {number} at */
  number(at) {
    return this.numbers[at >> 1];
  }

  /**
   * Engines keep a small integer in the object itself, but a double in a box of its own.
   *
   * @param {number} at
   */
  integer(at) {
    const number = this.numbers[at >> 1];
    const small = number | 0;
    return small === number && (small !== 0 || 1 / number > 0) ? small : number;
  }

  /**
   * Adds the unknown keys of a record after its known ones. Their source is JSON that was checked before; each entry has the
   * one before it as its link.
   *
   * @param {object} record
   * @param {number} last one more than the slot of the last entry
   */
  addUnknown(record, last) {
    const entries = [];
    for (let link = last; link !== 0; ) {
      const at = this.base + SLOT_WORDS * (link - 1);
      entries.push(this.text(at + SLOT_WORDS));
      link = this.words[at];
    }
    const unknown = parseUnknown("{" + entries.reverse().join(",") + "}");
    for (const key of Object.keys(unknown)) define(record, key, unknown[key]);
  }
}

/** A key with an escape; sometimes something else, which does no harm. */
const ESCAPED_KEY = /\\[^][^"\\]*"\s*:/;

/**
 * The values of unknown keys, from valid JSON: what JSON.parse returns. V8 14.6, which is in Node 26, confuses a key with
 * escapes with one that it met in the same place before, if their sources begin alike: after `{"\\":1}` it reads `{"\b":1}`
 * as the same. So if a key has escapes, strings are read one by one.
 *
 * @param {string} json
 * @returns {any}
 */
function parseUnknown(json) {
  return ESCAPED_KEY.test(json) ? readUnknown(json) : JSON.parse(json);
}

/** @param {string} json */
function readUnknown(json) {
  const token = /[^\s,:]/g;
  const scalar = /[\w.+-]*/y;
  const start = () => /** @type {RegExpExecArray} */ (token.exec(json))[0];
  /** @type {(first: string) => any} of its first character, just passed */
  const read = (first) => {
    if (first === "{") {
      const object = {};
      while (start() === '"') define(object, string(), read(start()));
      return object;
    }
    if (first === "[") {
      const list = [];
      for (let element = start(); element !== "]"; element = start()) list.push(read(element));
      return list;
    }
    if (first === '"') return string();
    scalar.lastIndex = token.lastIndex;
    const [rest] = /** @type {RegExpExecArray} */ (scalar.exec(json));
    token.lastIndex += rest.length;
    return JSON.parse(first + rest);
  };
  // A pattern for a whole string would need stack for each escape.
  const string = () => {
    const begin = token.lastIndex - 1;
    let end = begin;
    let backslashes;
    do {
      backslashes = end = json.indexOf('"', end + 1);
      while (json[backslashes - 1] === "\\") backslashes--;
    } while ((end - backslashes) % 2 === 1);
    token.lastIndex = end + 1;
    return JSON.parse(json.slice(begin, token.lastIndex));
  };
  return read(start());
}
