// What in a history is well formed, and still suspicious. The text goes through the wasm module twice: first it learns the
// ids and sessions of all messages, then it judges each.

import { lengthOf } from "../pure/checks.js";
import { enter, explain, leave, wasm } from "../wasm/engine.js";
import { BackendMessageError } from "../pure/error.js";
import { copyOf, encode, isShared, nameOf, viewOf } from "../pure/input.js";
import { checkOptions, limitOf } from "../core/options.js";
import { stringify } from "../core/stringify.js";
import { findings } from "../wasm/generated/glue.js";
import { WINDOW, ensureWindow, larger, window } from "../wasm/window.js";

const encoder = new TextEncoder();

/** As many are given unless said otherwise; the most are told in src/insight/audit.rs. */
const DEFAULT_MAX_FINDINGS = 1000;

/** More than a string can hold: an array that claims more has holes, or is none. */
const MOST = 2 ** 28;

/**
 * @param {import("../pure/generated/model.js").Record} record
 * @param {unknown} input
 * @param {unknown} options
 * @returns {import("./generated/finding.js").Finding[]}
 */
export function audit(record, input, options) {
  const given = readOptions(options);
  const text = typeof input === "string" ? input : viewOf(input);
  if (text !== undefined) return auditText(text, given);
  if (typeof input !== "object" || input === null) {
    throw new TypeError(`expected JSON text or messages, found ${nameOf(input)}`);
  }
  const length = lengthOf(input);
  if (length > MOST) throw new RangeError(`an audit takes at most ${MOST} messages at once, not ${length}`);
  const list = length < 0 ? [input] : Array.from({ length }, (_, index) => input[index]);
  const written = `[${list.map((value) => writeIfValid(record, value)).join()}]`;
  // They are places in a text that nobody has seen.
  const found = auditText(written, given).map(({ offset, index, line, column, ...finding }) => finding);
  return length < 0 ? found.map(withoutIndex) : found;
}

/**
 * @param {string | Uint8Array} text
 * @param {ReturnType<typeof readOptions>} options
 * @returns {any[]}
 */
function auditText(text, { off, maxFindings }) {
  const bytes = typeof text === "string" ? encode(text) : isShared(text) ? copyOf(text) : text;
  let unknown;
  let found = "[]";
  enter();
  try {
    ensureWindow(WINDOW);
    wasm.begin_audit(maxFindings, typeof text === "string" ? 1 : 0);
    ensureWindow(WINDOW);
    unknown = off.find((code) => wasm.switch_off(encoder.encodeInto(code, window).written) === 0);
    if (unknown === undefined) {
      goThrough(bytes);
      goThrough(bytes);
    }
    found = findings();
  } catch (error) {
    throw explain(error);
  }
  leave();
  if (unknown !== undefined) throw new TypeError(`no rule is named ${JSON.stringify(unknown)}`);
  return JSON.parse(found);
}

/**
 * Puts a text through the window.
 *
 * @param {Uint8Array} bytes
 */
function goThrough(bytes) {
  let limit = WINDOW;
  for (let start = 0; ; ) {
    ensureWindow(limit);
    const piece = bytes.subarray(start, start + limit);
    window.set(piece);
    const isLast = start + piece.length === bytes.length;
    const consumed = wasm.audit(piece.length, isLast ? 1 : 0);
    if (isLast) return;
    start += consumed;
    limit = consumed === 0 ? larger(limit) : WINDOW;
  }
}

/**
 * A record as JSON; what is none becomes something else that is none.
 *
 * @param {import("../pure/generated/model.js").Record} record
 * @param {unknown} value
 */
function writeIfValid(record, value) {
  try {
    return stringify(record, value, { naming: "camel" });
  } catch (error) {
    if (!(error instanceof BackendMessageError)) throw error;
    return "null";
  }
}

/** @param {any} finding */
function withoutIndex({ path, pointer, ...finding }) {
  return { ...finding, path: path.slice(1), pointer: pointer.replace(/^\/\d+/, "") };
}

/**
 * What an options object says, each property read once, before anything else happens.
 *
 * @param {any} options
 */
function readOptions(options = {}) {
  checkOptions(options);
  const { rules = {}, maxFindings = DEFAULT_MAX_FINDINGS } = options;
  checkOptions(rules);
  const off = [];
  for (const [code, follows] of Object.entries(rules)) {
    if (follows !== undefined && typeof follows !== "boolean") {
      throw new TypeError(`the rule ${JSON.stringify(code)} is switched on by true and off by false, not by ${nameOf(follows)}`);
    }
    if (follows === false) off.push(code);
  }
  return { off, maxFindings: limitOf("maxFindings", maxFindings) };
}
