// The package's own loop over a text, up to a stage: what the whole takes beyond that is what the other stages take.
// It works with the modules that the package is bundled from, as no entry tells of what goes on inside.

import "../../build/modules/node.js";
import { enter, leave, wasm } from "../../build/modules/engine.js";
import { CONSUMED, COUNT, DONE, FULL, ensureWindow, MORE, UNITS, WINDOW, header, putUnits, window } from "../../build/modules/window.js";

const MAX_ISSUES = 100;
const encoder = new TextEncoder();

/** Puts bytes into wasm memory, a window after another. */
export function put(bytes) {
  enter();
  ensureWindow(WINDOW);
  for (let at = 0; at < bytes.length; at += WINDOW) window.set(bytes.subarray(at, at + WINDOW));
  leave();
}

/** Puts a string there: encoded if it is ASCII, and otherwise narrowed, as engines with Node's buffers do. */
export function putString(text, isAscii) {
  enter();
  ensureWindow(WINDOW);
  if (isAscii) {
    for (let at = 0; at < text.length; at += WINDOW) encoder.encodeInto(text.substring(at, at + WINDOW), window);
  } else {
    for (let at = 0; at < text.length; at += UNITS) {
      const piece = text.substring(at, at + UNITS);
      putUnits(piece);
      wasm.narrow(piece.length);
    }
  }
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
  let [position, from, length, records] = [0, 0, 0, 0];
  const fill = () => {
    const piece = bytes.subarray(position, position + WINDOW - length);
    window.set(piece, length);
    position += piece.length;
    length += piece.length;
  };
  fill();
  let status = wasm.begin(record.index, flags, MAX_ISSUES, length, Number(position === bytes.length));
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
      fill();
    }
    status = wasm.read(from, length, Number(position === bytes.length));
  }
  leave();
  return records;
}
