// Reports what in a history is valid and still suspicious. The wasm module reads the text twice: first it collects the ids
// and sessions of all messages, then it checks each message.

import { limitOf, readOptions as readParseOptions } from "../core/options.js";
import { readObservers } from "../core/stream.js";
import { copyOf, isShared, viewOf } from "../pure/bytes.js";
import { records } from "../pure/generated/model.js";
import { historyOpenerOf } from "../pure/history-source.js";
import { checkOptions } from "../pure/option-names.js";
import { Pace } from "../pure/pace.js";
import { nameOf } from "../pure/shown.js";
import { piecesOf } from "../pure/source.js";
import { StringPieces, encode } from "../pure/surrogates.js";
import { lengthOf } from "../pure/values.js";
import { WINDOW } from "../wasm/engine.js";
import { DEFAULT_MAX_FINDINGS, MANY, MOST_FINDINGS, SURROGATES } from "../wasm/generated/abi.js";
import { NOTHING, readThrough } from "../wasm/loop.js";
import { Pieces } from "../wasm/pieces.js";
import { WholeText } from "../wasm/whole-text.js";
import { findingsOf, insight } from "./engine.js";
import { messagesOf, textOf } from "./messages.js";

/** @typedef {import("../wasm/engine.js").Engine} Engine */

/** @type {import("../pure/option-names.js").Names<import("./audit-options.js").AuditOptions>} */
const NAMES = { rules: 1, maxFindings: 1, malformedUnicode: 1, at: 1, signal: 1, onProgress: 1 };

/** How many times the text is read. */
const TIMES = 2;

const [message] = records;

/** @typedef {ReturnType<typeof readOptions>} Options */

/**
 * @param {any} input
 * @param {unknown} [options]
 * @returns {any} findings, or of a source a promise of them
 */
export function audit(input, options) {
  const given = readOptions(options);
  const text = typeof input === "string" ? input : viewOf(input);
  if (text !== undefined) return auditText(text, given);
  if (typeof input !== "object" || input === null) {
    throw new TypeError(`expected JSON text, messages or a source of text, found ${nameOf(input)}`);
  }
  const list = messagesOf(input);
  if (list !== undefined) return auditMessages(list, given);
  return isSource(input) ? audited(historyOpenerOf(input), given) : withoutIndex(auditMessages([input], given));
}

/**
 * Whether an object is a source of text, or the promise of one, which is refused; otherwise it is a message.
 *
 * @param {any} input
 */
function isSource(input) {
  // An object that claims to be longer than any array is neither.
  if (Array.isArray(input)) return lengthOf(input) >= 0;
  return ["getReader", "stream", "slice", "then", Symbol.asyncIterator, Symbol.iterator].some((name) => typeof input[name] === "function") ||
    ("body" in input && "bodyUsed" in input);
}

/**
 * @param {unknown[]} list
 * @param {Options} options
 * @returns {any[]}
 */
function auditMessages(list, options) {
  const found = auditText(textOf(message, list), options);
  for (const finding of found) {
    // These are positions in a text that the caller never had.
    for (const name of ["offset", "index", "line", "column"]) delete finding[name];
  }
  return Object.defineProperty(found, "rejectedBytes", { value: 0, configurable: true });
}

/**
 * The findings of a single message; their paths begin inside it.
 *
 * @param {any[]} found
 */
function withoutIndex(found) {
  for (const finding of found) {
    finding.path.shift();
    finding.pointer = finding.pointer.replace(/^\/\d+/, "");
  }
  return found;
}

/**
 * A list of findings that also says what was left out.
 *
 * @param {string} json
 * @returns {any}
 */
function withCounts(json) {
  const [list, leftOut, messages, rejected, rejectedBytes] = JSON.parse(json);
  for (const [name, value] of Object.entries({ leftOut, messages, rejected, rejectedBytes })) {
    Object.defineProperty(list, name, { value, configurable: true });
  }
  return list;
}

/**
 * @param {string | Uint8Array} text
 * @param {Options} options
 * @returns {any[]}
 */
function auditText(text, options) {
  const bytes = typeof text === "string" ? encode(text) : isShared(text) ? copyOf(text) : text;
  const { unknown, found } = insight.session(judge, bytes, typeof text === "string" ? SURROGATES : 0, options);
  refuse(unknown);
  return withCounts(found);
}

/**
 * @param {Engine} engine
 * @param {Uint8Array} bytes
 * @param {number} surrogates the flag, if there may be unpaired ones
 * @param {Options} options
 */
function judge(engine, bytes, surrogates, options) {
  const unknown = begin(engine, surrogates, options);
  for (let time = 0; time < TIMES && unknown === undefined; time++) {
    readThrough(engine, new WholeText(engine, bytes, MANY), NOTHING);
  }
  return { unknown, found: findingsOf(engine) };
}

/**
 * @param {Engine} engine
 * @param {number} surrogates
 * @param {Options} options
 * @returns {string | undefined} a rule that there is not
 */
function begin(engine, surrogates, { off, maxFindings, flags, at }) {
  engine.wasm.begin_audit(maxFindings, flags | surrogates);
  engine.ensureWindow(WINDOW);
  if (at !== undefined) engine.locate(at);
  return off.find((code) => engine.wasm.switch_off(engine.encoder.encodeInto(code, engine.window).written) === 0);
}

/** @param {string | undefined} unknown */
function refuse(unknown) {
  if (unknown !== undefined) throw new TypeError(`no rule is named ${JSON.stringify(unknown)}`);
}

/**
 * Audits the text of a source, and pauses when it has worked for long. It keeps the whole text, as it reads it twice.
 *
 * @param {ReturnType<typeof historyOpenerOf>} opener
 * @param {Options} options
 */
async function audited(opener, options) {
  const { signal, onProgress } = options;
  const pace = new Pace();
  const giveWay = async () => {
    if (pace.isDue) await pace.giveWay();
    signal?.throwIfAborted();
  };
  // Other calls may need the engine before this ends.
  const engine = insight.fork();
  refuse(engine.session(begin, 0, options));
  const { pieces, hasStrings } = await gathered(opener, signal, giveWay);
  const total = pieces.reduce((sum, { length }) => sum + length, 0);
  engine.session(begin, hasStrings ? SURROGATES : 0, options);
  let read = 0;
  for (let time = 0; time < TIMES; time++) {
    const text = new Pieces(engine);
    for (const [index, piece] of pieces.entries()) {
      engine.session(readPiece, text, piece, index === pieces.length - 1);
      read += piece.length;
      onProgress?.({ bytes: Math.floor(read / TIMES), total });
      await giveWay();
    }
  }
  return withCounts(engine.session(findingsOf));
}

/**
 * @param {Engine} engine
 * @param {Pieces} text
 * @param {Uint8Array} piece
 * @param {boolean} isLast
 */
function readPiece(engine, text, piece, isLast) {
  if (text.add(piece, isLast)) text.wait(readThrough(engine, text, NOTHING).from);
}

/**
 * The pieces of a text. They stay apart: a page could not do anything while memory for all of them is made.
 *
 * @param {ReturnType<typeof historyOpenerOf>} opener
 * @param {AbortSignal | undefined} signal
 * @param {() => Promise<void>} giveWay
 */
async function gathered({ open }, signal, giveWay) {
  /** @type {Uint8Array[]} */
  const pieces = [];
  const strings = new StringPieces();
  let hasStrings = false;
  signal?.throwIfAborted();
  for await (const given of open(signal)) {
    for (const piece of piecesOf(given)) {
      if (typeof piece === "string") {
        hasStrings = true;
        pieces.push(strings.encode(piece));
      } else {
        const rest = strings.rest();
        if (rest.length > 0) pieces.push(rest);
        pieces.push(copyOf(piece));
      }
      await giveWay();
    }
  }
  pieces.push(strings.rest());
  return { pieces, hasStrings };
}

/**
 * Reads an options object, each property once, before anything else happens.
 *
 * @param {any} options
 */
function readOptions(options = {}) {
  checkOptions(options, NAMES);
  const { rules = {}, maxFindings = DEFAULT_MAX_FINDINGS, malformedUnicode, at: pointer } = options;
  const { flags, at } = readParseOptions({ malformedUnicode, at: pointer });
  checkOptions(rules, {});
  const off = [];
  for (const [code, follows] of Object.entries(rules)) {
    if (follows !== undefined && typeof follows !== "boolean") {
      throw new TypeError(`the rule ${JSON.stringify(code)} is switched on by true and off by false, not by ${nameOf(follows)}`);
    }
    if (follows === false) off.push(code);
  }
  return { off, maxFindings: limitOf("maxFindings", maxFindings, MOST_FINDINGS), flags, at, ...readObservers(options) };
}
