// Reads JSON text: has it put into the window and read there, and makes objects of what is then on the tape.

import { isWellFormed } from "../pure/checks.js";
import { enter, explain, leave, wasm } from "./engine.js";
import { BackendMessageError } from "../pure/error.js";
import { fill, fillUnits, fillWhole, limit, noteWide, position, refill } from "./filler.js";
import { bytesOf, copyOf, encodeSurrogates, isShared } from "../pure/input.js";
import { lookAtPrototype } from "../pure/generated/model.js";
import { MANY, NARROW, SUMMARY, SURROGATES, TRACKING } from "./flags.js";
import { issues } from "./generated/glue.js";
import {
  CONSUMED,
  COUNT,
  DONE,
  FULL,
  WIDE_LENGTH,
  WINDOW,
  ensureWindow,
  giveBack,
  header,
  materialise,
  materialiseOne,
} from "./window.js";

/** A text is short if nothing has to be taken off the tape before its end, whatever is in it (src/read/session.rs). */
const SHORT = 1 << 14;

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
 * @typedef {import("../pure/generated/model.js").Record} Record
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
  const isNarrow = typeof text === "string" && fillUnits(text);
  const length = isNarrow ? text.length : fillWhole(text);
  if (isNarrow) flags |= NARROW;
  if (length < 0 || wasm.begin(record.index, flags, maxIssues, length, 1) !== DONE) return undefined;
  ensureWindow(WINDOW);
  if (isNarrow) noteWide(header[WIDE_LENGTH] > 0);
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
  wasm.begin(record.index, flags, maxIssues, 0, 0);
  let length = fill(text, flags);
  for (;;) {
    if (length < 0) return undefined;
    // What is in the window and not read yet.
    let from = 0;
    let status;
    do {
      status = wasm.read(from, length, position === text.length ? 1 : 0);
      ensureWindow(limit);
      if (status > FULL) return undefined;
      // What is on the tape must be taken now, though a single record may be followed by more text.
      if (header[COUNT] > 0 && !tracks) {
        if (many) materialise(record, value);
        else value = materialiseOne(record);
      }
      if (status === DONE) return value;
      from += header[CONSUMED];
    } while (status === FULL);
    if (position === text.length) throw new Error("backend-message wants more than the whole text; this is a bug");
    length = refill(text, from, length, flags);
  }
}
