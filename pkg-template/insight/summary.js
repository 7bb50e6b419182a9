// Summaries: what the wasm module counts in the parts of a text, added up. Between two parts the sums are kept here, so
// that many texts may be summed up at the same time, and nothing has to be freed.

import { Decoder } from "../wasm/decoder.js";
import { BackendMessageError } from "../pure/error.js";
import { viewOf } from "../pure/input.js";
import { MANY, SUMMARY } from "../wasm/flags.js";
import { read } from "../wasm/reader.js";
import { openerOf, piecesOf } from "../pure/source.js";
import { readStreamOptions } from "../core/stream.js";
import { summary } from "../wasm/generated/glue.js";

/**
 * @param {import("../pure/generated/model.js").Record} record
 * @param {unknown} source
 * @param {unknown} given options
 */
export function summarize(record, source, given) {
  const options = readStreamOptions(given);
  if (typeof source !== "string" && viewOf(source) === undefined) return summed(record, openerOf(source), options);
  if (!options.salvages) return summedAtOnce(record, source, options);
  const summarizer = new Summarizer(record, options);
  for (const piece of piecesOf(source)) summarizer.push(piece);
  return summarizer.end();
}

/** Sums up a text that comes in pieces. */
export class Summarizer extends Decoder {
  #total = {};

  /**
   * @param {import("../pure/generated/model.js").Record} record
   * @param {{ flags: number, maxIssues: number, salvages: boolean }} options
   * @param {(rejected: import("../pure/outcome.js").Rejected) => void} [reject] is told of every record that does not hold
   */
  constructor(record, { flags, maxIssues, salvages }, reject = () => {}) {
    super(record, flags | SUMMARY, maxIssues, salvages);
    this.reject = reject;
  }

  /** How many records were read. */
  get counts() {
    const { messages = 0, rejected = 0 } = /** @type {any} */ (this.#total);
    return { messages, rejected };
  }

  settle() {
    add(this.#total, JSON.parse(summary()));
  }

  /** The text has ended. */
  end() {
    super.end();
    if (this.error !== undefined) throw this.error;
    return finished(this.#total);
  }
}

/**
 * @param {import("../pure/generated/model.js").Record} record
 * @param {ReturnType<typeof openerOf>} opener
 * @param {ReturnType<typeof readStreamOptions>} options
 */
async function summed(record, { total, open }, options) {
  const { signal, onProgress } = options;
  const summarizer = new Summarizer(record, options);
  signal?.throwIfAborted();
  for await (const piece of open(signal)) {
    summarizer.push(piece);
    onProgress?.({ bytes: summarizer.bytes, ...(total !== undefined && { total }), ...summarizer.counts });
    if (summarizer.error !== undefined) break;
    signal?.throwIfAborted();
  }
  return summarizer.end();
}

/**
 * A text that must hold, and of which all issues are told.
 *
 * @param {import("../pure/generated/model.js").Record} record
 * @param {unknown} json
 * @param {{ flags: number, maxIssues: number }} options
 */
function summedAtOnce(record, json, { flags, maxIssues }) {
  const found = read(record, json, flags | MANY | SUMMARY, maxIssues, summary);
  if (found instanceof BackendMessageError) throw found;
  return finished(JSON.parse(found));
}

/**
 * Adds what was counted in a part (its form: src/js/summary_json.rs). The rows of a list are told apart by their first
 * property.
 *
 * @param {any} total
 * @param {any} part
 */
function add(total, part) {
  for (const name of Object.keys(part)) {
    const value = part[name];
    if (typeof value === "number") {
      total[name] = (total[name] ?? 0) + value;
    } else if (typeof value !== "object" || value === null) {
      total[name] = value;
    } else if (!Array.isArray(value)) {
      add((total[name] ??= {}), value);
    } else if (value.length === 2 && typeof value[0] === "number") {
      total[name] = (total[name] ?? 0n) + integer(value);
    } else if (typeof value[0] === "number") {
      (total[name] ??= new Sum()).add(value);
    } else {
      const rows = (total[name] ??= new Map());
      for (const row of value) {
        const [key] = Object.values(row);
        if (!rows.has(key)) rows.set(key, {});
        add(rows.get(key), row);
      }
    }
  }
}

/** @param {number[]} halves */
const integer = ([high, low]) => (BigInt(high) << 32n) | BigInt(low);

/** A sum of doubles, with what their rounding has lost (src/insight/summary/sum.rs). */
class Sum {
  #sum = 0;
  #lost = 0;

  /** @param {number[]} bits of another sum, and of what that has lost */
  add(bits) {
    const [value, lost] = new Float64Array(new Uint32Array(bits).buffer);
    const sum = this.#sum + value;
    this.#lost += Math.abs(this.#sum) >= Math.abs(value) ? this.#sum - sum + value : value - sum + this.#sum;
    this.#lost += lost;
    this.#sum = sum;
  }

  valueOf() {
    const value = this.#sum + this.#lost;
    return Number.isNaN(value) ? this.#sum : value;
  }
}

/**
 * What was added, or a single part, as it is given out.
 *
 * @param {any} total
 */
function finished(total) {
  const object = {};
  for (const name of Object.keys(total)) {
    const value = total[name];
    if (value === null) continue;
    if (value instanceof Map) object[name] = Array.from(value.values(), finished);
    else if (typeof value === "bigint" || value instanceof Sum) object[name] = Number(value);
    else if (Array.isArray(value)) object[name] = typeof value[0] === "number" ? number(value) : value.map(finished);
    else object[name] = typeof value === "object" ? finished(value) : value;
  }
  return object;
}

/** @param {number[]} sum of integers, or of doubles */
function number(sum) {
  if (sum.length > 2) {
    const cost = new Sum();
    cost.add(sum);
    return Number(cost);
  }
  const [high, low] = sum;
  // Nearly all are exact.
  return Math.abs(high) < 2 ** 20 ? high * 2 ** 32 + low : Number(integer(sum));
}
