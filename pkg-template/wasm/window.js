// The window: the part of wasm memory that text is put into, and what the wasm module wrote down of it.

import { start, wasm } from "./engine.js";
import { UNITS, platform } from "./platform.js";
import { Tape } from "./tape.js";

/**
 * Bytes of text that are in wasm memory at a time. Few messages are longer, so few are begun twice.
 */
export const WINDOW = 1 << 18;
/** Lengths on the tape have 30 bits. */
const LARGEST = 2 ** 30 - 1;

/** Bytes of memory that are kept for the next text. */
const KEPT = 1 << 24;

// What `read` answers, and the words of the header (src/js/exports.rs).
export const DONE = 0;
export const MORE = 1;
export const FULL = 2;
export const REJECTED = 5;
export const CONSUMED = 0;
export const COUNT = 1;
const TAPE = 2;
const ASCII = 3;
const ASCII_LENGTH = 4;
const WIDE_TEXT = 5;
export const WIDE_LENGTH = 6;
// What `narrow` answers.
export const HALF = 0;
export const WIDE = 2;

const tape = new Tape();
/** The instance that the following is about. */
let instance = wasm;
/** How many bytes the window has room for. */
let capacity = 0;
/** Where units are put; 0 while there is no room for them. */
let units = 0;
/** Whether there is more memory than is kept. */
let isLarge = false;
/** Views of wasm memory, made anew when it has grown: then they have lost their length. */
export let window = new Uint8Array(0);
export let header = new Uint32Array(0);
/** There is one while there is a window. @type {import("./platform.js").Memory} */
let memory;

/**
 * Makes sure of the window. It is lost when another instance took the place of the one there was, or memory has grown.
 *
 * @param {number} needed how large it must be at least
 */
export function ensureWindow(needed) {
  if (wasm !== instance) forgetInstance();
  if (window.length < needed) renew(needed);
}

/** Gives back what a very large message took: the memory of an instance never shrinks. To be called between texts. */
export function giveBack() {
  if (!isLarge) return;
  start();
  forgetInstance();
}

function forgetInstance() {
  instance = wasm;
  capacity = 0;
  units = 0;
  setViews(new ArrayBuffer(0), 0, 0);
  // It would keep what is given back.
  memory = /** @type {any} */ (undefined);
}

/**
 * Makes the window at least so large, and all views anew.
 *
 * @param {number} needed
 */
function renew(needed) {
  const wanted = Math.max(capacity, needed);
  const address = wasm.reserve(wanted) >>> 0;
  if (address === 0) throw new RangeError(`a single message needs ${wanted} bytes of memory, which are not to be had`);
  capacity = wanted;
  const headerAddress = wasm.header() >>> 0;
  setViews(wasm.memory.buffer, address, headerAddress);
  memory = platform.memoryOf(wasm.memory);
}

/**
 * @param {ArrayBuffer} buffer
 * @param {number} address
 * @param {number} headerAddress
 */
function setViews(buffer, address, headerAddress) {
  isLarge = buffer.byteLength > KEPT;
  window = new Uint8Array(buffer, address, capacity);
  header = new Uint32Array(buffer, headerAddress, capacity === 0 ? 0 : WIDE_LENGTH + 1);
  tape.words = new Int32Array(buffer);
  tape.numbers = new Float64Array(buffer);
}

/** Whether the units of a string can be copied. */
export const canNarrow = () => memory.put !== undefined;
/** Up to how many units that is quicker than to encode them, whatever is among them. */
export const quickToNarrow = () => memory.quick ?? -1;

/**
 * Copies at most `UNITS` units of a string, for the wasm module to narrow them.
 *
 * @param {string} text
 */
export function putUnits(text) {
  if (units === 0) {
    units = wasm.reserve_units(UNITS) >>> 0;
    ensureWindow(capacity);
  }
  memory.put?.(text, units);
}

/**
 * The size of window to try after one in which a record did not end.
 *
 * @param {number} limit
 * @param {number} [needed] how large it should be at least
 */
export function larger(limit, needed = 0) {
  if (limit === LARGEST) throw new RangeError("a single message of this size cannot be read: the most is 1 GiB");
  return Math.min(Math.max(2 * limit, needed), LARGEST);
}

/**
 * A part of wasm memory, until that grows.
 *
 * @param {number} address
 * @param {number} length
 */
export function bytesAt(address, length) {
  return new Uint8Array(wasm.memory.buffer, address >>> 0, length);
}

/**
 * The one record on the tape.
 *
 * @param {Record} record
 */
export function materialiseOne(record) {
  decodeArenas();
  const value = record.read(tape, tape.base);
  forgetArenas();
  return value;
}

/**
 * Appends the records on the tape to a list.
 *
 * @param {Record} record
 * @param {object[]} list
 */
export function materialise(record, list) {
  let count = header[COUNT];
  decodeArenas();
  const { words, base } = tape;
  for (let at = base; count > 0; count--) {
    list.push(record.read(tape, at));
    at = base + 2 * words[at + 1];
  }
  forgetArenas();
}

export function decodeArenas() {
  tape.base = header[TAPE] >>> 2;
  const length = header[ASCII_LENGTH];
  tape.ascii = length === 0 ? "" : memory.ascii(header[ASCII], length);
  const wide = header[WIDE_LENGTH];
  tape.wide = wide === 0 ? "" : wideTexts(wide);
}

/** @param {number} length in UTF-16 units */
function wideTexts(length) {
  if (memory.utf8 !== undefined && length <= UNITS) {
    const bytes = wasm.wide_as_utf8();
    // That may have taken memory.
    ensureWindow(capacity);
    if (bytes > 0) return memory.utf8(header[WIDE_TEXT], bytes);
  }
  return memory.wide(header[WIDE_TEXT], length);
}

/** A decoded arena is large, and lives as long as anything refers to it. */
export function forgetArenas() {
  tape.ascii = "";
  tape.wide = "";
}
