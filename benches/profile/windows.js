// The package's own loop over a text, up to a stage: what the whole takes beyond that is what the other stages take.
// It works with the modules that the package is bundled from, as no entry tells of what goes on inside.

import "../../build/modules/entries/node.js";
import { enter, leave, wasm } from "../../build/modules/wasm/engine.js";
import { fill, fillUnits, fillWhole, position, refill } from "../../build/modules/wasm/filler.js";
import { MANY, NARROW } from "../../build/modules/wasm/flags.js";
import { CONSUMED, COUNT, DONE, FULL, ensureWindow, MORE, WINDOW, header, window } from "../../build/modules/wasm/window.js";

const MAX_ISSUES = 100;

/** Puts bytes into wasm memory, a window after another. */
export function put(bytes) {
  enter();
  ensureWindow(WINDOW);
  for (let at = 0; at < bytes.length; at += WINDOW) window.set(bytes.subarray(at, at + WINDOW));
  leave();
}

/** Puts a string there, as the package does in this engine. */
export function putString(text) {
  enter();
  let length = fill(text, MANY);
  while (position < text.length) length = refill(text, length, length, MANY);
  leave();
}

/** Puts a short string there. */
export function putMessage(text) {
  enter();
  ensureWindow(WINDOW);
  if (!fillUnits(text)) fillWhole(text);
  leave();
}

/**
 * Has a short string read, as the package does.
 *
 * @param {() => void} [each] what is done with the tape
 */
export function readMessage(record, text, each = () => {}) {
  enter();
  ensureWindow(WINDOW);
  const flags = fillUnits(text) ? NARROW : 0;
  const length = flags === NARROW ? text.length : fillWhole(text);
  if (wasm.begin(record.index, flags, MAX_ISSUES, length, 1) !== DONE) throw new Error("The text does not hold");
  ensureWindow(WINDOW);
  each();
  leave();
}

/**
 * Has bytes read, window by window.
 *
 * @param {() => void} [each] what is done with each window's tape
 * @returns {number} how many records were on the tapes
 */
export function readWindows(record, bytes, flags, each = () => {}) {
  enter();
  ensureWindow(WINDOW);
  let [taken, from, length, records] = [0, 0, 0, 0];
  const take = () => {
    const piece = bytes.subarray(taken, taken + WINDOW - length);
    window.set(piece, length);
    taken += piece.length;
    length += piece.length;
  };
  take();
  let status = wasm.begin(record.index, flags, MAX_ISSUES, length, Number(taken === bytes.length));
  for (;;) {
    // Memory may have grown.
    ensureWindow(WINDOW);
    if (status > FULL) throw new Error("The text does not hold");
    records += header[COUNT];
    each();
    if (status === DONE) break;
    from += header[CONSUMED];
    if (status === MORE) {
      window.copyWithin(0, from, length);
      length -= from;
      from = 0;
      take();
    }
    status = wasm.read(from, length, Number(taken === bytes.length));
  }
  leave();
  return records;
}
