// What came of a text so far and is not done with: the bytes that wait for more, and the piece behind them.

import { WINDOW, larger } from "./engine.js";

/** How many bytes are looked through at a time for the end of a record. */
const STEP = 1 << 13;

/** @type {Uint8Array} */
const NOTHING = new Uint8Array(0);

/** @typedef {import("./engine.js").Engine} Engine */

export class Pieces {
  limit = WINDOW;

  #engine;
  /** What waits: the first `#length` bytes. */
  #pending = NOTHING;
  #length = 0;
  /** How long it has to be for another try. */
  #retry = 0;
  #piece = NOTHING;
  #ends = false;
  /** Where the window begins in all these bytes, and ends. */
  #position = 0;
  #end = 0;

  /** @param {Engine} engine */
  constructor(engine) {
    this.#engine = engine;
  }

  /**
   * Takes the next piece, and says whether reading again is worth a try: until the record that is not complete seems to end, it
   * is not.
   *
   * @param {Uint8Array} bytes
   * @param {boolean} ends whether they are the last
   */
  add(bytes, ends) {
    const length = this.#length + bytes.length;
    // A record that breaks the syntax may never seem to be complete: that is found out when it has grown fourfold.
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

  /** Whether what is in the window goes to the text's end. */
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
   * Keeps what is not done with.
   *
   * @param {number} from how many bytes of the last window are
   */
  wait(from) {
    const consumed = this.#position + from;
    const left = Math.max(this.#length - consumed, 0);
    const pending = this.#pending.subarray(this.#length - left, this.#length);
    const rest = this.#piece.subarray(Math.max(consumed - this.#length, 0));
    // Nothing large is kept for long.
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
   * Whether the record that is not complete seems to end among its next bytes.
   *
   * @param {Uint8Array} bytes
   */
  #follow(bytes) {
    const engine = this.#engine;
    // What was written since it was read may have made memory grow.
    engine.ensureWindow(WINDOW);
    // Mostly it ends soon.
    for (let start = 0; start < bytes.length; start += STEP) {
      const piece = bytes.subarray(start, start + STEP);
      engine.window.set(piece);
      if (engine.wasm.follow(0, piece.length) !== 0) return true;
    }
    return false;
  }
}
