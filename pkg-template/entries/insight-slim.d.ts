/**
 * The same as `backend-message/insight`, without the wasm inside: {@link init} loads it from where you have it.
 *
 * @module backend-message/insight/slim
 */

import type { WasmSource } from "../wasm/wasm-source.js";

export * from "./insight.js";
export type * from "../wasm/wasm-source.js";

/**
 * Loads the wasm, which `backend-message/backend-message-insight.wasm` is; before that, reading is an error. It may be called
 * again, and by several at once: only one source is loaded. After a failure the next call tries anew.
 *
 * @param source where the wasm comes from: an address, a response to a request for it, its bytes, or the module
 * @throws Error if it cannot be loaded
 */
export declare function init(source: WasmSource | PromiseLike<WasmSource>): Promise<void>;
