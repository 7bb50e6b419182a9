// Whether values have the types, without all that reads and writes.

import type { BackendMessage, CallbackResultData, ToolCallData } from "../pure/generated/records.js";

/** As `BackendMessage.is`. */
export declare function isBackendMessage(value: unknown): value is BackendMessage;
/** As `ToolCallData.is`. */
export declare function isToolCallData(value: unknown): value is ToolCallData;
/** As `CallbackResultData.is`. */
export declare function isCallbackResultData(value: unknown): value is CallbackResultData;
