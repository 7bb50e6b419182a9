// Summaries of whole texts, of texts that come in pieces, and of messages.

import { STREAM_NAMES, readStreamOptions } from "../core/stream.js";
import { bytesOf, copyOf, viewOf } from "../pure/bytes.js";
import { BackendMessageError } from "../pure/error.js";
import { records } from "../pure/generated/model.js";
import { historyOpenerOf } from "../pure/history-source.js";
import { Pace } from "../pure/pace.js";
import { piecesOf } from "../pure/source.js";
import { shownOf } from "../pure/shown.js";
import { LAST, MANY } from "../wasm/generated/abi.js";
import { NOTHING } from "../wasm/loop.js";
import { findIssues, isReplaceable, isValid } from "../wasm/reader.js";
import { insight, summary } from "./engine.js";
import { messagesOf, textOf } from "./messages.js";
import { Summarizer } from "./summarizer.js";
import { finished } from "./sums.js";

const [message] = records;

/** @type {import("../pure/option-names.js").Names<import("./summary-type.js").SummaryOptions>} */
const NAMES = { ...STREAM_NAMES, repeated: 1 };

/** @typedef {ReturnType<typeof readOptions>} Options */

/**
 * @param {unknown} source
 * @param {unknown} [given] options
 */
export function summarize(source, given) {
  const options = readOptions(given);
  const messages = messagesOf(source);
  if (messages !== undefined) return ofText(textOf(message, messages), options);
  if (typeof source !== "string" && viewOf(source) === undefined) return summed(historyOpenerOf(source), options);
  return ofText(source, options);
}

/**
 * Reads an options object, each property once, before anything else happens.
 *
 * @param {any} given
 */
export function readOptions(given) {
  const options = readStreamOptions(given, NAMES);
  const repeated = given?.repeated;
  if (repeated !== undefined && repeated !== "count" && repeated !== "last") {
    throw new TypeError(`repeated is "count" or "last", not ${shownOf(repeated)}`);
  }
  return { ...options, flags: options.flags | (repeated === "last" ? LAST : 0) };
}

/**
 * @param {unknown} text
 * @param {Options} options
 */
function ofText(text, options) {
  const { salvages, flags } = options;
  if (!salvages && (flags & LAST) === 0) return summedAtOnce(text, options);
  const summarizer = new Summarizer(message, options);
  for (const piece of piecesOf(text)) summarizer.push(piece);
  try {
    return summarizer.summary();
  } catch (error) {
    // It has the issues of the first invalid message only.
    if (!salvages) summedAtOnce(text, { ...options, flags: flags & ~LAST });
    throw error;
  }
}

/**
 * @param {ReturnType<typeof historyOpenerOf>} opener
 * @param {Options} options
 */
async function summed({ total, open }, options) {
  const { signal, onProgress } = options;
  const summarizer = new Summarizer(message, options);
  const pace = new Pace();
  signal?.throwIfAborted();
  for await (const given of open(signal)) {
    // A piece may be the whole text.
    for (const piece of piecesOf(given)) {
      summarizer.push(piece);
      onProgress?.({ bytes: summarizer.bytes, ...(total !== undefined && { total }), ...summarizer.counts });
      if (summarizer.error !== undefined) throw summarizer.error;
      if (pace.isDue) await pace.giveWay();
      signal?.throwIfAborted();
    }
  }
  return summarizer.summary();
}

/**
 * Summarizes a text that must be valid, and reports all issues if it is not.
 *
 * @param {unknown} json
 * @param {{ flags: number, maxIssues: number, at: string | undefined }} options
 * @returns {any}
 */
function summedAtOnce(json, options) {
  const { flags, maxIssues, at } = options;
  const text = typeof json === "string" ? json : bytesOf(json);
  const found = insight.session(count, text, flags | MANY, maxIssues, at);
  if (found instanceof BackendMessageError) throw found;
  // Another thread may have changed the invalid bytes.
  return found === undefined ? summedAtOnce(copyOf(/** @type {Uint8Array} */ (text)), options) : finished(JSON.parse(found));
}

/**
 * @param {import("../wasm/engine.js").Engine} engine
 * @param {string | Uint8Array} text
 * @param {number} flags
 * @param {number} maxIssues
 * @param {string} [at]
 */
function count(engine, text, flags, maxIssues, at) {
  return isValid(engine, message, text, flags, maxIssues, NOTHING, at) ||
    isReplaceable(engine, message, text, flags, maxIssues, NOTHING, at)
    ? summary()
    : findIssues(engine, message, text, flags, maxIssues, at);
}
