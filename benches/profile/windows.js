// The package's own loop over a text, up to a stage: what the whole takes beyond that is what the other stages take.
// It works with the modules that the package is bundled from, as no entry tells of what goes on inside.

import "../../build/modules/entries/node.js";
import "../../build/modules/entries/insight-node.js";
import { core } from "../../build/modules/core/engine.js";
import { insight } from "../../build/modules/insight/engine.js";
import { WINDOW } from "../../build/modules/wasm/engine.js";
import { COUNT, DONE, FULL, MANY, NARROW } from "../../build/modules/wasm/generated/abi.js";
import { readThrough } from "../../build/modules/wasm/loop.js";
import { WholeText, fillUnits, fillWhole } from "../../build/modules/wasm/whole-text.js";

export { core, insight };

const MAX_ISSUES = 100;

/** Puts bytes into wasm memory, a window after another. */
export function put(bytes) {
  core.session(() => {
    core.ensureWindow(WINDOW);
    for (let at = 0; at < bytes.length; at += WINDOW) core.window.set(bytes.subarray(at, at + WINDOW));
  });
}

/** Puts a string there, as the package does in this engine. */
export function putString(text) {
  core.session(() => {
    const input = new WholeText(core, text, MANY);
    let length = input.fill();
    while (!input.isSpent) length = input.refill(length, length);
  });
}

/** Puts a short string there. */
export function putMessage(text) {
  core.session(() => {
    core.ensureWindow(WINDOW);
    if (!fillUnits(core, text)) fillWhole(core, text);
  });
}

/**
 * Has a short string read, as the package does.
 *
 * @param {() => void} [each] what is done with the tape
 */
export function readMessage(record, text, each = () => {}) {
  core.session(() => {
    core.ensureWindow(WINDOW);
    const flags = fillUnits(core, text) ? NARROW : 0;
    const length = flags === NARROW ? text.length : fillWhole(core, text);
    if (core.wasm.begin(record.index, flags, MAX_ISSUES, length, 1) !== DONE) throw new Error("The text is invalid");
    core.ensureWindow(WINDOW);
    each();
  });
}

/**
 * Has bytes read, window by window.
 *
 * @param engine one of the two
 * @param {() => void} [each] what is done with each window's tape
 * @returns {number} how many records were on the tapes
 */
export function readWindows(engine, record, bytes, each = () => {}) {
  let records = 0;
  const take = (_, status) => {
    records += engine.header[COUNT];
    each();
    return status <= FULL;
  };
  engine.session(() => {
    engine.wasm.begin(record.index, MANY, MAX_ISSUES, 0, 0);
    const { status } = readThrough(engine, new WholeText(engine, bytes, MANY), { take });
    if (status !== DONE) throw new Error("The text is invalid");
  });
  return records;
}
