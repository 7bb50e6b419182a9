// The entry that leaves loading the wasm to its user.

import { startWith, wasm } from "../wasm/engine.js";
import { nameOf, viewOf } from "../pure/input.js";
import { memoryOf } from "../wasm/memory.js";
import { platform } from "../wasm/platform.js";

// Another entry may have been imported as well.
platform.memoryOf ??= memoryOf;

/** @type {Promise<void> | undefined} */
let loading;

/**
 * @param {unknown} source
 * @returns {Promise<void>}
 */
export function init(source) {
  if (wasm === undefined && loading === undefined) {
    // Kept no longer than it takes: after a failure the next call tries again.
    loading = load(source).finally(() => (loading = undefined));
    return loading;
  }
  // Nobody waits for this source; should it fail, nobody needs to know.
  if (source instanceof Promise) source.catch(() => {});
  return loading ?? Promise.resolve();
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
  // By what it has, as a URL may come from another realm, or be another implementation.
  if (typeof source === "string" || typeof source?.href === "string") {
    const file = new URL(source.href ?? source, globalThis.location?.href);
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
