// The reading loop: an input fills the window, a sink takes what was read.

import { CONSUMED, DONE, FULL, MORE } from "./generated/abi.js";

/**
 * @typedef {object} Input
 * @property {number} limit how many bytes the window must have
 * @property {boolean} isLast whether what is in the window goes to the text's end
 * @property {boolean} isSpent whether all text was put into the window
 * @property {() => number} fill puts the first bytes into the window, and says how many; -1 if they cannot be read
 * @property {(from: number, length: number) => number} refill puts more text after the unread rest, which begins there
 *
 * @typedef {object} Sink
 * @property {(engine: import("./engine.js").Engine, status: number, from: number, end: number) => boolean} take takes what was
 *   read of the window between the two, and says whether to go on
 */

/**
 * Reads an input window by window.
 *
 * @param {import("./engine.js").Engine} engine
 * @param {Input} input
 * @param {Sink} sink
 * @returns {{ status: number, from: number }} the last answer of the wasm module, -1 if the input or the sink ended the
 *   reading, and how many bytes of the last window are done with
 */
export function readThrough(engine, input, sink) {
  let length = input.fill();
  for (;;) {
    let from = 0;
    let status = -1;
    if (length < 0) return { status, from };
    do {
      status = engine.wasm.read(from, length, input.isLast ? 1 : 0);
      engine.ensureWindow(input.limit);
      const end = from + engine.header[CONSUMED];
      if (!sink.take(engine, status, from, end)) return { status: -1, from: end };
      from = end;
    } while (status !== MORE && status !== DONE);
    if (status === DONE || input.isSpent) return { status, from };
    length = input.refill(from, length);
  }
}

/** For what is gathered within the wasm module. @type {Sink} */
export const NOTHING = { take: (_, status) => status <= FULL };
