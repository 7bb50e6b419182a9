/** Where the wasm may come from. */
export type WasmSource = string | UrlLike | ResponseLike | ArrayBufferLike | ArrayBufferView | WasmModule;

// Not every project that uses this has the types of the web: these are what of them is needed.

/** A `URL`. */
export type UrlLike = {
  /** The address. */
  readonly href: string;
};

/** A `Response` of `fetch`. */
export type ResponseLike = {
  /** Whether it is what was asked for. */
  readonly ok?: boolean;
  /** The wasm. */
  arrayBuffer(): Promise<ArrayBuffer>;
};

/** A `WebAssembly.Module`, where the project knows that type. */
export type WasmModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Module } } }
  ? Module
  : never;
