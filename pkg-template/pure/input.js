// What may be given as JSON text.

import { isWellFormed } from "./checks.js";

/**
 * The bytes of a JSON text that is not a string.
 *
 * @param {unknown} json
 * @returns {Uint8Array}
 */
export function bytesOf(json) {
  if (json instanceof Uint8Array) return looked(json);
  const bytes = viewOf(json);
  if (bytes !== undefined) return bytes;
  const hint =
    typeof json === "object" && json !== null ? "; for a value that is already an object use from()" : "";
  throw new TypeError(`expected JSON text: a string, an ArrayBuffer or a view of one, found ${nameOf(json)}${hint}`);
}

/**
 * The bytes of a buffer, or of a view of one.
 *
 * @param {unknown} value
 * @returns {Uint8Array | undefined}
 */
export function viewOf(value) {
  if (ArrayBuffer.isView(value)) {
    looked(value);
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  return isBuffer(value) ? new Uint8Array(/** @type {ArrayBuffer} */ (value)) : undefined;
}

const { indexOf } = Uint8Array.prototype;

/**
 * A view that is there. Of a buffer that became too small for it an array claims to be empty, until something is looked for
 * in it: that is a TypeError, as it is of a buffer that was taken away. A `DataView` says so itself.
 *
 * @template {ArrayBufferView} View
 * @param {View} view
 */
function looked(view) {
  if (view.byteLength === 0 && !(view instanceof DataView)) indexOf.call(view, 0);
  return view;
}

/**
 * Whether another thread may change the bytes while they are read.
 *
 * @param {Uint8Array} bytes
 */
export function isShared(bytes) {
  // The first check is quick, and holds in nearly all cases.
  return !(bytes.buffer instanceof ArrayBuffer) && isOf(SharedLength, bytes.buffer);
}

/**
 * A copy that nobody else has. `slice` of Node's `Buffer` gives none.
 *
 * @param {Uint8Array} bytes
 */
export const copyOf = (bytes) => new Uint8Array(bytes);

const isBuffer = (/** @type {unknown} */ value) => isOf(Length, value) || isOf(SharedLength, value);

// A page that is not isolated has no SharedArrayBuffer.
const [Length, SharedLength] = [ArrayBuffer, globalThis.SharedArrayBuffer].map(
  (type) => type && Object.getOwnPropertyDescriptor(type.prototype, "byteLength")?.get,
);

/**
 * Whether a value is what a getter belongs to. That holds for those of another realm too, and cannot be pretended.
 *
 * @param {(() => unknown) | undefined} getter
 * @param {unknown} value
 */
function isOf(getter, value) {
  if (getter === undefined) return false;
  try {
    getter.call(value);
    return true;
  } catch {
    return false;
  }
}

/**
 * A value's kind, for messages.
 *
 * @param {unknown} value
 */
export function nameOf(value) {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "undefined") return "undefined";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/**
 * What was given where there is a choice of strings, for messages.
 *
 * @param {unknown} value
 */
export const shownOf = (value) => (typeof value === "string" ? JSON.stringify(value) : nameOf(value));

const encoder = new TextEncoder();
/** @type {TextDecoder} */
let decoder;

/**
 * A piece of a text that is a string, in bytes.
 *
 * @param {string} text
 */
export function encode(text) {
  return isWellFormed(text) ? encoder.encode(text) : encodeSurrogates(text);
}

/**
 * The source of a record, of which nothing may hold.
 *
 * @param {Uint8Array[]} pieces
 * @param {boolean} hasSurrogates whether it was a string's, in which unpaired surrogates were written as three bytes each
 */
export function decodeSource(pieces, hasSurrogates) {
  const bytes = pieces.length === 1 ? pieces[0] : join(pieces);
  // A byte order mark inside a text is a character like any other.
  decoder ??= new TextDecoder("utf-8", { ignoreBOM: true });
  let text = "";
  let start = 0;
  for (let at = bytes.indexOf(0xed); hasSurrogates && at !== -1; at = bytes.indexOf(0xed, at + 1)) {
    if (bytes[at + 1] < 0xa0) continue;
    text += decoder.decode(bytes.subarray(start, at));
    text += String.fromCharCode(0xd000 | ((bytes[at + 1] & 0x3f) << 6) | (bytes[at + 2] & 0x3f));
    start = at + 3;
  }
  return text + decoder.decode(bytes.subarray(start));
}

/** @param {Uint8Array[]} pieces */
function join(pieces) {
  const bytes = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let length = 0;
  for (const piece of pieces) {
    bytes.set(piece, length);
    length += piece.length;
  }
  return bytes;
}

const PIECE = 1 << 16;

/**
 * A string with unpaired surrogates as bytes, each of them written as if it were a character (WTF-8), so that
 * the wasm module finds them where they are.
 *
 * @param {string} text
 * @returns {Uint8Array}
 */
export function encodeSurrogates(text) {
  const bytes = new Uint8Array(3 * text.length);
  let length = 0;
  let start = 0;
  /** @param {number} end */
  const encodeUntil = (end) => {
    while (start < end) {
      // Pieces keep the string that `substring` makes small; a pair is not cut.
      let stop = Math.min(start + PIECE, end);
      if (stop < end && isHigh(text.charCodeAt(stop - 1))) stop -= 1;
      length += encoder.encodeInto(text.substring(start, stop), bytes.subarray(length)).written;
      start = stop;
    }
  };
  for (const { index } of text.matchAll(/\p{Surrogate}/gu)) {
    encodeUntil(index);
    const unit = text.charCodeAt(index);
    bytes[length++] = 0xe0 | (unit >> 12);
    bytes[length++] = 0x80 | ((unit >> 6) & 0x3f);
    bytes[length++] = 0x80 | (unit & 0x3f);
    start = index + 1;
  }
  encodeUntil(text.length);
  return bytes.subarray(0, length);
}

/** @param {number} unit */
export function isHigh(unit) {
  return unit >= 0xd800 && unit <= 0xdbff;
}
