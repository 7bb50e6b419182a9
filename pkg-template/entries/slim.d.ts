export * from "./index.js";

/**
 * Loads the wasm, which `backend-message/backend-message.wasm` is; before that, reading is an error. It may be called
 * again, and by several at once: only one source is loaded. After a failure the next call tries anew.
 *
 * @param source where the wasm comes from: an address, a response to a request for it, its bytes, or the module
 * @throws Error if it cannot be loaded
 */
export declare function init(source: WasmSource | PromiseLike<WasmSource>): Promise<void>;

/** Where the wasm may come from. */
export type WasmSource = string | UrlLike | ResponseLike | ArrayBufferLike | ArrayBufferView | WasmModule;

// Not every project that uses this has the types of the web: these are what of them is needed.

/** A `URL`. */
export interface UrlLike {
  /** The address. */
  readonly href: string;
}

/** A `Response` of `fetch`. */
export interface ResponseLike {
  /** Whether it is what was asked for. */
  readonly ok?: boolean;
  /** The wasm. */
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A `WebAssembly.Module`, where the project knows that type. */
export type WasmModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Module } } }
  ? Module
  : never;
