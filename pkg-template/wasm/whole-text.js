// A text that is in memory as a whole, copied into the window piece by piece.

import { isWellFormed } from "../pure/values.js";
import { decodeSource, isHigh } from "../pure/surrogates.js";
import { UNITS, WINDOW, larger } from "./engine.js";
import { BEYOND_ASCII, LONE_SURROGATE, MANY, REPORT } from "./generated/abi.js";

/** A text of a single message must fit into the window as a whole; up to this size the window is made large enough at once. */
const LARGE = 1 << 20;
/** How many bytes a unit of a string may take. */
const WIDEST = 3;
const BYTE_ORDER_MARK = 0xfeff;

/** @typedef {import("./engine.js").Engine} Engine */

/**
 * Copies the units of a short string to where they are narrowed from, if that is the quickest way. There is always room.
 *
 * @param {Engine} engine
 * @param {string} text
 * @returns {boolean} whether it did
 */
export function fillUnits(engine, text) {
  if (!engine.prefersNarrow(text) || text.charCodeAt(0) === BYTE_ORDER_MARK) return false;
  engine.putUnits(text);
  return true;
}

/**
 * Copies a short text into the window. There is always room.
 *
 * @param {Engine} engine
 * @param {string | Uint8Array} text
 * @returns {number} how many bytes; -1 if there is half of a surrogate pair
 */
export function fillWhole(engine, text) {
  const { window } = engine;
  if (typeof text !== "string") {
    window.set(text);
    return text.length;
  }
  const { written } = engine.encoder.encodeInto(text, window);
  if (written !== text.length) {
    if (!isWellFormed(text)) return -1;
    engine.noteWide(true);
  }
  return written;
}

export class WholeText {
  #engine;
  #text;
  #flags;
  /** How far the text was copied into the window, in its own units. */
  #position = 0;
  /** How many bytes of the window are filled at most. */
  #limit;
  /** How many bytes a unit of this text takes at most, as far as is known. */
  #widest;
  /** Whether this text may be narrowed, and whether what is in the window was. */
  #narrows;
  #isNarrow;

  /**
   * @param {Engine} engine
   * @param {string | Uint8Array} text
   * @param {number} flags
   */
  constructor(engine, text, flags) {
    this.#engine = engine;
    this.#text = text;
    this.#flags = flags;
    const many = (flags & MANY) !== 0;
    const isString = typeof text === "string";
    this.#widest = isString ? WIDEST : 1;
    const most = this.#widest * text.length;
    this.#limit = many || most <= WINDOW ? WINDOW : Math.min(most, LARGE);
    engine.ensureWindow(this.#limit);
    this.#narrows = isString && (flags & REPORT) === 0 && engine.canNarrow && (many || text.length <= UNITS);
    this.#isNarrow = this.#narrows && engine.prefersNarrow(/** @type {string} */ (text));
  }

  /** Whether all of the text is in the window, or was. */
  get isSpent() {
    return this.#position === this.#text.length;
  }

  /** Whether the window reaches the end of the text. The same here; after pieces more may come (pieces.js). */
  get isLast() {
    return this.isSpent;
  }

  /** How many bytes the window must have. */
  get limit() {
    return this.#limit;
  }

  /**
   * Copies the first piece into the window.
   *
   * @returns {number} how many bytes; -1 if there is half of a surrogate pair
   */
  fill() {
    if (!this.#isNarrow) return this.#append(0);
    if (/** @type {string} */ (this.#text).charCodeAt(0) === BYTE_ORDER_MARK) this.#position = 1;
    return this.#fillNarrow();
  }

  /**
   * Copies the next piece into the window, after the bytes that were not read.
   *
   * @param {number} from where that begins; it is put at the beginning
   * @param {number} length where it ends
   * @returns {number} how many bytes are in the window then; -1 if there is half of a surrogate pair
   */
  refill(from, length) {
    const engine = this.#engine;
    if (this.#isNarrow) {
      // A byte is a unit: the units that were not read are copied again. A longer record is encoded.
      this.#position -= length - from;
      this.#isNarrow = from > 0;
      if (this.#isNarrow) return this.#fillNarrow();
      engine.wasm.narrow(0);
      return this.#append(0);
    }
    if (from === 0) {
      if (2 * length > this.#limit) {
        const rest = this.#widest * (this.#text.length - this.#position);
        this.#limit = larger(this.#limit, this.#flags & MANY ? 0 : length + rest);
        engine.ensureWindow(this.#limit);
      }
      return this.#append(length);
    }
    if (this.#narrows && engine.prefersNarrow(/** @type {string} */ (this.#text))) {
      this.#position -= decodeSource([engine.window.subarray(from, length)], false).length;
      this.#isNarrow = true;
      return this.#fillNarrow();
    }
    engine.window.copyWithin(0, from, length);
    return this.#append(length - from);
  }

  /**
   * Narrows the next piece of a string into the window (src/js/narrow.rs).
   *
   * @returns {number} how many units, and bytes of the window; -1 if there is half of a surrogate pair among them
   */
  #fillNarrow() {
    const engine = this.#engine;
    const stop = this.#endOf(UNITS);
    engine.putUnits(/** @type {string} */ (this.#text).substring(this.#position, stop));
    const length = stop - this.#position;
    this.#position = stop;
    const found = engine.wasm.narrow(length);
    if (found === LONE_SURROGATE) return -1;
    engine.noteWide(found === BEYOND_ASCII);
    return length;
  }

  /**
   * The end of the next piece of at most so many units. It does not split a surrogate pair.
   *
   * @param {number} most
   */
  #endOf(most) {
    const text = /** @type {string} */ (this.#text);
    const end = this.#position + most;
    if (end >= text.length) return text.length;
    return isHigh(text.charCodeAt(end - 1)) ? end - 1 : end;
  }

  /**
   * Copies more of the text into the window, as bytes.
   *
   * @param {number} length how many bytes are there already
   * @returns {number} how many there are then; -1 if there is half of a surrogate pair
   */
  #append(length) {
    const text = this.#text;
    if (typeof text === "string") return this.#encode(text, length);
    const room = this.#limit - length;
    const isRest = text.length - this.#position <= room;
    const piece = isRest && this.#position === 0 ? text : text.subarray(this.#position, this.#position + room);
    this.#engine.window.set(piece, length);
    this.#position += piece.length;
    return length + piece.length;
  }

  /**
   * @param {string} text
   * @param {number} length
   */
  #encode(text, length) {
    const { encoder, window } = this.#engine;
    const target = length === 0 && this.#limit === window.length ? window : window.subarray(length, this.#limit);
    let piece = text;
    // Room for any text of that length: engines encode up to thirty times slower when the room runs out.
    if (this.#position > 0 || this.#widest * text.length > target.length) {
      piece = text.substring(this.#position, this.#endOf(Math.floor(target.length / this.#widest)));
    }
    const { read, written } = encoder.encodeInto(piece, target);
    this.#position += read;
    // After ASCII comes more ASCII.
    this.#widest = 1;
    if (written !== read) {
      // When every issue is reported, a string is known to have no lone surrogates.
      if ((this.#flags & REPORT) === 0 && !isWellFormed(piece)) return -1;
      this.#widest = WIDEST;
      this.#engine.noteWide(true);
    }
    return length + written;
  }
}
