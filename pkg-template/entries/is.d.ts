/**
 * The type guards alone, without everything that reads and writes. No wasm.
 *
 * @module backend-message/is
 */

import type { BackendMessage, CallbackResultData, ToolCallData } from "../pure/generated/records.js";

/** The same as `BackendMessage.is`. */
export declare function isBackendMessage(value: unknown): value is BackendMessage;
/** The same as `ToolCallData.is`. */
export declare function isToolCallData(value: unknown): value is ToolCallData;
/** The same as `CallbackResultData.is`. */
export declare function isCallbackResultData(value: unknown): value is CallbackResultData;
