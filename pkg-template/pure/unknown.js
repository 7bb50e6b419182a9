// Values of unknown keys: JSON that was checked already, and is no field's.

import { define } from "./define.js";

/** A key with an escape in it; now and then something else, which does no harm. */
const ESCAPED_KEY = /\\[^][^"\\]*"\s*:/;

/**
 * What JSON.parse gives. V8 14.6, which is in Node 26, reads a key with escapes as another one if it met that one in the
 * same place before and the key's source begins like it: after `{"\\":1}`, `{"\b":1}` as the same. So where a key has
 * escapes, strings are read one by one.
 *
 * @param {string} json
 * @returns {any}
 */
export function parseUnknown(json) {
  return ESCAPED_KEY.test(json) ? readUnknown(json) : JSON.parse(json);
}

/** @param {string} json */
function readUnknown(json) {
  const token = /[^\s,:]/g;
  const scalar = /[\w.+-]*/y;
  const start = () => /** @type {RegExpExecArray} */ (token.exec(json))[0];
  /** @param {string} first its first character, just passed */
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
  // A pattern for a whole string would need a stack as long as its escapes are many.
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
