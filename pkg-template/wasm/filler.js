// Puts a text into the window, piece by piece.

import { isWellFormed } from "../pure/checks.js";
import { wasm } from "./engine.js";
import { decodeSource, isHigh } from "../pure/input.js";
import { MANY, SUMMARY, TRACKING } from "./flags.js";
import { UNITS } from "./platform.js";
import { HALF, WIDE, WINDOW, canNarrow, ensureWindow, larger, putUnits, quickToNarrow, window } from "./window.js";

/** A text that is one message must be in the window whole; up to this size the window is made large at once. */
const LARGE = 1 << 20;
const encoder = new TextEncoder();

/** How far the text that is being filled in was read, in its own units. */
export let position = 0;
/** How many bytes of the window are filled at most. */
export let limit = WINDOW;
/** How many bytes a unit of a string may take, and how many one of this text does at most as far as is known. */
const WIDEST = 3;
let widest = 1;

/**
 * How many more pieces of strings are taken for text beyond ASCII, which is narrowed in place of being encoded. Engines do
 * not tell which strings these are, so it is as in the last ones; a few of ASCII among them change nothing.
 */
let wide = 0;
const PATIENCE = 16;
const BYTE_ORDER_MARK = 0xfeff;

/**
 * Whether a string is best narrowed.
 *
 * @param {string} text
 */
const prefersNarrow = ({ length }) => (wide > 0 && canNarrow()) || length <= quickToNarrow();
/** Whether this text may be narrowed, and whether what is in the window was. */
let narrows = false;
let isNarrow = false;

/**
 * Puts the units of a short string, for any of which there is room, where they are narrowed from, if that is how it is read
 * best.
 *
 * @param {string} text
 * @returns {boolean} whether it did
 */
export function fillUnits(text) {
  if (!prefersNarrow(text) || text.charCodeAt(0) === BYTE_ORDER_MARK) return false;
  putUnits(text);
  return true;
}

/**
 * Puts a short text into the window, for any of which there is room.
 *
 * @param {string | Uint8Array} text
 * @returns {number} how many bytes; -1 if there is half of a surrogate pair
 */
export function fillWhole(text) {
  if (typeof text !== "string") {
    window.set(text);
    return text.length;
  }
  const { written } = encoder.encodeInto(text, window);
  if (written !== text.length) {
    if (!isWellFormed(text)) return -1;
    wide = PATIENCE;
  }
  return written;
}

/**
 * Puts the first piece of a text into the window.
 *
 * @param {string | Uint8Array} text
 * @param {number} flags
 * @returns {number} how many bytes; -1 if there is half of a surrogate pair
 */
export function fill(text, flags) {
  const many = (flags & MANY) !== 0;
  const isString = typeof text === "string";
  position = 0;
  widest = isString ? WIDEST : 1;
  const most = widest * text.length;
  limit = many || most <= WINDOW ? WINDOW : Math.min(most, LARGE);
  ensureWindow(limit);
  narrows = isString && (flags & (TRACKING | SUMMARY)) === 0 && canNarrow() && (many || text.length <= UNITS);
  isNarrow = narrows && prefersNarrow(text);
  if (!isNarrow) return append(text, 0, flags);
  if (text.charCodeAt(0) === BYTE_ORDER_MARK) position = 1;
  return fillNarrow(text);
}

/**
 * Puts the next piece of a text into the window, behind what was not read.
 *
 * @param {string | Uint8Array} text
 * @param {number} from where that begins; it is put at the beginning
 * @param {number} length where it ends
 * @param {number} flags
 * @returns {number} how many bytes are in the window then; -1 if there is half of a surrogate pair
 */
export function refill(text, from, length, flags) {
  if (isNarrow) {
    // A byte is a unit: what was not read is put there again. What is too long for that is encoded.
    position -= length - from;
    isNarrow = from > 0;
    if (isNarrow) return fillNarrow(text);
    wasm.narrow(0);
    return append(text, 0, flags);
  }
  if (from === 0) {
    if (2 * length > limit) {
      limit = larger(limit, flags & MANY ? 0 : length + widest * (text.length - position));
      ensureWindow(limit);
    }
    return append(text, length, flags);
  }
  if (narrows && prefersNarrow(text)) {
    position -= decodeSource([window.subarray(from, length)], false).length;
    isNarrow = true;
    return fillNarrow(text);
  }
  window.copyWithin(0, from, length);
  return append(text, length - from, flags);
}

/**
 * Puts the next piece of a string into the window, narrowed (src/js/narrow.rs).
 *
 * @param {string} text
 * @returns {number} how many units, and bytes of the window; -1 if there is half of a surrogate pair among them
 */
function fillNarrow(text) {
  const stop = endOf(text, UNITS);
  putUnits(text.substring(position, stop));
  const length = stop - position;
  position = stop;
  const found = wasm.narrow(length);
  if (found === HALF) return -1;
  noteWide(found === WIDE);
  return length;
}

/**
 * Notes whether there was text beyond ASCII in what was narrowed.
 *
 * @param {boolean} isWide
 */
export function noteWide(isWide) {
  if (isWide) wide = PATIENCE;
  else if (wide > 0) wide -= 1;
}

/**
 * Where the piece of a text ends that begins at the position and has at most so many units. A pair is not cut.
 *
 * @param {string} text
 * @param {number} most
 */
function endOf(text, most) {
  const end = position + most;
  if (end >= text.length) return text.length;
  return isHigh(text.charCodeAt(end - 1)) ? end - 1 : end;
}

/**
 * Puts more of a text into the window, as bytes.
 *
 * @param {string | Uint8Array} text
 * @param {number} length how many bytes are there already
 * @param {number} flags
 * @returns {number} how many there are then; -1 if there is half of a surrogate pair
 */
function append(text, length, flags) {
  if (typeof text === "string") return encode(text, length, flags);
  const room = limit - length;
  const isRest = text.length - position <= room;
  const piece = isRest && position === 0 ? text : text.subarray(position, position + room);
  window.set(piece, length);
  position += piece.length;
  return length + piece.length;
}

/**
 * @param {string} text
 * @param {number} length
 * @param {number} flags
 */
function encode(text, length, flags) {
  const target = length === 0 && limit === window.length ? window : window.subarray(length, limit);
  let piece = text;
  // Room for any text of that length: where it runs out, engines encode up to thirty times slower.
  if (position > 0 || widest * text.length > target.length) {
    piece = text.substring(position, endOf(text, Math.floor(target.length / widest)));
  }
  const { read, written } = encoder.encodeInto(piece, target);
  position += read;
  // Behind ASCII there is more of it.
  widest = 1;
  if (written !== read) {
    // Once it is tracked, a string is known to have no half of a pair.
    if ((flags & TRACKING) === 0 && !isWellFormed(piece)) return -1;
    widest = WIDEST;
    wide = PATIENCE;
  }
  return length + written;
}
