// Reads JSON text that comes in pieces: gives records as they are complete, and reports invalid ones. It keeps its state
// here between two pieces, so that many texts can be read at the same time, and nothing has to be freed.

import { bytesOf, copyOf, isShared } from "../pure/bytes.js";
import { BackendMessageError } from "../pure/error.js";
import { lookAtPrototype } from "../pure/generated/model.js";
import { StringPieces, decodeSource } from "../pure/surrogates.js";
import { WINDOW } from "./engine.js";
import {
  CHECKPOINT_BYTES,
  COUNT,
  FULL,
  MANY,
  REJECTED,
  REPLACED,
  REPORT,
  SALVAGE,
  SOURCE_BYTES,
  SURROGATES,
} from "./generated/abi.js";
import { readThrough } from "./loop.js";
import { Pieces } from "./pieces.js";

/**
 * @typedef {import("./engine.js").Engine} Engine
 * @typedef {import("../pure/outcome.js").Rejected} Rejected
 * @typedef {import("../pure/backend-message-error.js").BackendMessageError} Failure
 * @typedef {import("../pure/outcome.js").Replaced} Replaced
 *
 * @typedef {object} Broken a rejected record whose source is still coming
 * @property {number} index
 * @property {string | undefined} id
 * @property {Failure} error
 * @property {number} offset
 * @property {number} bytes
 * @property {number} kept
 * @property {Uint8Array[]} pieces
 */

export class Decoder {
  /** The valid records, until someone takes them. @type {object[]} */
  messages = [];
  /** The invalid ones. @type {Rejected[]} */
  rejected = [];
  /** What was replaced in the valid ones. @type {Replaced[]} */
  replaced = [];
  /** The error that ended the reading, unless invalid records are skipped. @type {Failure | undefined} */
  error;
  /** How many bytes were pushed. */
  bytes = 0;

  #engine;
  /** How far the reading has come, in the wasm module's own format. @type {Uint8Array | undefined} */
  #checkpoint;
  #pieces;
  #strings = new StringPieces();
  /** @type {Broken | undefined} */
  #broken;

  /**
   * @param {Engine} engine
   * @param {import("../pure/generated/model.js").Record} record
   * @param {number} flags
   * @param {number} maxIssues of each record
   * @param {boolean} salvages whether invalid records are passed over
   * @param {string} [at] where the list is
   */
  constructor(engine, record, flags, maxIssues, salvages, at) {
    this.#engine = engine;
    this.#pieces = new Pieces(engine);
    this.record = record;
    this.flags = flags | MANY | (salvages ? SALVAGE : REPORT);
    this.maxIssues = maxIssues;
    this.salvages = salvages;
    this.at = at;
  }

  /** @param {unknown} piece text: a string, or bytes */
  push(piece) {
    if (typeof piece === "string") {
      this.flags |= SURROGATES;
      this.#take(this.#strings.encode(piece), false);
      return;
    }
    const bytes = bytesOf(piece);
    if (bytes.length > 0) this.#takeRest();
    this.#take(bytes, false);
  }

  /** The text has ended. */
  end() {
    this.#take(this.#strings.rest(), true);
  }

  #takeRest() {
    const rest = this.#strings.rest();
    if (rest.length > 0) this.#take(rest, false);
  }

  /** @param {Rejected} rejected */
  reject(rejected) {
    this.rejected.push(rejected);
  }

  /** Takes what the wasm module has gathered of the last piece. */
  settle() {}

  /**
   * @param {Uint8Array} bytes
   * @param {boolean} last
   */
  #take(bytes, last) {
    if (this.error !== undefined) return;
    // Another thread must not change bytes that are read twice.
    if (isShared(bytes)) bytes = copyOf(bytes);
    this.bytes += bytes.length;
    lookAtPrototype();
    this.#engine.session((engine) => {
      this.#resume();
      if (this.#pieces.add(bytes, last)) {
        const { from } = readThrough(engine, this.#pieces, this);
        this.settle();
        if (this.error === undefined) this.#pieces.wait(from);
        else this.#pieces.forget();
      }
      this.#checkpoint = engine.bytesAt(engine.wasm.checkpoint(), CHECKPOINT_BYTES).slice();
    });
  }

  /** Restores the state of the wasm module: it may have read other texts since. */
  #resume() {
    const engine = this.#engine;
    engine.ensureWindow(WINDOW);
    engine.wasm.begin(this.record.index, this.flags, this.maxIssues, 0, 0);
    if (this.at !== undefined) engine.locate(this.at);
    if (this.#checkpoint === undefined) return;
    engine.bytesAt(engine.wasm.checkpoint(), CHECKPOINT_BYTES).set(this.#checkpoint);
    engine.wasm.resume();
  }

  /**
   * As the sink of the loop.
   *
   * @param {Engine} engine
   * @param {number} status
   * @param {number} from
   * @param {number} end
   */
  take(engine, status, from, end) {
    if (engine.header[COUNT] > 0) engine.materialise(this.record, this.messages);
    if (status === REPLACED) {
      this.replaced.push(JSON.parse(engine.replaced()));
      // Writing it may have made memory grow.
      engine.ensureWindow(WINDOW);
    } else if (status > FULL || this.#broken !== undefined) {
      this.#gather(status === REJECTED, from, end);
    }
    return this.error === undefined;
  }

  /**
   * Takes what was rejected.
   *
   * @param {boolean} isComplete whether all of its source is there
   * @param {number} from where in the window its source begins, or goes on, unless it is a new one
   * @param {number} end where in the window its source ends for now
   */
  #gather(isComplete, from, end) {
    const engine = this.#engine;
    if (this.#broken === undefined) {
      const { start, offset, index, id, ...findings } = JSON.parse(engine.rejection());
      // Writing it may have made memory grow.
      engine.ensureWindow(WINDOW);
      const error = new BackendMessageError(findings);
      if (!this.salvages) {
        this.error = error;
        return;
      }
      from += start;
      this.#broken = { index, id, error, offset, bytes: 0, kept: 0, pieces: [] };
    }
    const broken = this.#broken;
    broken.bytes += end - from;
    const piece = engine.window.slice(from, Math.min(end, from + SOURCE_BYTES - broken.kept));
    broken.kept += piece.length;
    if (piece.length > 0) broken.pieces.push(piece);
    if (!isComplete) return;
    this.#broken = undefined;
    const { index, id, error, offset, bytes } = broken;
    const source = decodeSource(broken.pieces, (this.flags & SURROGATES) !== 0);
    BackendMessageError.keep(error, source);
    const rest = { error, issues: error.issues, source, offset, bytes };
    this.reject(id === undefined ? { ok: false, index, ...rest } : { ok: false, index, id, ...rest });
  }
}
