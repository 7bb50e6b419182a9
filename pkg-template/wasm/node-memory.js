// Copies strings out of wasm memory and into it by Node's buffers, which are faster than a TextDecoder.

import { need } from "../pure/engine-parts.js";

/** @type {any} */
let found;

/**
 * The global one is there already; to import `node:buffer` takes a cold process longer than decoding the wasm. But a context
 * may have none, or a stand-in made for browsers.
 */
function bufferType() {
  if (found !== undefined) return found;
  const { Buffer } = globalThis;
  const isOfNode = typeof (/** @type {any} */ (Buffer?.prototype)?.latin1Slice) === "function";
  return (found = isOfNode ? Buffer : need("Buffer", () => process.getBuiltinModule("node:buffer").Buffer));
}

class BufferMemory {
  /** @param {WebAssembly.Memory} memory */
  constructor({ buffer }) {
    this.bytes = bufferType().from(buffer);
  }

  /**
   * @param {number} address
   * @param {number} length
   */
  ascii(address, length) {
    return this.bytes.latin1Slice(address, address + length);
  }

  /**
   * @param {number} address
   * @param {number} length in UTF-16 units
   */
  wide(address, length) {
    return this.bytes.ucs2Slice(address, address + 2 * length);
  }
}

// Null prototype: a missing `put` must stay undefined even if someone extends Object.prototype.
Object.setPrototypeOf(BufferMemory.prototype, null);

class WritableMemory extends BufferMemory {
  /**
   * @param {string} text
   * @param {number} address
   */
  put(text, address) {
    this.bytes.ucs2Write(text, address);
  }
}

// Deno copies the units one by one.
const NodeMemory = "Deno" in globalThis ? BufferMemory : WritableMemory;

/** @param {string} text base64 */
export const bytesOf = (text) => bufferType().from(text, "base64");

/** @param {WebAssembly.Memory} memory */
export const memoryOf = (memory) => new NodeMemory(memory);
