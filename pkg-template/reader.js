// Reads JSON text: fills the window in wasm memory, has it read, and makes objects of what is then on the tape.

import { isWellFormed } from "./checks.js";
import { enter, explain, leave, wasm } from "./engine.js";
import { BackendMessageError } from "./error.js";
import { bytesOf, copyOf, decodeSource, encodeSurrogates, isHigh, isShared } from "./input.js";
import { lookAtPrototype } from "./model.js";
import { MANY, SUMMARY, SURROGATES, TRACKING } from "./options.js";
import { issues } from "./wasm.js";
import {
  CONSUMED,
  COUNT,
  DONE,
  FULL,
  HALF,
  MORE,
  UNITS,
  WIDE,
  WINDOW,
  canNarrow,
  ensureWindow,
  giveBack,
  header,
  larger,
  materialise,
  materialiseOne,
  putUnits,
  window,
} from "./window.js";

/** A text that is one message must be in the window whole; up to this size the window is made large at once. */
const LARGE = 1 << 20;
/** A text is short if nothing has to be taken off the tape before its end, whatever is in it (src/session.rs). */
const SHORT = 1 << 14;
const encoder = new TextEncoder();

/** How far the text that is being filled in was read, in its own units. */
let position = 0;
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
 * Reads a JSON text: one record, or with `MANY` a list of them.
 *
 * @param {Record} record
 * @param {unknown} json
 * @param {number} flags
 * @param {number} maxIssues
 * @param {() => any} [take] takes what the wasm module has gathered in place of records, before large memory is given back
 * @returns {any} that, or a `BackendMessageError`, which is returned, not thrown
 *
 * @typedef {import("./model.js").Record} Record
 */
export function read(record, json, flags, maxIssues, take) {
  let text = typeof json === "string" ? json : bytesOf(json);
  lookAtPrototype();
  enter();

  let findings;
  try {
    const isShort = text.length <= SHORT && (flags & (MANY | SUMMARY)) === 0;
    const value = isShort ? runShort(record, text, flags, maxIssues) : run(record, text, flags, maxIssues);
    if (value !== undefined) {
      const taken = take === undefined ? value : take();
      leave();
      giveBack();
      return taken;
    }
    if (typeof text === "string" && !isWellFormed(text)) {
      text = encodeSurrogates(text);
      flags |= SURROGATES;
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
  giveBack();
  if (findings === undefined) return read(record, copyOf(text), flags, maxIssues, take);
  return new BackendMessageError(JSON.parse(findings));
}

/**
 * Reads a record whose text fits into the window, and its texts onto the tape, at once. Without a loop engines compile all of it in
 * one piece, which takes a tenth off the time of a short message.
 *
 * @param {Record} record
 * @param {string | Uint8Array} text
 * @param {number} flags
 * @param {number} maxIssues
 * @returns {object | undefined} undefined if something does not hold
 */
function runShort(record, text, flags, maxIssues) {
  ensureWindow(WINDOW);
  let { length } = text;
  if (typeof text !== "string") {
    window.set(text);
  } else if (wide > 0 && canNarrow()) {
    return run(record, text, flags, maxIssues);
  } else {
    const { written } = encoder.encodeInto(text, window);
    if (written !== length) {
      if (!isWellFormed(text)) return undefined;
      wide = PATIENCE;
    }
    length = written;
  }
  if (wasm.begin(record.index, flags, maxIssues, length, 1) !== DONE) return undefined;
  ensureWindow(WINDOW);
  return materialiseOne(record);
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
  const tracks = (flags & TRACKING) !== 0;
  /** @type {any} */
  let value = many ? [] : record;
  const end = text.length;
  widest = typeof text === "string" ? WIDEST : 1;
  const most = widest * end;
  let limit = many || most <= WINDOW ? WINDOW : Math.min(most, LARGE);
  ensureWindow(limit);

  position = 0;
  // What is in the window and not read yet.
  let from = 0;
  let length = 0;
  let filled = 0;
  let status;
  const narrows =
    typeof text === "string" && (flags & (TRACKING | SUMMARY)) === 0 && canNarrow() && (many || end <= UNITS);
  let isNarrow = narrows && wide > 0;
  if (isNarrow) {
    wasm.begin(record.index, flags, maxIssues, 0, 0);
    if (text.charCodeAt(0) === BYTE_ORDER_MARK) position = 1;
    length = fillNarrow(text);
    if (length < 0) return undefined;
    status = wasm.read(0, length, position === end ? 1 : 0);
  } else {
    length = filled = fill(text, 0, limit, tracks);
    if (length < 0) return undefined;
    status = wasm.begin(record.index, flags, maxIssues, length, position === end ? 1 : 0);
  }
  for (;;) {
    ensureWindow(limit);
    if (status > FULL) return undefined;
    // What is on the tape must be taken now, though a single record may be followed by more text.
    if (header[COUNT] > 0 && !tracks) {
      if (many) materialise(record, value);
      else value = materialiseOne(record);
    }
    if (status === DONE) return value;
    from += header[CONSUMED];
    if (status === MORE) {
      if (position === end) throw new Error("backend-message wants more than the whole text; this is a bug");
      if (isNarrow) {
        // A byte is a unit: what was not read is put there again. What is too long for that is encoded.
        position -= length - from;
        isNarrow = from > 0;
        if (!isNarrow) wasm.narrow(0);
        length = 0;
      } else if (from === 0) {
        if (filled === 0 || 2 * length > limit) {
          limit = larger(limit, many ? 0 : length + widest * (end - position));
          ensureWindow(limit);
        }
      } else if (narrows && wide > 0) {
        position -= decodeSource([window.subarray(from, length)], false).length;
        isNarrow = true;
      } else {
        window.copyWithin(0, from, length);
        length -= from;
      }
      from = 0;
      if (isNarrow) {
        length = fillNarrow(text);
        if (length < 0) return undefined;
      } else {
        filled = fill(text, length, limit, tracks);
        if (filled < 0) return undefined;
        length += filled;
      }
    }
    status = wasm.read(from, length, position === end ? 1 : 0);
  }
}

/**
 * Puts the next piece of a string into the window, narrowed (src/units.rs).
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
  wide = found === WIDE ? PATIENCE : wide - 1;
  return length;
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
 * Puts more of a text into the window, between `length` and `limit`.
 *
 * @param {string | Uint8Array} text
 * @param {number} length
 * @param {number} limit
 * @param {boolean} isChecked whether a string is known to have no half of a surrogate pair
 * @returns {number} how many bytes; -1 if there is half of a surrogate pair
 */
function fill(text, length, limit, isChecked) {
  const room = limit - length;
  const left = text.length - position;
  if (typeof text === "string") return fillString(text, length, room, left, isChecked);
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
 * @param {boolean} isChecked
 */
function fillString(text, length, room, left, isChecked) {
  const target = length === 0 && room === window.length ? window : window.subarray(length, length + room);
  let piece = text;
  // Room for any text of that length: where it runs out, engines encode up to thirty times slower.
  if (position > 0 || widest * left > room) {
    piece = text.substring(position, endOf(text, Math.floor(room / widest)));
  }
  const { read, written } = encoder.encodeInto(piece, target);
  position += read;
  // Behind ASCII there is more of it.
  widest = 1;
  if (written !== read) {
    if (!isChecked && !isWellFormed(piece)) return -1;
    widest = WIDEST;
    wide = PATIENCE;
  }
  return written;
}
