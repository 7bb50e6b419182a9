// What in a history is well formed, and still suspicious. The text goes through the wasm module twice: first it learns the
// ids and sessions of all messages, then it judges each.

import { checkOptions, limitOf, readOptions as readParseOptions } from "../core/options.js";
import { copyOf, isShared, viewOf } from "../pure/bytes.js";
import { records } from "../pure/generated/model.js";
import { nameOf } from "../pure/shown.js";
import { encode } from "../pure/surrogates.js";
import { lengthOf } from "../pure/values.js";
import { WINDOW } from "../wasm/engine.js";
import { DEFAULT_MAX_FINDINGS, MANY, MOST_FINDINGS, SURROGATES } from "../wasm/generated/abi.js";
import { NOTHING, readThrough } from "../wasm/loop.js";
import { WholeText } from "../wasm/whole-text.js";
import { findings, insight } from "./engine.js";
import { textOf } from "./messages.js";

/** More than a string can hold: an array that claims more has holes, or is none. */
const MOST = 2 ** 28;

const [message] = records;

/**
 * @param {any} input
 * @param {unknown} [options]
 * @returns {import("./audit-type.js").Audit}
 */
export function audit(input, options) {
  const given = readOptions(options);
  const text = typeof input === "string" ? input : viewOf(input);
  if (text !== undefined) return auditText(text, given);
  if (typeof input !== "object" || input === null) {
    throw new TypeError(`expected JSON text or messages, found ${nameOf(input)}`);
  }
  const length = lengthOf(input);
  if (length > MOST) throw new RangeError(`an audit takes at most ${MOST} messages at once, not ${length}`);
  const list = length < 0 ? [input] : Array.from({ length }, (_, index) => input[index]);
  const found = auditText(textOf(message, list), given);
  for (const finding of found) {
    // They are places in a text that nobody has seen.
    for (const name of ["offset", "index", "line", "column"]) delete finding[name];
    if (length < 0) {
      finding.path.shift();
      finding.pointer = finding.pointer.replace(/^\/\d+/, "");
    }
  }
  return Object.defineProperty(found, "rejectedBytes", { value: 0, configurable: true });
}

/**
 * Findings that also say what is not among them.
 *
 * @param {any[]} list
 * @param {{ leftOut: number, messages: number, rejected: number, rejectedBytes: number }} counts
 * @returns {any}
 */
function withCounts(list, { leftOut, messages, rejected, rejectedBytes }) {
  for (const [name, value] of Object.entries({ leftOut, messages, rejected, rejectedBytes })) {
    Object.defineProperty(list, name, { value, configurable: true });
  }
  return list;
}

/**
 * @param {string | Uint8Array} text
 * @param {ReturnType<typeof readOptions>} options
 * @returns {any}
 */
function auditText(text, options) {
  const bytes = typeof text === "string" ? encode(text) : isShared(text) ? copyOf(text) : text;
  const { unknown, found } = insight.session(judge, bytes, typeof text === "string" ? SURROGATES : 0, options);
  if (unknown !== undefined) throw new TypeError(`no rule is named ${JSON.stringify(unknown)}`);
  const [list, leftOut, messages, rejected, rejectedBytes] = JSON.parse(found);
  return withCounts(list, { leftOut, messages, rejected, rejectedBytes });
}

/**
 * @param {import("../wasm/engine.js").Engine} engine
 * @param {Uint8Array} bytes
 * @param {number} surrogates
 * @param {ReturnType<typeof readOptions>} options
 */
function judge(engine, bytes, surrogates, { off, maxFindings, flags, at }) {
  const { wasm, encoder } = engine;
  wasm.begin_audit(maxFindings, flags | surrogates);
  engine.ensureWindow(WINDOW);
  if (at !== undefined) engine.locate(at);
  const unknown = off.find((code) => wasm.switch_off(encoder.encodeInto(code, engine.window).written) === 0);
  if (unknown === undefined) {
    readThrough(engine, new WholeText(engine, bytes, MANY), NOTHING);
    readThrough(engine, new WholeText(engine, bytes, MANY), NOTHING);
  }
  return { unknown, found: findings() };
}

/**
 * What an options object says, each property read once, before anything else happens.
 *
 * @param {any} options
 */
function readOptions(options = {}) {
  checkOptions(options, ["rules", "maxFindings", "malformedUnicode", "at"]);
  const { rules = {}, maxFindings = DEFAULT_MAX_FINDINGS, malformedUnicode, at: pointer } = options;
  const { flags, at } = readParseOptions({ malformedUnicode, at: pointer });
  checkOptions(rules, []);
  const off = [];
  for (const [code, follows] of Object.entries(rules)) {
    if (follows !== undefined && typeof follows !== "boolean") {
      throw new TypeError(`the rule ${JSON.stringify(code)} is switched on by true and off by false, not by ${nameOf(follows)}`);
    }
    if (follows === false) off.push(code);
  }
  return { off, maxFindings: limitOf("maxFindings", maxFindings, MOST_FINDINGS), flags, at };
}
