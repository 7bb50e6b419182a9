// What differs between runtimes. The entry that was imported fills it in.

/** Units of a string that are in wasm memory at a time, where they are not encoded. */
export const UNITS = 1 << 17;

/**
 * Strings out of wasm memory, and into it. `wide` takes UTF-16; `utf8` is there where text that is mostly ASCII is better taken
 * as that. `put` copies the units of a string, and may write over three more; without it strings are encoded, with it those
 * beyond ASCII are not, nor are those of no more units than it is `quick` for.
 *
 * @typedef {{
 *   ascii(address: number, length: number): string,
 *   wide(address: number, length: number): string,
 *   utf8?(address: number, length: number): string,
 *   put?(text: string, address: number): void,
 *   quick?: number,
 * }} Memory
 */

export const platform = {
  /**
   * Gives the compiled module; without one, `init` of the slim entry is what brings it.
   *
   * @type {(() => WebAssembly.Module) | undefined}
   */
  compile: undefined,

  /**
   * To be called anew when memory has grown.
   *
   * @type {(memory: WebAssembly.Memory) => Memory}
   */
  memoryOf: /** @type {any} */ (undefined),
};
