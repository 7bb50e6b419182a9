// The bytes of a text that are not read yet: those that wait for more, and the new piece.

import { WINDOW, larger } from "./engine.js";

/** How many bytes are searched at a time for the end of a record. */
const STEP = 1 << 13;

/** @type {Uint8Array} */
const NOTHING = new Uint8Array(0);

/** @typedef {import("./engine.js").Engine} Engine */

export class Pieces {
  limit = WINDOW;

  #engine;
  /** The bytes that wait: the first `#length` of these. */
  #pending = NOTHING;
  #length = 0;
  /** How long it must be for another try. */
  #retry = 0;
  #piece = NOTHING;
  #ends = false;
  /** Where the window begins and ends in all these bytes. */
  #position = 0;
  #end = 0;

  /** @param {Engine} engine */
  constructor(engine) {
    this.#engine = engine;
  }

  /**
   * Takes the next piece, and returns whether to read: not before the incomplete record seems to end.
   *
   * @param {Uint8Array} bytes
   * @param {boolean} ends whether they are the last
   */
  add(bytes, ends) {
    const length = this.#length + bytes.length;
    // A record with a syntax error may never seem to end, so reading is tried again when it is four times as long.
    if (!ends && length < this.#retry && !this.#follow(bytes)) {
      this.#append(bytes);
      return false;
    }
    this.#piece = bytes;
    this.#ends = ends;
    this.#position = 0;
    this.limit = WINDOW;
    return true;
  }

  /** Whether all bytes are in the window, or were. */
  get isSpent() {
    return this.#end === this.#length + this.#piece.length;
  }

  /** Whether the window reaches the end of the text. */
  get isLast() {
    return this.#ends && this.isSpent;
  }

  fill() {
    const position = this.#position;
    const pending = this.#length;
    const engine = this.#engine;
    engine.ensureWindow(this.limit);
    const length = Math.min(this.limit, pending + this.#piece.length - position);
    const head = this.#pending.subarray(position, Math.min(position + length, pending));
    const start = position + head.length - pending;
    engine.window.set(head);
    engine.window.set(this.#piece.subarray(start, start + length - head.length), head.length);
    this.#end = position + length;
    return length;
  }

  /** @param {number} from */
  refill(from) {
    this.#position += from;
    this.limit = from === 0 ? larger(this.limit) : WINDOW;
    return this.fill();
  }

  /**
   * Keeps the bytes that are not read yet.
   *
   * @param {number} from how many bytes of the last window are
   */
  wait(from) {
    const consumed = this.#position + from;
    const left = Math.max(this.#length - consumed, 0);
    const pending = this.#pending.subarray(this.#length - left, this.#length);
    const rest = this.#piece.subarray(Math.max(consumed - this.#length, 0));
    // No large buffer is kept for long.
    this.#pending = pending.slice();
    this.#piece = NOTHING;
    this.#length = left;
    this.#retry = 4 * (left + rest.length);
    if (this.#retry === 0) return;
    this.#append(rest);
    this.#follow(this.#pending.subarray(0, this.#length));
  }

  /** Keeps nothing. */
  forget() {
    this.#pending = NOTHING;
    this.#piece = NOTHING;
    this.#length = 0;
  }

  /** @param {Uint8Array} bytes */
  #append(bytes) {
    const length = this.#length + bytes.length;
    if (length > this.#pending.length) {
      const grown = new Uint8Array(2 * length);
      grown.set(this.#pending.subarray(0, this.#length));
      this.#pending = grown;
    }
    this.#pending.set(bytes, this.#length);
    this.#length = length;
  }

  /**
   * Whether the incomplete record seems to end among its next bytes.
   *
   * @param {Uint8Array} bytes
   */
  #follow(bytes) {
    const engine = this.#engine;
    // Memory may have grown since the last reading.
    engine.ensureWindow(WINDOW);
    // Usually it ends soon.
    for (let start = 0; start < bytes.length; start += STEP) {
      const piece = bytes.subarray(start, start + STEP);
      engine.window.set(piece);
      if (engine.wasm.follow(0, piece.length) !== 0) return true;
    }
    return false;
  }
}
