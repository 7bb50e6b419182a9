// Lets a test see the memory of the wasm module. Import it before the package.

let newest;
const { Instance } = WebAssembly;

WebAssembly.Instance = class extends Instance {
  constructor(module, imports) {
    super(module, imports);
    // Node has wasm of its own.
    if ("check_events" in this.exports) newest = this.exports.memory;
  }
};

/** The bytes that the newest module holds; one that it replaced is left to the garbage collector. */
export function wasmMemory() {
  if (newest === undefined) throw new Error("No wasm module was instantiated");
  return newest.buffer.byteLength;
}
