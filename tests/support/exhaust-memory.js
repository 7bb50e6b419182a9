// Lets a test take all memory that the wasm module may have, so that it traps when it needs more. Import it before the
// package.

const PAGE = 2 ** 16;
const MOST = 2 ** 32;

let newest;
let count = 0;
const { Instance } = WebAssembly;

WebAssembly.Instance = class extends Instance {
  constructor(module, imports) {
    super(module, imports);
    // Node has wasm of its own.
    if (!("rejection" in this.exports)) return;
    newest = this.exports.memory;
    count++;
  }
};

/** Grows the memory of the newest instance to the 4 GiB that it can address. They are not touched, so nothing is used up. */
export function exhaustMemory() {
  newest.grow((MOST - newest.buffer.byteLength) / PAGE);
}

/** How many instances there were. */
export const instances = () => count;
