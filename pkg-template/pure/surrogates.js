// Converts strings to bytes and back, including strings with lone surrogates.

import { decodeUtf8, encoderOfUtf8 } from "./text-codecs.js";
import { isWellFormed } from "./values.js";

/**
 * The bytes of a piece of text that is a string.
 *
 * @param {string} text
 */
export function encode(text) {
  return isWellFormed(text) ? encoderOfUtf8().encode(text) : encodeSurrogates(text);
}

const NOTHING = new Uint8Array(0);

/** The bytes of pieces of text that are strings. A surrogate pair may be split between two pieces. */
export class StringPieces {
  /** The high surrogate at the end of the last piece. */
  #half = "";

  /** @param {string} piece */
  encode(piece) {
    let text = this.#half + piece;
    this.#half = "";
    if (isHigh(text.charCodeAt(text.length - 1))) {
      this.#half = text.slice(-1);
      text = text.slice(0, -1);
    }
    return encode(text);
  }

  /** What is left at the end of the text, or before a piece of bytes: a high surrogate without its other half. */
  rest() {
    const half = this.#half;
    this.#half = "";
    return half === "" ? NOTHING : encode(half);
  }
}

/**
 * The source of a record, which may be anything.
 *
 * @param {Uint8Array[]} pieces
 * @param {boolean} hasSurrogates whether it was a string's, in which unpaired surrogates were written as three bytes each
 */
export function decodeSource(pieces, hasSurrogates) {
  const bytes = pieces.length === 1 ? pieces[0] : join(pieces);
  let text = "";
  let start = 0;
  for (let at = bytes.indexOf(0xed); hasSurrogates && at !== -1; at = bytes.indexOf(0xed, at + 1)) {
    if (bytes[at + 1] < 0xa0) continue;
    text += decodeUtf8(bytes.subarray(start, at));
    text += String.fromCharCode(0xd000 | ((bytes[at + 1] & 0x3f) << 6) | (bytes[at + 2] & 0x3f));
    start = at + 3;
  }
  return text + decodeUtf8(bytes.subarray(start));
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
 * A string with lone surrogates as bytes, each encoded as if it were a character (WTF-8), so that the wasm module finds them
 * in place.
 *
 * @param {string} text
 * @returns {Uint8Array}
 */
export function encodeSurrogates(text) {
  const encoder = encoderOfUtf8();
  const bytes = new Uint8Array(3 * text.length);
  let length = 0;
  let start = 0;
  /** @param {number} end */
  const encodeUntil = (end) => {
    while (start < end) {
      // Pieces keep the substrings small. A pair is not split.
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
