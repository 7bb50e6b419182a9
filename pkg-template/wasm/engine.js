// The wasm instance, made when it is first needed: `is`, and `from` and `stringify` of valid values, never are
// the ones to need it. There is one at a time, that of the glue (wasm.js), whichever entries are imported.

import connect, { __wbg_reset_state, initSync } from "./generated/glue.js";
import { platform } from "./platform.js";

/**
 * The instance's exports, undefined while there is none. Another object is another instance, with memory of its own.
 *
 * @type {any}
 */
export let wasm;

/**
 * Whether a call is within the wasm. If one is when the next begins, it ended in the midst of its work: by a trap, or at
 * the end of the stack or of memory. It left the instance in a state that nobody knows.
 */
let isEntered = false;

/** To be called before the wasm is, which must call nothing that could get here again. */
export function enter() {
  if (isEntered || wasm === undefined) start();
  isEntered = true;
}

export function leave() {
  isEntered = false;
}

/** Makes an instance, in place of the one that there may be. */
export function start() {
  if (wasm !== undefined) {
    // The glue has kept the module.
    __wbg_reset_state();
    wasm = initSync();
  } else if (platform.compile !== undefined) {
    wasm = initSync({ module: platform.compile() });
  } else {
    throw new Error("backend-message/slim is not ready: await init(source) before this call");
  }
}

/**
 * Makes an instance of a module that was loaded, unless there is one already.
 *
 * @param {WebAssembly.Module} module
 */
export async function startWith(module) {
  if (wasm !== undefined) return;
  refuseOthers(module);
  try {
    // At once: while one waits, another entry might start, and the glue would be with the instance that came last.
    wasm = initSync({ module });
  } catch {
    // Chrome before mid-2023 lets a page wait for a module of this size only. No other entry starts there either.
    wasm = await connect({ module_or_path: module });
  }
}

/**
 * @param {unknown} error what ended a call within the wasm
 * @returns {unknown} what to throw
 */
export function explain(error) {
  if (!(error instanceof WebAssembly.RuntimeError)) return error;
  return new Error(
    "backend-message's wasm stopped in the midst of its work, most likely for want of memory; the next call starts it anew",
    { cause: error },
  );
}

/** What is called from here, and by the glue when it connects. */
const EXPORTS = [
  "memory",
  "header",
  "reserve",
  "reserve_units",
  "narrow",
  "wide_as_utf8",
  "begin",
  "read",
  "issues",
  "rejection",
  "checkpoint",
  "resume",
  "follow",
  "begin_audit",
  "switch_off",
  "audit",
  "findings",
  "summary",
  "check_events",
  "__wbindgen_start",
];

/**
 * The glue would take any module, and never let go of it.
 *
 * @param {WebAssembly.Module} module
 */
function refuseOthers(module) {
  const names = new Set(WebAssembly.Module.exports(module).map(({ name }) => name));
  const missing = EXPORTS.find((name) => !names.has(name));
  if (missing !== undefined) {
    throw new Error(`this is not the wasm module of backend-message: it exports no ${JSON.stringify(missing)}`);
  }
}
