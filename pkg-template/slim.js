// The entry that leaves loading the wasm to its user.

import { startWith, wasm } from "./engine.js";
import { nameOf, viewOf } from "./input.js";

/** @type {Promise<void> | undefined} */
let loading;

/**
 * @param {unknown} source
 * @returns {Promise<void>}
 */
export function init(source) {
  if (wasm !== undefined) return Promise.resolve();
  loading ??= load(source).catch((error) => {
    // The next call tries again.
    loading = undefined;
    throw error;
  });
  return loading;
}

/** @param {unknown} source */
async function load(source) {
  const given = await source;
  await startWith(given instanceof WebAssembly.Module ? given : await WebAssembly.compile(await fetchBytes(given)));
}

/**
 * @param {any} source
 * @returns {Promise<BufferSource>}
 */
async function fetchBytes(source) {
  if (typeof source === "string" || source instanceof URL) {
    const file = new URL(source, globalThis.location?.href);
    // Node's fetch knows no files.
    const fs = file.protocol === "file:" ? globalThis.process?.getBuiltinModule?.("node:fs") : undefined;
    return fs === undefined ? fetchBytes(await fetch(file)) : fs.promises.readFile(file);
  }
  if (typeof source?.arrayBuffer === "function") {
    if (source.ok === false) throw new Error(`the wasm could not be loaded: ${source.status} ${source.statusText}`);
    return source.arrayBuffer();
  }
  const bytes = viewOf(source);
  if (bytes === undefined) {
    throw new TypeError(`init takes a URL, a Response, bytes or a WebAssembly.Module, not ${nameOf(source)}`);
  }
  return bytes;
}

export * from "./api.js";
