// What the command line takes from the package's other rooms; no other file of it imports from there.

import { readFileSync } from "node:fs";

import { core } from "../core/engine.js";
import { limitOf } from "../core/options.js";
import { stringify } from "../core/stringify.js";
import { audit } from "../insight/audit.js";
import { insight } from "../insight/engine.js";
import { Ids } from "../insight/ids.js";
import { readOptions as readSummaryOptions } from "../insight/summarize.js";
import { Summarizer } from "../insight/summarizer.js";
import { Last } from "../insight/sums.js";
import { BackendMessageError } from "../pure/error.js";
import { records } from "../pure/generated/model.js";
import { Decoder } from "../wasm/decoder.js";
import { MOST_ISSUES } from "../wasm/generated/abi.js";
import { memoryOf } from "../wasm/node-memory.js";

export { BackendMessageError, Ids, Last };
export { likeliest } from "../pure/spelling.js";
export { canonicalToolName } from "../view/tools.js";

/** @type {any} */
const [MESSAGE] = records;

// The command line is one file, apart from the other entries, beside the binaries.
core.source = () => readFileSync(new URL("./backend-message.wasm", import.meta.url));
core.memoryOf = memoryOf;
insight.source = () => readFileSync(new URL("./backend-message-insight.wasm", import.meta.url));

/**
 * @typedef {import("../pure/generated/records.js").BackendMessage} BackendMessage
 * @typedef {import("../pure/outcome.js").Rejected} Rejected
 * @typedef {import("../pure/generated/issue.js").Issue} Issue
 * @typedef {import("../insight/generated/finding.js").Finding} Finding
 * @typedef {import("../insight/summary-type.js").Summary} Summary
 * @typedef {{ unknownKeys?: string, maxIssues?: number, at?: string, malformedUnicode?: string, repeated?: string }} ReadOptions
 * @typedef {AsyncIterable<Uint8Array> | Iterable<Uint8Array>} Pieces
 * @typedef {{ ok: true, index: number, offset: number, value: BackendMessage, replaced?: readonly Issue[] }} Kept a valid record, where it
 *   begins, and what was replaced in it
 */

/**
 * Of a command's options those of reading.
 *
 * @param {ReadOptions} options
 */
function readOptionsOf({ unknownKeys, maxIssues, at, malformedUnicode, repeated }) {
  return readSummaryOptions({ unknownKeys, maxIssues, at, malformedUnicode, repeated });
}

/** Reads records, and notes where in the text they begin. */
class PlacingDecoder extends Decoder {
  /** @type {number[]} */
  offsets = [];
  /** How much of the text was read. */
  #position = 0;

  /**
   * @param {import("../wasm/engine.js").Engine} engine
   * @param {number} status
   * @param {number} from
   * @param {number} end
   */
  take(engine, status, from, end) {
    engine.forEachStart((start) => this.offsets.push(this.#position + start));
    this.#position += end - from;
    return super.take(engine, status, from, end);
  }
}

/**
 * The records of a text as they are complete, valid and rejected ones in their order.
 *
 * @param {Pieces} pieces
 * @param {ReadOptions} options
 * @param {boolean} salvages whether reading continues after an invalid record; otherwise the first rejected record is the last
 * @returns {AsyncGenerator<(Kept | Rejected)[], void>} what each piece brought
 */
export async function* readRecords(pieces, options, salvages) {
  const { flags, maxIssues, at } = readOptionsOf(options);
  const decoder = new PlacingDecoder(core, MESSAGE, flags, maxIssues, salvages, at);
  let index = 0;
  const ready = () => {
    const { messages, offsets, rejected, replaced, error } = decoder;
    decoder.messages = [];
    decoder.offsets = [];
    decoder.rejected = [];
    decoder.replaced = [];
    const batch = [];
    let bad = 0;
    let mended = 0;
    for (let good = 0; good < messages.length || bad < rejected.length; index++) {
      if (rejected[bad]?.index === index) {
        batch.push(rejected[bad++]);
      } else {
        const isMended = replaced[mended]?.index === index;
        batch.push({ ok: true, index, offset: offsets[good], value: messages[good++], ...(isMended && { replaced: replaced[mended++].issues }) });
      }
    }
    if (error !== undefined) batch.push({ ok: false, index, error, issues: error.issues });
    return /** @type {(Kept | Rejected)[]} */ (batch);
  };
  for await (const piece of pieces) {
    decoder.push(piece);
    const batch = ready();
    if (batch.length > 0) yield batch;
    if (decoder.error !== undefined) return;
  }
  decoder.end();
  yield ready();
}

/**
 * Summarizes a text.
 *
 * @param {Pieces} pieces
 * @param {ReadOptions} options
 * @param {(rejected: Rejected) => number} onRejected gets every invalid record; says how many issues more it wants
 * @returns {Promise<{ summary: Summary, ids: Ids | undefined, last: Last | undefined }>}
 */
export async function sumUp(pieces, options, onRejected) {
  const summarizer = new Summarizer(MESSAGE, { ...readOptionsOf(options), salvages: true }, (rejected) => {
    // The least is 1.
    summarizer.maxIssues = limitOf("maxIssues", Math.max(onRejected(rejected), 1), MOST_ISSUES);
  });
  for await (const piece of pieces) summarizer.push(piece);
  const summary = /** @type {Summary} */ (summarizer.summary());
  return { summary, ids: summarizer.ids, last: summarizer.last };
}

/**
 * Findings: what is valid and still suspicious.
 *
 * @param {Uint8Array} text
 * @param {{ rules: { [code: string]: boolean }, maxFindings: number, at?: string, malformedUnicode?: string }} options
 * @returns {Finding[]}
 */
export function auditText(text, options) {
  return audit(text, options);
}

/**
 * @param {BackendMessage} message
 * @param {"wire" | "camel" | "snake"} naming
 * @param {number} space
 */
export function write(message, naming, space) {
  return stringify(MESSAGE, message, { naming, space });
}

/**
 * Every issue as `line:column pointer: message`, with the source line below it.
 *
 * @param {import("../pure/outcome.js").Rejected["error"]} error
 */
export function reportsOf(error) {
  return BackendMessageError.reportsOf(/** @type {any} */ (error));
}
