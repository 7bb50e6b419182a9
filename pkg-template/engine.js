// The wasm instance, made when it is first needed: `is`, and `from` and `stringify` of valid values, never are
// the ones to need it.

import connect, { initSync } from "./wasm.js";
import { platform } from "./platform.js";

/**
 * The module's exports, undefined until it is instantiated.
 *
 * @type {import("./wasm.js").InitOutput | undefined}
 */
export let wasm;

/** Instantiates the module that the entry came with. */
export function start() {
  if (platform.compile === undefined) {
    throw new Error("backend-message/slim is not ready: await init(source) before this call");
  }
  wasm = initSync({ module: platform.compile() });
}

/**
 * Instantiates a module that was loaded, unless one is running already.
 *
 * @param {WebAssembly.Module} module
 */
export async function startWith(module) {
  const started = await connect({ module_or_path: module });
  wasm ??= started;
}
