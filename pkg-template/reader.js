// Reads JSON text: fills the window in wasm memory, has it read, and makes objects of what is then on the tape.

import { isWellFormed } from "./checks.js";
import { enter, explain, leave, wasm } from "./engine.js";
import { BackendMessageError } from "./error.js";
import { bytesOf, encodeSurrogates, isHigh, isShared } from "./input.js";
import { lookAtPrototype } from "./model.js";
import { MANY, SURROGATES, TRACKING } from "./options.js";
import { platform } from "./platform.js";
import { Tape } from "./tape.js";
import { issues } from "./wasm.js";

/**
 * Bytes of text that are in wasm memory at a time. Few messages are longer, so few are begun twice.
 */
const WINDOW = 1 << 18;
/** A text that is one message must be in the window whole; up to this size the window is made large at once. */
const LARGE = 1 << 20;
/** Lengths on the tape have 30 bits. */
const LARGEST = 2 ** 30 - 1;

// What `read` answers, and the words of the header (src/wasm.rs).
const DONE = 0;
const MORE = 1;
const FULL = 2;
const CONSUMED = 0;
const COUNT = 1;
const TAPE = 2;
const ASCII = 3;
const ASCII_LENGTH = 4;
const WIDE = 5;
const WIDE_LENGTH = 6;

const encoder = new TextEncoder();
const tape = new Tape();
/** The instance that the following is about. */
let instance = wasm;
/** How many bytes the window has room for. */
let capacity = 0;
/** Views of wasm memory, made anew when it has grown: then they have lost their length. */
let window = new Uint8Array(0);
let header = new Uint32Array(0);
let memory = new platform.Memory(window.buffer);

/** How far the text that is being filled in was read, in its own units. */
let position = 0;

/**
 * Reads a JSON text: one record, or with `MANY` a list of them.
 *
 * @param {Record} record
 * @param {unknown} json
 * @param {number} flags
 * @param {number} maxIssues
 * @returns {object | BackendMessageError} the error is returned, not thrown
 *
 * @typedef {import("./model.js").Record} Record
 */
export function read(record, json, flags, maxIssues) {
  /** @type {string | Uint8Array} */
  let text;
  if (typeof json !== "string") {
    text = bytesOf(json);
  } else if (isWellFormed(json)) {
    text = json;
  } else {
    text = encodeSurrogates(json);
    flags |= SURROGATES;
  }
  lookAtPrototype();
  enter();
  if (wasm !== instance) forgetInstance();

  let findings;
  try {
    const value = run(record, text, flags, maxIssues);
    if (value !== undefined) {
      leave();
      return value;
    }
    // The text is read again, more slowly, to find out what is wrong with it; so it must still be the same.
    if (typeof text === "string" || !isShared(text)) {
      if (run(record, text, flags | TRACKING, maxIssues) !== undefined) {
        throw new Error("backend-message refused a text in which it then found no issue; this is a bug");
      }
      findings = issues();
    }
  } catch (error) {
    throw explain(error);
  }
  leave();
  if (findings === undefined) return read(record, text.slice(), flags, maxIssues);
  return new BackendMessageError(JSON.parse(findings));
}

/**
 * Goes through a text once, window by window.
 *
 * @param {Record} record
 * @param {string | Uint8Array} text
 * @param {number} flags
 * @param {number} maxIssues
 * @returns {object | undefined} undefined if something does not hold
 */
function run(record, text, flags, maxIssues) {
  const many = (flags & MANY) !== 0;
  /** @type {object[]} */
  const list = [];
  /** @type {object} */
  let value = list;
  const end = text.length;
  let limit = many || end <= WINDOW ? WINDOW : Math.min(end, LARGE);
  if (window.length < limit) renew(limit);
  wasm.begin(record.index, flags, maxIssues);
  if (window.length === 0) renew(limit);

  position = 0;
  // What is in the window and not read yet.
  let from = 0;
  let length = 0;
  let filled = 0;
  let status = MORE;
  for (;;) {
    if (status === MORE) {
      filled = fill(text, length, limit);
      length += filled;
    }
    const last = position === end;
    status = wasm.read(from, length, last ? 1 : 0);
    if (window.length === 0) renew(limit);

    if (status > FULL) return undefined;
    // What is on the tape must be taken now, though a single record may be followed by more text.
    if (header[COUNT] > 0 && (flags & TRACKING) === 0) {
      if (many) materialise(record, list);
      else value = materialiseOne(record);
    }
    if (status === DONE) return value;
    const consumed = header[CONSUMED];
    from += consumed;
    if (status === FULL) continue;
    if (last) throw new Error("backend-message wants more than the whole text; this is a bug");

    if (from > 0) {
      window.copyWithin(0, from, length);
      length -= from;
      from = 0;
    } else if (filled === 0 || length === limit) {
      if (limit === LARGEST) throw new RangeError("a single message of this size cannot be read: the most is 1 GiB");
      limit = Math.min(2 * limit, LARGEST);
      if (window.length < limit) renew(limit);
    }
  }
}

/**
 * Puts more of a text into the window, between `length` and `limit`.
 *
 * @param {string | Uint8Array} text
 * @param {number} length
 * @param {number} limit
 * @returns {number} how many bytes
 */
function fill(text, length, limit) {
  const room = limit - length;
  const left = text.length - position;
  if (typeof text === "string") return fillString(text, length, room, left);
  if (position === 0 && left <= room) {
    window.set(text, length);
    position = left;
    return left;
  }
  const count = Math.min(room, left);
  window.set(text.subarray(position, position + count), length);
  position += count;
  return count;
}

/**
 * @param {string} text
 * @param {number} length
 * @param {number} room
 * @param {number} left
 */
function fillString(text, length, room, left) {
  const target = length === 0 && room === window.length ? window : window.subarray(length, length + room);
  let piece = text;
  if (position > 0 || left > room) {
    // No unit takes less than a byte, so no more than `room` of them fit. A pair is not cut.
    let stop = position + Math.min(room, left);
    if (stop < text.length && isHigh(text.charCodeAt(stop - 1))) stop -= 1;
    piece = text.substring(position, stop);
  }
  const { read, written } = encoder.encodeInto(piece, target);
  position += read;
  return written;
}

/** After a new instance took the place of the one there was. */
function forgetInstance() {
  instance = wasm;
  capacity = 0;
  window = new Uint8Array(0);
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
  const { buffer } = wasm.memory;
  window = new Uint8Array(buffer, address, capacity);
  header = new Uint32Array(buffer, headerAddress, WIDE_LENGTH + 1);
  tape.words = new Int32Array(buffer);
  tape.numbers = new Float64Array(buffer);
  memory = new platform.Memory(buffer);
}

/**
 * The one record on the tape.
 *
 * @param {Record} record
 */
function materialiseOne(record) {
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
function materialise(record, list) {
  let count = header[COUNT];
  decodeArenas();
  const { words, base } = tape;
  for (let at = base; count > 0; count--) {
    list.push(record.read(tape, at));
    at = base + 2 * words[at + 1];
  }
  forgetArenas();
}

function decodeArenas() {
  tape.base = header[TAPE] >>> 2;
  const length = header[ASCII_LENGTH];
  tape.ascii = length === 0 ? "" : memory.ascii(header[ASCII], length);
  const wide = header[WIDE_LENGTH];
  tape.wide = wide === 0 ? "" : memory.wide(header[WIDE], wide);
}

/** A decoded arena is large, and lives as long as anything refers to it. */
function forgetArenas() {
  tape.ascii = "";
  tape.wide = "";
}
