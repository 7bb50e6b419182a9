// Reads a text that is in memory as a whole. If it is invalid, reads it again to find every issue.

import { bytesOf, copyOf, isShared } from "../pure/bytes.js";
import { BackendMessageError } from "../pure/error.js";
import { lookAtPrototype } from "../pure/generated/model.js";
import { encode, encodeSurrogates } from "../pure/surrogates.js";
import { isWellFormed } from "../pure/values.js";
import { WINDOW } from "./engine.js";
import { COUNT, DONE, FULL, INVALID, MANY, NARROW, REPLACE, REPORT, SHORT, SURROGATES, WIDE_LENGTH } from "./generated/abi.js";
import { readThrough } from "./loop.js";
import { WholeText, fillUnits, fillWhole } from "./whole-text.js";

/**
 * @typedef {import("./engine.js").Engine} Engine
 * @typedef {import("../pure/generated/model.js").Record} Record
 */

/**
 * Reads a JSON text: one record, or with `MANY` a list of them.
 *
 * @param {Engine} engine
 * @param {Record} record
 * @param {unknown} json
 * @param {number} flags
 * @param {number} maxIssues
 * @param {string} [at] where the list is, if it is in something
 * @returns {any} that, or a `BackendMessageError`, which is returned, not thrown
 */
export function read(engine, record, json, flags, maxIssues, at) {
  const text = typeof json === "string" ? json : bytesOf(json);
  const act = text.length <= SHORT && (flags & MANY) === 0 ? readShort : readLong;
  const found = attempt(engine, act, record, text, flags, maxIssues, at);
  // Another thread may have changed the invalid bytes.
  return found === undefined ? read(engine, record, copyOf(/** @type {Uint8Array} */ (text)), flags, maxIssues, at) : found;
}

/**
 * Reads a list of records if the text is valid as it stands.
 *
 * @param {Engine} engine
 * @param {Record} record
 * @param {unknown} json
 * @param {number} flags
 * @param {string} [at] where the list is, if it is in something
 * @returns {object[] | undefined} undefined if it is not
 */
export function readIfValid(engine, record, json, flags, at) {
  const text = typeof json === "string" ? json : bytesOf(json);
  const found = attempt(engine, readStrictly, record, text, (flags & ~REPLACE) | MANY, 1, at);
  return found instanceof BackendMessageError ? undefined : found;
}

/**
 * Runs one of the functions below on the wasm.
 *
 * @param {Engine} engine
 * @param {typeof readLong} act
 * @param {Record} record
 * @param {string | Uint8Array} text
 * @param {number} flags
 * @param {number} maxIssues
 * @param {string} [at]
 * @returns {any} what it returns, or the error about a record that is too large
 */
function attempt(engine, act, record, text, flags, maxIssues, at) {
  lookAtPrototype();
  if (at !== undefined && typeof text === "string") {
    // Keys are compared as bytes.
    text = encode(text);
    flags |= SURROGATES;
  }
  try {
    return engine.session(act, record, text, flags, maxIssues, at);
  } catch (error) {
    if (error instanceof BackendMessageError) return error;
    throw error;
  }
}

/**
 * Reads a record that fits into the window, with all its strings, in one step. Engines compile it in one piece, as it has no
 * loop, which takes a tenth off the time of a short message.
 *
 * @param {Engine} engine
 * @param {Record} record
 * @param {string | Uint8Array} text
 * @param {number} flags
 * @param {number} maxIssues
 * @returns {object | undefined} undefined if the text must be read again, from a copy
 */
function readShort(engine, record, text, flags, maxIssues) {
  engine.ensureWindow(WINDOW);
  const isNarrow = typeof text === "string" && fillUnits(engine, text);
  const length = isNarrow ? text.length : fillWhole(engine, text);
  const all = isNarrow ? flags | NARROW : flags;
  if (length < 0 || engine.wasm.begin(record.index, all, maxIssues, length, 1) !== DONE) {
    return readAgain(engine, record, text, flags, maxIssues);
  }
  engine.ensureWindow(WINDOW);
  if (isNarrow) engine.noteWide(engine.header[WIDE_LENGTH] > 0);
  return engine.materialiseOne(record);
}

/**
 * Reads a text window by window.
 *
 * @param {Engine} engine
 * @param {Record} record
 * @param {string | Uint8Array} text
 * @param {number} flags
 * @param {number} maxIssues
 * @param {string} [at]
 * @returns {object | undefined}
 */
function readLong(engine, record, text, flags, maxIssues, at) {
  return readStrictly(engine, record, text, flags, maxIssues, at) ?? readAgain(engine, record, text, flags, maxIssues, at);
}

/**
 * The same, without a second reading.
 *
 * @param {Engine} engine
 * @param {Record} record
 * @param {string | Uint8Array} text
 * @param {number} flags
 * @param {number} maxIssues
 * @param {string} [at]
 * @returns {any} undefined if the text is invalid
 */
function readStrictly(engine, record, text, flags, maxIssues, at) {
  const sink = sinkFor(record, flags);
  return isValid(engine, record, text, flags, maxIssues, sink, at) ? sink.value : undefined;
}

/**
 * Reads an invalid text again: with malformed Unicode replaced, if the options say so, or else to find its issues.
 *
 * @param {Engine} engine
 * @param {Record} record
 * @param {string | Uint8Array} text
 * @param {number} flags
 * @param {number} maxIssues
 * @param {string} [at]
 * @returns {object | undefined}
 */
function readAgain(engine, record, text, flags, maxIssues, at) {
  const sink = sinkFor(record, flags);
  return isReplaceable(engine, record, text, flags, maxIssues, sink, at)
    ? sink.value
    : findIssues(engine, record, text, flags, maxIssues, at);
}

/**
 * Reads an invalid text into a sink again, with malformed Unicode replaced.
 *
 * @param {Engine} engine
 * @param {Record} record
 * @param {string | Uint8Array} text
 * @param {number} flags
 * @param {number} maxIssues
 * @param {import("./loop.js").Sink} sink
 * @param {string} [at]
 * @returns {boolean} whether all of it is valid then; false also if that was not asked for
 */
export function isReplaceable(engine, record, text, flags, maxIssues, sink, at) {
  if ((flags & REPLACE) === 0) return false;
  // The wasm module replaces only in bytes.
  if (typeof text === "string") return isValid(engine, record, encode(text), flags | SURROGATES, maxIssues, sink, at);
  return !isShared(text) && isValid(engine, record, text, flags, maxIssues, sink, at);
}

/**
 * Reads a text again, more slowly, to find its issues. It must still be the same text.
 *
 * @param {Engine} engine
 * @param {Record} record
 * @param {string | Uint8Array} text
 * @param {number} flags
 * @param {number} maxIssues
 * @param {string} [at]
 */
export function findIssues(engine, record, text, flags, maxIssues, at) {
  if (typeof text === "string" && !isWellFormed(text)) {
    text = encodeSurrogates(text);
    flags |= SURROGATES;
  }
  if (typeof text !== "string" && isShared(text)) return undefined;
  isValid(engine, record, text, flags | REPORT, maxIssues, REPORTING, at);
  return new BackendMessageError(JSON.parse(engine.issues()));
}

/** Goes on behind a rejected record. @type {import("./loop.js").Sink} */
const REPORTING = { take: (_, status) => status !== INVALID };

/**
 * Reads a whole text into a sink.
 *
 * @param {Engine} engine
 * @param {Record} record
 * @param {string | Uint8Array} text
 * @param {number} flags
 * @param {number} maxIssues
 * @param {import("./loop.js").Sink} sink
 * @param {string} [at]
 * @returns {boolean} whether all of it is valid
 */
export function isValid(engine, record, text, flags, maxIssues, sink, at) {
  engine.wasm.begin(record.index, flags, maxIssues, 0, 0);
  if (at !== undefined) engine.locate(at);
  const { status } = readThrough(engine, new WholeText(engine, text, flags), sink);
  if (status > DONE) throw new Error("backend-message wants more than the whole text; this is a bug");
  return status === DONE;
}

/**
 * @param {Record} record
 * @param {number} flags
 */
const sinkFor = (record, flags) => (flags & MANY ? new List(record) : new One(record));

/** Takes the only record. */
class One {
  /** @type {object | undefined} */
  value;

  /** @param {Record} record */
  constructor(record) {
    this.record = record;
  }

  /**
   * @param {Engine} engine
   * @param {number} status
   */
  take(engine, status) {
    if (status > FULL) return false;
    // Taken now, even if more text follows.
    if (engine.header[COUNT] > 0) this.value = engine.materialiseOne(this.record);
    return true;
  }
}

/** Takes all records. */
class List {
  /** @type {object[]} */
  value = [];

  /** @param {Record} record */
  constructor(record) {
    this.record = record;
  }

  /**
   * @param {Engine} engine
   * @param {number} status
   */
  take(engine, status) {
    if (status > FULL) return false;
    if (engine.header[COUNT] > 0) engine.materialise(this.record, this.value);
    return true;
  }
}
