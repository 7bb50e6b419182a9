// What differs between runtimes. The entry that was imported fills it in.

/** Made when they are needed: that takes Node, which does not need them, longer than a message. @type {TextDecoder} */
let utf8;
/** @type {TextDecoder} */
let utf16;

/** Strings out of wasm memory, by what every runtime has. Made anew when the memory has grown. */
class DecodedMemory {
  /** @param {ArrayBuffer} buffer */
  constructor(buffer) {
    this.buffer = buffer;
    utf8 ??= new TextDecoder();
    // A byte order mark is a character like any other inside a text.
    utf16 ??= new TextDecoder("utf-16le", { ignoreBOM: true });
  }

  /**
   * @param {number} address
   * @param {number} length
   */
  ascii(address, length) {
    return utf8.decode(new Uint8Array(this.buffer, address, length));
  }

  /**
   * @param {number} address
   * @param {number} length in UTF-16 units
   */
  wide(address, length) {
    return utf16.decode(new Uint8Array(this.buffer, address, 2 * length));
  }
}

export const platform = {
  /**
   * Gives the compiled module; without one, `init` of the slim entry is what brings it.
   *
   * @type {(() => WebAssembly.Module) | undefined}
   */
  compile: undefined,

  /**
   * `put` copies the units of a string into memory; without it strings are encoded.
   *
   * @type {new (buffer: ArrayBuffer) => { ascii(address: number, length: number): string, wide(address: number, length: number): string, put?(text: string, address: number): void }}
   */
  Memory: DecodedMemory,
};
