// Sums up a text that comes in pieces.

import { Decoder } from "../wasm/decoder.js";
import { insight, summary } from "./engine.js";
import { add, finished } from "./sums.js";

export class Summarizer extends Decoder {
  #total = {};

  /**
   * @param {import("../pure/generated/model.js").Record} record
   * @param {{ flags: number, maxIssues: number, salvages: boolean, at?: string }} options
   * @param {(rejected: import("../pure/outcome.js").Rejected) => void} [reject] called for every invalid record
   */
  constructor(record, { flags, maxIssues, salvages, at }, reject = () => {}) {
    super(insight, record, flags, maxIssues, salvages, at);
    this.reject = reject;
  }

  /** How many records were read. */
  get counts() {
    const { messages = 0, rejected = 0 } = /** @type {any} */ (this.#total);
    return { messages, rejected };
  }

  /** The ids of the messages. @returns {import("./ids.js").Ids | undefined} */
  get ids() {
    return /** @type {any} */ (this.#total).ids;
  }

  /** Where only these count, the last messages of all ids. @returns {import("./sums.js").Last | undefined} */
  get last() {
    return /** @type {any} */ (this.#total).last;
  }

  settle() {
    // They are counted, not reported.
    this.replaced = [];
    add(this.#total, JSON.parse(summary()));
  }

  /** The text has ended. */
  summary() {
    this.end();
    if (this.error !== undefined) throw this.error;
    return finished(this.#total);
  }
}
