import type { Codec } from "../core/codec-type.js";
import type { AuditOptions } from "../insight/audit-options.js";
import type { Finding } from "../insight/generated/finding.js";
import type { Summary } from "../insight/summary-type.js";
import type { StreamOptions } from "../core/parse-options.js";
import type { JsonInput, JsonSource } from "../pure/json-input.js";
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
export type { AuditOptions } from "../insight/audit-options.js";
export type { Finding, FindingCode, Severity } from "../insight/generated/finding.js";
export type * from "../insight/summary-type.js";
export { BackendMessageError } from "../pure/backend-message-error.js";
export type { Issue, IssueCode } from "../pure/generated/issue.js";
export type { Role, ToolName } from "../pure/generated/records.js";
export type { AbortSignalLike, JsonInput, JsonSource, ReadableSource } from "../pure/json-input.js";
export type { Rejected, Result, Salvage, Salvaged } from "../pure/outcome.js";

/**
 * One exchange with an AI agent, as its backend stores and sends it: what went in, what the assistant answered,
 * the tools it called, and what that cost.
 */
export type BackendMessage = BackendMessageFields;
/** Reads, checks and writes {@link BackendMessage | backend messages}. */
export declare const BackendMessage: BackendMessageCodec;

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

/** What reads, checks and writes messages, and looks at whole histories of them. */
export type BackendMessageCodec = Codec<BackendMessage> & {
  /**
   * Tells what in a history is well formed, and still suspicious. It takes any text, and any values in a list: what is
   * no message is passed over, as errors tell that. Nothing is changed.
   *
   * @param input JSON text as {@link Codec.parseMany | parseMany} takes it; or messages, or a single one, whose findings
   *   have no places in a text
   * @returns the findings in the order of the source
   * @throws TypeError if `input` is none of these, or there is no such rule
   */
  audit(input: JsonInput | BackendMessage | readonly BackendMessage[], options?: AuditOptions): Finding[];
  /**
   * Counts what messages hold, in one pass over their text and without making objects of them: a JSON array, or messages
   * one after another (NDJSON, or simply concatenated). It validates as {@link Codec.parseMany | parseMany} does.
   *
   * @param options.onInvalid with `"salvage"`, messages that do not hold are passed over, and counted as `rejected`
   * @throws {@link BackendMessageError} with everything that is wrong with the text, unless it is salvaged
   * @param options.signal of no effect on text that is there already, as is `onProgress`
   * @throws TypeError if `json` is no text at all
   */
  summarize(json: JsonInput, options?: StreamOptions): Summary;
  /**
   * The same of text that comes piece by piece. Of a message that does not hold the error has all issues; messages behind
   * it are not read.
   *
   * @returns a promise; it fails with the {@link BackendMessageError}, with what the source throws, or with the reason of
   *   the signal's abort
   * @throws TypeError if `source` is none
   */
  summarize(source: Exclude<JsonSource, JsonInput>, options?: StreamOptions): Promise<Summary>;
};

/** Reads a {@link BackendMessage}; in place of the SDK's function of the same name. */
export declare function backendMessageFromJSON(json: string): Result<BackendMessage>;
/** Reads a {@link ToolCallData}; in place of the SDK's function of the same name. */
export declare function toolCallDataFromJSON(json: string): Result<ToolCallData>;
/** Reads a {@link CallbackResultData}; in place of the SDK's function of the same name. */
export declare function callbackResultDataFromJSON(json: string): Result<CallbackResultData>;
