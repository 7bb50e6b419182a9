// The progress of a command, as a line on a terminal.

import { paintFor } from "./paint.js";
import { size } from "./wording.js";

/** In milliseconds: when the line appears, and how often it changes. */
const SOON = 1000;
const INTERVAL = 100;
const WIDTH = 24;

export class Progress {
  #stream = process.stderr;
  #shows = this.#stream.isTTY === true && process.env.TERM !== "dumb";
  #start = performance.now();
  #last = this.#start + SOON - INTERVAL;
  #isShown = false;
  #read = 0;
  #total;

  /** @param {number | undefined} total the size of all files in bytes, if that is known */
  constructor(total) {
    this.#total = total;
  }

  /**
   * @param {number} bytes how many were read since the last call
   * @param {string} name the file's
   */
  advance(bytes, name) {
    this.#read += bytes;
    if (!this.#shows) return;
    const now = performance.now();
    if (now - this.#last < INTERVAL) return;
    this.#last = now;
    this.#isShown = true;
    const paint = paintFor(this.#stream);
    const rate = `${size((1000 * this.#read) / (now - this.#start))}/s`;
    const part = this.#total ? Math.min(this.#read / this.#total, 1) : undefined;
    const done = part === undefined ? size(this.#read) : `${bar(part, WIDTH)} ${Math.floor(100 * part)} % of ${size(this.#total ?? 0)}`;
    const line = `${done}, ${rate}  `;
    const room = Math.max((this.#stream.columns ?? 80) - line.length - 1, 0);
    this.#stream.write(`\r\x1b[K${line}${paint.dim(name.slice(-room))}`);
  }

  /** Call this before anything else is written to the terminal. */
  clear() {
    if (this.#isShown) this.#stream.write("\r\x1b[K");
    this.#isShown = false;
  }
}

/**
 * @param {number} part from 0 to 1
 * @param {number} width
 */
export function bar(part, width) {
  const filled = Math.round(Math.min(part, 1) * width);
  return "█".repeat(filled) + "░".repeat(width - filled);
}
