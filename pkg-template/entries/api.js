// What every entry exports.

import { audit } from "../insight/audit.js";
import { createCodec } from "../core/codec.js";
import { records } from "../pure/generated/model.js";
import { createDecoderStream } from "../core/stream.js";
import { summarize } from "../insight/summary.js";

export { BackendMessageError } from "../pure/error.js";
export { CallbackType, CoreToolName } from "../pure/generated/enums.js";

export const BackendMessage = /* @__PURE__ */ createCodec(0, {
  audit: (input, options) => audit(records[0], input, options),
  summarize: (source, options) => summarize(records[0], source, options),
});
export const ToolCallData = /* @__PURE__ */ createCodec(1);
export const CallbackResultData = /* @__PURE__ */ createCodec(2);

export const BackendMessageDecoderStream = /* @__PURE__ */ createDecoderStream(records[0]);

export const backendMessageFromJSON = (json) => BackendMessage.safeParse(json);
export const toolCallDataFromJSON = (json) => ToolCallData.safeParse(json);
export const callbackResultDataFromJSON = (json) => CallbackResultData.safeParse(json);
