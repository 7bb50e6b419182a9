// Loads the wasm from where the user has it.

import { viewOf } from "../pure/bytes.js";
import { nameOf } from "../pure/shown.js";
import { needWebAssembly, refused } from "./instance.js";

/**
 * The `init` of a slim entry.
 *
 * @param {import("./engine.js").Engine} engine
 */
export function createInit(engine) {
  /** @type {Promise<void> | undefined} */
  let loading;

  /**
   * @param {unknown} source
   * @returns {Promise<void>}
   */
  function init(source) {
    if (engine.wasm === undefined && loading === undefined) {
      // Kept only while it is pending: after a failure the next call tries again.
      loading = load(engine, source).finally(() => (loading = undefined));
      return loading;
    }
    // This source is not needed, so its failure does not matter.
    if (source instanceof Promise) source.catch(() => {});
    return loading ?? Promise.resolve();
  }
  // As a declaration: a bundler would leave out the name of an expression.
  return init;
}

/**
 * @param {import("./engine.js").Engine} engine
 * @param {unknown} source
 */
async function load(engine, source) {
  const given = await source;
  const { Module } = needWebAssembly();
  await engine.startWith(given instanceof Module ? given : await compile(await fetchBytes(given)));
}

/** @param {BufferSource} bytes */
async function compile(bytes) {
  try {
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    // For bytes that are not wasm, the engine's message says enough.
    throw WebAssembly.validate(bytes) ? refused(cause) : cause;
  }
}

/**
 * @param {any} source
 * @returns {Promise<any>}
 */
async function fetchBytes(source) {
  // By its properties, as a URL may be of another realm or another implementation.
  if (typeof source === "string" || typeof source?.href === "string") {
    const file = new URL(source.href ?? source, globalThis.location?.href);
    // Node's fetch does not read files.
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
