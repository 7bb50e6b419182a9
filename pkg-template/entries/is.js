// Whether values have the types. Nothing here runs on import, and nothing needs the wasm.

export { isBackendMessage, isCallbackResultData, isToolCallData } from "../core/is.js";
