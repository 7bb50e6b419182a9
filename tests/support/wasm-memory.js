// Lets a test see the memory of the wasm module. Import it before the package.

import { setTimeout } from "node:timers/promises";

let newest;
/** Of every module that there was. */
const memories = [];
const { Instance } = WebAssembly;

WebAssembly.Instance = class extends Instance {
  constructor(module, imports) {
    super(module, imports);
    // Node has wasm of its own.
    if (!("rejection" in this.exports)) return;
    newest = this.exports.memory;
    memories.push(new WeakRef(newest));
  }
};

/** The bytes that the newest module holds; one that it replaced is left to the garbage collector. */
export function wasmMemory() {
  if (newest === undefined) throw new Error("No wasm module was instantiated");
  return newest.buffer.byteLength;
}

/** The bytes that modules hold of which the garbage collector has not let go: those that were replaced should be none. */
export async function keptMemory() {
  for (let round = 0; round < 4; round++) {
    await setTimeout(10);
    globalThis.gc();
  }
  return memories.reduce((bytes, memory) => bytes + (memory.deref()?.buffer.byteLength ?? 0), 0);
}
