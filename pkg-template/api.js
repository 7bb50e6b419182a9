// What every entry exports.

import { createCodec } from "./codec.js";
import { records } from "./model.js";
import { createDecoderStream } from "./stream.js";

export { BackendMessageError } from "./error.js";

export const BackendMessage = /* @__PURE__ */ createCodec(0);
export const ToolCallData = /* @__PURE__ */ createCodec(1);
export const CallbackResultData = /* @__PURE__ */ createCodec(2);

export const BackendMessageDecoderStream = /* @__PURE__ */ createDecoderStream(records[0]);

export const backendMessageFromJSON = (json) => BackendMessage.safeParse(json);
export const toolCallDataFromJSON = (json) => ToolCallData.safeParse(json);
export const callbackResultDataFromJSON = (json) => CallbackResultData.safeParse(json);
