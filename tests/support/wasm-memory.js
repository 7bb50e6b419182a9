// Lets a test see the memory of the wasm module. Import it before the package.

const memories = [];
const { Instance } = WebAssembly;

WebAssembly.Instance = class extends Instance {
  constructor(module, imports) {
    super(module, imports);
    const { memory } = this.exports;
    if (memory instanceof WebAssembly.Memory) memories.push(memory);
  }
};

/** The bytes that the modules instantiated since hold together. */
export function wasmMemory() {
  if (memories.length === 0) throw new Error("No wasm module was instantiated");
  return memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
}

/** The bytes that the newest of them holds; the others are left to the garbage collector. */
export const newestMemory = () => memories.at(-1).buffer.byteLength;
