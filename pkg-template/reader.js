// Reads JSON text: fills the window in wasm memory, has it read, and makes objects of what is then on the tape.

import { isWellFormed } from "./checks.js";
import { enter, explain, leave, wasm } from "./engine.js";
import { BackendMessageError } from "./error.js";
import { bytesOf, copyOf, encodeSurrogates, isHigh, isShared } from "./input.js";
import { lookAtPrototype } from "./model.js";
import { MANY, SURROGATES, TRACKING } from "./options.js";
import { issues } from "./wasm.js";
import {
  CONSUMED,
  COUNT,
  DONE,
  FULL,
  MORE,
  WINDOW,
  ensureWindow,
  giveBack,
  header,
  larger,
  materialise,
  materialiseOne,
  window,
} from "./window.js";

/** A text that is one message must be in the window whole; up to this size the window is made large at once. */
const LARGE = 1 << 20;
const encoder = new TextEncoder();

/** How far the text that is being filled in was read, in its own units. */
let position = 0;
/** How many bytes a unit of a string may take, and how many one of this text does at most as far as is known. */
const WIDEST = 3;
let widest = 1;

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

  let findings;
  try {
    const value = run(record, text, flags, maxIssues);
    if (value !== undefined) {
      const taken = take === undefined ? value : take();
      leave();
      giveBack();
      return taken;
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
  widest = typeof text === "string" ? WIDEST : 1;
  const most = widest * end;
  let limit = many || most <= WINDOW ? WINDOW : Math.min(most, LARGE);
  ensureWindow(limit);
  wasm.begin(record.index, flags, maxIssues);
  ensureWindow(limit);

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
    ensureWindow(limit);

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
    } else if (filled === 0 || 2 * length > limit) {
      limit = larger(limit, many ? 0 : length + widest * (end - position));
      ensureWindow(limit);
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
  // Room for any text of that length: where it runs out, engines encode up to thirty times slower.
  if (position > 0 || widest * left > room) {
    // A pair is not cut.
    let stop = position + Math.min(Math.floor(room / widest), left);
    if (stop < text.length && isHigh(text.charCodeAt(stop - 1))) stop -= 1;
    piece = text.substring(position, stop);
  }
  const { read, written } = encoder.encodeInto(piece, target);
  position += read;
  // Behind ASCII there is more of it.
  widest = written === read ? 1 : WIDEST;
  return written;
}
