// What every entry of the core exports.

export * from "../core/codecs.js";
export { BackendMessageError } from "../pure/error.js";
export { ResponseError } from "../pure/response-error.js";
export { CallbackType, CoreToolName } from "../pure/generated/enums.js";
