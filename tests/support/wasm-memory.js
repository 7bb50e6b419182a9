// Lets a test see the memory of the wasm module. Import it before the package.

import { setTimeout } from "node:timers/promises";

/** The newest memory of each module, by an export that only it has. */
const newest = { check_events: undefined, findings: undefined };
/** Of every module that there was. */
const memories = [];
const { Instance } = WebAssembly;

WebAssembly.Instance = class extends Instance {
  constructor(module, imports) {
    super(module, imports);
    // Node has wasm of its own.
    const name = Object.keys(newest).find((name) => name in this.exports);
    if (name === undefined) return;
    newest[name] = this.exports.memory;
    memories.push(new WeakRef(newest[name]));
  }
};

/**
 * The bytes of memory of the newest instance of the module with that export. Instances that were replaced are left to the
 * garbage collector.
 */
export function wasmMemory(name = "check_events") {
  if (newest[name] === undefined) throw new Error("No wasm module was instantiated");
  return newest[name].buffer.byteLength;
}

/** The bytes of memory that the garbage collector has not freed: instances that were replaced should not be among them. */
export async function keptMemory() {
  for (let round = 0; round < 4; round++) {
    await setTimeout(10);
    globalThis.gc();
  }
  return memories.reduce((bytes, memory) => bytes + (memory.deref()?.buffer.byteLength ?? 0), 0);
}
