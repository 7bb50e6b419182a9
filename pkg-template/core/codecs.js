// The codecs of all records.

import { records } from "../pure/generated/model.js";
import { createCodec } from "./codec.js";
import { createDecoderStream } from "./stream.js";

export const BackendMessage = /* @__PURE__ */ createCodec(0);
export const ToolCallData = /* @__PURE__ */ createCodec(1);
export const CallbackResultData = /* @__PURE__ */ createCodec(2);

export const BackendMessageDecoderStream = /* @__PURE__ */ createDecoderStream(records[0]);

/** @param {string} json */
export const backendMessageFromJSON = (json) => BackendMessage.safeParse(json);
/** @param {string} json */
export const toolCallDataFromJSON = (json) => ToolCallData.safeParse(json);
/** @param {string} json */
export const callbackResultDataFromJSON = (json) => CallbackResultData.safeParse(json);
