/**
 * Reads, checks and writes messages. The wasm is inside, and ready on import.
 *
 * @module backend-message
 */

import type { Codec } from "../core/codec-type.js";
import type { CallbackType as CallbackTypeValues, CoreToolName as CoreToolNameValues } from "../pure/generated/enums.js";
import type { Result } from "../pure/outcome.js";
import type {
  BackendMessage as BackendMessageFields,
  CallbackResultData as CallbackResultDataFields,
  CallbackType as CallbackTypeMembers,
  CoreToolName as CoreToolNameMembers,
  ToolCallData as ToolCallDataFields,
} from "../pure/generated/records.js";

export type { Codec } from "../core/codec-type.js";
export { BackendMessageDecoderStream } from "../core/decoder-stream.js";
export type { ParseOptions, Progress, StreamOptions } from "../core/parse-options.js";
export type { StandardJsonSchemaOptions, StandardSchema } from "../core/standard-schema.js";
export type { StringifyOptions } from "../core/stringify-options.js";
export { BackendMessageError } from "../pure/backend-message-error.js";
export type { Issue, IssueCode } from "../pure/generated/issue.js";
export { ResponseError } from "../pure/response-error.js";
export type { Role, ToolName } from "../pure/generated/records.js";
export type { Lenient } from "../pure/lenient.js";
export type { AbortSignalLike, JsonInput, JsonSource, ReadableSource } from "../pure/json-input.js";
export type { Rejected, Replaced, Result, Salvage, Salvaged } from "../pure/outcome.js";

/**
 * One exchange with an AI agent, as its backend stores and sends it: what went in, what the assistant answered,
 * the tools it called, and what that cost.
 */
export type BackendMessage = BackendMessageFields;
/** Reads, checks and writes {@link BackendMessage | backend messages}. */
export declare const BackendMessage: Codec<BackendMessage>;

/** One call of a tool by the assistant, with what the tool returned. */
export type ToolCallData = ToolCallDataFields;
/** Reads, checks and writes {@link ToolCallData | tool calls}. */
export declare const ToolCallData: Codec<ToolCallData>;

/** What a callback returned: a script, a sub-agent or a message that a tool call set off. */
export type CallbackResultData = CallbackResultDataFields;
/** Reads, checks and writes {@link CallbackResultData | callback results}. */
export declare const CallbackResultData: Codec<CallbackResultData>;

/** What kind of callback ran. */
export type CallbackType = CallbackTypeMembers;
/** The kinds of callbacks by name: `CallbackType.SubAgent` is `"sub_agent"`. */
export declare const CallbackType: typeof CallbackTypeValues;

/** A tool that every agent of the backend has. */
export type CoreToolName = CoreToolNameMembers;
/** The names of the core tools: `CoreToolName.Show` is `"Show"`. */
export declare const CoreToolName: typeof CoreToolNameValues;

/** Reads a {@link BackendMessage}; in place of the SDK's function of the same name. */
export declare function backendMessageFromJSON(json: string): Result<BackendMessage>;
/** Reads a {@link ToolCallData}; in place of the SDK's function of the same name. */
export declare function toolCallDataFromJSON(json: string): Result<ToolCallData>;
/** Reads a {@link CallbackResultData}; in place of the SDK's function of the same name. */
export declare function callbackResultDataFromJSON(json: string): Result<CallbackResultData>;
