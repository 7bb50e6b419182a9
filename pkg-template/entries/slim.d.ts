/**
 * The same as `backend-message`, without the wasm inside: {@link init} loads it from where you have it.
 *
 * @module backend-message/slim
 */

import type { WasmSource } from "../wasm/wasm-source.js";

export * from "./index.js";
export type * from "../wasm/wasm-source.js";

/**
 * Loads the wasm, `backend-message/backend-message.wasm`; before that, reading text is an error. It may be called again,
 * even concurrently: only one source is loaded. After a failure the next call tries again.
 *
 * @param source where the wasm comes from: an address, a response to a request for it, its bytes, or the module
 * @throws Error if it cannot be loaded
 */
export declare function init(source: WasmSource | PromiseLike<WasmSource>): Promise<void>;
