// An instance of a wasm module. It takes the place of the glue that wasm-bindgen writes: the package needs only what is here,
// and that glue makes a TextDecoder on import.

import { missing, need } from "../pure/engine-parts.js";
import { decodeUtf8 } from "../pure/text-codecs.js";

const ENGINE = "it is off in Lockdown Mode of iOS, and under --jitless; `is`, and `from` and `stringify` of valid values, need none";
const POLICY =
  "a page with a Content Security Policy must allow script-src 'wasm-unsafe-eval'; where nothing may be compiled, as in edge runtimes, give init() of the slim entry a WebAssembly.Module; an old engine has to be updated";
const SPACE = "the process may use too little address space (ulimit -v)";

export const needWebAssembly = () => need("WebAssembly", () => WebAssembly, ENGINE);

/** @param {unknown} cause */
export const refused = (cause) => missing("the compilation of wasm", cause, POLICY);

/** @param {unknown} cause */
const noSpace = (cause) => missing("memory for wasm", cause, SPACE);

/**
 * @param {unknown} given a module, or the binary
 * @returns {WebAssembly.Module}
 */
export function compiled(given) {
  const { Module } = WebAssembly;
  if (given instanceof Module) return given;
  try {
    return new Module(/** @type {BufferSource} */ (given));
  } catch (cause) {
    throw refused(cause);
  }
}

/**
 * @param {WebAssembly.Module} module
 * @returns {any} its exports
 */
export function instantiate(module) {
  const holder = { wasm: undefined };
  const imports = importsFor(module, holder);
  let instance;
  try {
    instance = new WebAssembly.Instance(module, imports);
  } catch (cause) {
    throw noSpace(cause);
  }
  return started(holder, instance);
}

/**
 * The same for engines that let a page wait for small modules only.
 *
 * @param {WebAssembly.Module} module
 * @returns {Promise<any>}
 */
export async function instantiateLater(module) {
  const holder = { wasm: undefined };
  const instance = await WebAssembly.instantiate(module, importsFor(module, holder)).catch((cause) => {
    throw noSpace(cause);
  });
  return started(holder, instance);
}

/**
 * @param {{ wasm: any }} holder
 * @param {WebAssembly.Instance} instance
 */
function started(holder, { exports }) {
  holder.wasm = exports;
  holder.wasm.__wbindgen_start();
  return exports;
}

/**
 * What a module imports. wasm-bindgen adds a hash to the names.
 *
 * @param {WebAssembly.Module} module
 * @param {{ wasm: any }} holder has the exports when an import is called
 */
function importsFor(module, holder) {
  /** @param {number} address @param {number} length */
  const parse = (address, length) =>
    parseFloat(decodeUtf8(new Uint8Array(holder.wasm.memory.buffer, address >>> 0, length)));
  // The module gives and takes no JavaScript values, so their table is left empty.
  const leaveTable = () => {};
  /** @type {any} */
  const imports = { __proto__: null };
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] ??= { __proto__: null };
    imports[from][name] = name.includes("parseFloat") ? parse : leaveTable;
  }
  return imports;
}
