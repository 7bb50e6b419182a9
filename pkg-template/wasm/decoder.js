// Reads JSON text that comes in pieces: records are given out as they are complete, and what does not hold with an
// account of it. What it needs between two pieces it keeps here, so that many may be read at the same time, and none
// has to be freed.

import { enter, explain, leave, wasm } from "./engine.js";
import { BackendMessageError } from "../pure/error.js";
import { bytesOf, copyOf, decodeSource, encode, isHigh, isShared } from "../pure/input.js";
import { lookAtPrototype } from "../pure/generated/model.js";
import { LIVE, MANY, SURROGATES } from "./flags.js";
import { rejection } from "./generated/glue.js";
import {
  CONSUMED,
  COUNT,
  DONE,
  MORE,
  REJECTED,
  WINDOW,
  bytesAt,
  ensureWindow,
  giveBack,
  header,
  larger,
  materialise,
  window,
} from "./window.js";

/** How many bytes of a rejected record are kept: the rest of a broken array may be gigabytes (src/read/salvage.rs). */
const MAX_SOURCE = 64 << 20;
/** Bytes of a checkpoint (src/js/exports.rs). */
const CHECKPOINT = 64;

/** How many bytes are looked through at a time for the end of a record. */
const STEP = 1 << 13;

const NOTHING = new Uint8Array(0);

export class Decoder {
  /** The records that hold, until someone takes them. @type {object[]} */
  messages = [];
  /** Those that do not. @type {import("../pure/outcome.js").Rejected[]} */
  rejected = [];
  /** What ended the reading, if bad records are not to be passed over. @type {BackendMessageError | undefined} */
  error;
  /** How many bytes were pushed. */
  bytes = 0;

  /** Where the reading has come to; the wasm module knows what is in it. @type {Uint8Array | undefined} */
  #checkpoint;
  /** The record that is not complete yet: the first `#length` bytes. */
  #pending = NOTHING;
  #length = 0;
  /** How long it has to be for another try. */
  #retry = 0;
  /** Half of a pair, at the end of a piece that was a string. */
  #half = "";
  /** The rejected record whose source is still coming. */
  #broken;

  /**
   * @param {import("../pure/generated/model.js").Record} record
   * @param {number} flags
   * @param {number} maxIssues of each record
   * @param {boolean} salvages whether bad records are passed over
   */
  constructor(record, flags, maxIssues, salvages) {
    this.record = record;
    this.flags = flags | MANY | LIVE;
    this.maxIssues = maxIssues;
    this.salvages = salvages;
  }

  /** @param {unknown} piece text: a string, or bytes */
  push(piece) {
    if (typeof piece === "string") {
      this.#take(this.#encode(piece), false);
      return;
    }
    const bytes = bytesOf(piece);
    // Before bytes, half a pair has lost its other half.
    if (bytes.length > 0 && this.#half !== "") this.#take(this.#takeHalf(), false);
    this.#take(bytes, false);
  }

  /** The text has ended. */
  end() {
    this.#take(this.#takeHalf(), true);
  }

  #takeHalf() {
    const half = this.#half;
    this.#half = "";
    return encode(half);
  }

  /** Has the wasm module begin a reading. */
  begin() {
    wasm.begin(this.record.index, this.flags, this.maxIssues, 0, 0);
  }

  /** Takes what the wasm module has made of records. */
  take() {
    materialise(this.record, this.messages);
  }

  /** @param {import("../pure/outcome.js").Rejected} rejected */
  reject(rejected) {
    this.rejected.push(rejected);
  }

  /** Takes what the wasm module has gathered of all that it was given to read at once. */
  settle() {}

  /** @param {string} piece */
  #encode(piece) {
    this.flags |= SURROGATES;
    let text = this.#half + piece;
    this.#half = "";
    if (isHigh(text.charCodeAt(text.length - 1))) {
      this.#half = text.slice(-1);
      text = text.slice(0, -1);
    }
    return encode(text);
  }

  /**
   * @param {Uint8Array} bytes
   * @param {boolean} last
   */
  #take(bytes, last) {
    if (this.error !== undefined) return;
    // Another thread must not change what is looked at more than once.
    if (isShared(bytes)) bytes = copyOf(bytes);
    this.bytes += bytes.length;
    const length = this.#length + bytes.length;
    // A record that breaks the syntax may never seem to be complete: that is found out when it has grown fourfold.
    const isReady = last || length >= this.#retry;
    this.#inWindow(() => {
      if (!isReady && !this.#follow(bytes)) return this.#append(bytes);
      const consumed = this.#read(bytes, last);
      this.settle();
      this.#wait(bytes, consumed);
    });
  }

  /**
   * Keeps what is not done with.
   *
   * @param {Uint8Array} bytes those that came behind what is pending
   * @param {number} consumed how many of all these are done with
   */
  #wait(bytes, consumed) {
    const left = Math.max(this.#length - consumed, 0);
    const pending = this.#pending.subarray(this.#length - left, this.#length);
    const rest = bytes.subarray(Math.max(consumed - this.#length, 0));
    // Nothing large is kept for long.
    this.#pending = pending.slice();
    this.#length = left;
    this.#retry = 4 * (left + rest.length);
    if (this.#retry === 0) return;
    this.#append(rest);
    this.#follow(this.#pending.subarray(0, this.#length));
  }

  /** @param {Uint8Array} bytes */
  #append(bytes) {
    const length = this.#length + bytes.length;
    if (length > this.#pending.length) {
      const larger = new Uint8Array(2 * length);
      larger.set(this.#pending.subarray(0, this.#length));
      this.#pending = larger;
    }
    this.#pending.set(bytes, this.#length);
    this.#length = length;
  }

  /**
   * Does something with the wasm module as if no other text had been read since the last time.
   *
   * @template T
   * @param {() => T} act
   * @returns {T}
   */
  #inWindow(act) {
    lookAtPrototype();
    enter();
    try {
      ensureWindow(WINDOW);
      this.begin();
      if (this.#checkpoint !== undefined) {
        bytesAt(wasm.checkpoint(), CHECKPOINT).set(this.#checkpoint);
        wasm.resume();
      }
      const result = act();
      this.#checkpoint = bytesAt(wasm.checkpoint(), CHECKPOINT).slice();
      leave();
      giveBack();
      return result;
    } catch (error) {
      throw explain(error);
    }
  }

  /**
   * Whether the record that is not complete seems to end among its next bytes.
   *
   * @param {Uint8Array} bytes
   */
  #follow(bytes) {
    // What was written since it was read may have made memory grow.
    ensureWindow(WINDOW);
    // Mostly it ends soon.
    for (let start = 0; start < bytes.length; start += STEP) {
      const piece = bytes.subarray(start, start + STEP);
      window.set(piece);
      if (wasm.follow(0, piece.length) !== 0) return true;
    }
    return false;
  }

  /**
   * Reads what is pending and the bytes behind it.
   *
   * @param {Uint8Array} bytes
   * @param {boolean} last
   * @returns {number} how many of all of them are done with
   */
  #read(bytes, last) {
    const total = this.#length + bytes.length;
    let limit = WINDOW;
    for (let position = 0; ; ) {
      ensureWindow(limit);
      const length = Math.min(limit, total - position);
      const isWhole = position + length === total;
      const head = this.#pending.subarray(position, Math.min(position + length, this.#length));
      const start = position + head.length - this.#length;
      window.set(head);
      window.set(bytes.subarray(start, start + length - head.length), head.length);
      let from = 0;
      let status;
      do {
        status = wasm.read(from, length, last && isWhole ? 1 : 0);
        ensureWindow(limit);
        if (header[COUNT] > 0) this.take();
        const end = from + header[CONSUMED];
        if (status >= REJECTED || this.#broken !== undefined) this.#gather(status === REJECTED, from, end);
        if (this.error !== undefined) return total;
        from = end;
      } while (status !== MORE && status !== DONE);
      position += from;
      if (isWhole) return position;
      limit = from === 0 ? larger(limit) : WINDOW;
    }
  }

  /**
   * Takes what was rejected.
   *
   * @param {boolean} isComplete whether all of its source is there
   * @param {number} from where in the window its source begins, or goes on, unless it is a new one
   * @param {number} end where in the window its source ends for now
   */
  #gather(isComplete, from, end) {
    if (this.#broken === undefined) {
      const { start, offset, index, id, ...findings } = JSON.parse(rejection());
      // Writing it may have made memory grow.
      ensureWindow(WINDOW);
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
    const piece = window.slice(from, Math.min(end, from + MAX_SOURCE - broken.kept));
    broken.kept += piece.length;
    if (piece.length > 0) broken.pieces.push(piece);
    if (!isComplete) return;
    this.#broken = undefined;
    const { index, id, error, offset, bytes } = broken;
    const source = decodeSource(broken.pieces, (this.flags & SURROGATES) !== 0);
    const rest = { error, issues: error.issues, source, offset, bytes };
    this.reject(id === undefined ? { ok: false, index, ...rest } : { ok: false, index, id, ...rest });
  }
}
