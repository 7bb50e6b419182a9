// Messages that are too large: to be read at all, or to be a string, which has at most 512 MB in V8.

import { BackendMessageError } from "./engine.js";
import { Failure } from "./misuse.js";

/**
 * @param {string} name of the file
 * @param {any} error what its reading threw
 * @returns {unknown} a failure in its place if a message was too large to be read, or memory too small
 */
export function unreadableIfTooLarge(name, error) {
  if (error instanceof BackendMessageError) return new Failure(`${name} cannot be read: ${error.issues[0].message}`);
  if (error?.cause instanceof WebAssembly.RuntimeError) return new Failure(`${name} cannot be read: ${error.message}`);
  return error;
}

/**
 * A message may be read and still be too large to be written: escapes, or quotes, make it longer.
 *
 * @param {string} name of the file that has the message
 * @param {any} error what its writing threw
 * @returns {unknown} a failure in its place if the message was too large
 */
export function unwritableIfTooLarge(name, error) {
  const isTooLong = error instanceof RangeError && /^(Invalid string|Array buffer allocation|Invalid typed array)/.test(error.message);
  const isRefused = ["ERR_STRING_TOO_LONG", "ERR_OUT_OF_RANGE"].includes(error?.code);
  return isTooLong || isRefused ? new Failure(`${name} has a message that is too large to be written`) : error;
}
