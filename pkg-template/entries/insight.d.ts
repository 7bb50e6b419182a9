/**
 * Summaries and audits of whole histories.
 *
 * @module backend-message/insight
 */

import type { AuditOptions } from "../insight/audit-options.js";
import type { Audit } from "../insight/audit-type.js";
import type { Summary, SummaryOptions } from "../insight/summary-type.js";
import type { BackendMessage } from "../pure/generated/records.js";
import type { Lenient } from "../pure/lenient.js";
import type { JsonInput, JsonSource } from "../pure/json-input.js";

export type { Progress, StreamOptions } from "../core/parse-options.js";
export type { AuditOptions, AuditProgress } from "../insight/audit-options.js";
export type { Audit } from "../insight/audit-type.js";
export type { Finding, FindingCode, Severity } from "../insight/generated/finding.js";
export type * from "../insight/summary-type.js";
export { BackendMessageError } from "../pure/backend-message-error.js";
export type { BackendMessage } from "../pure/generated/records.js";
export type { AbortSignalLike, JsonInput, JsonSource, ReadableSource } from "../pure/json-input.js";

/**
 * Reports what is valid in a history and still suspicious. It takes any text, and any list of values; it skips invalid
 * messages, which the codecs report. It changes nothing.
 *
 * @param input JSON text as for `parseMany`; or messages, or a single one, whose findings have no positions
 * @returns the findings in the order of the source, with counts of what is not among them
 * @throws TypeError if `input` is none of these, or a rule is unknown
 */
export declare function audit(
  input: JsonInput | Lenient<BackendMessage> | readonly Lenient<BackendMessage>[],
  options?: AuditOptions,
): Audit;
/**
 * The same for a source of text. The text is read twice, so all of it is in memory until the end. It yields to other work
 * every few milliseconds.
 *
 * @returns a promise, which rejects with the source's error, or with the signal's reason
 */
export declare function audit(source: Exclude<JsonSource, JsonInput>, options?: AuditOptions): Promise<Audit>;

/**
 * Counts the contents of messages in one pass over their text, without creating objects: a JSON array, or messages one after
 * another (NDJSON, or simply concatenated); or messages that were already read. It validates like `parseMany`.
 *
 * @param options.repeated with `"last"`, only the last of all messages with the same `id` is counted
 * @param options.onInvalid with `"salvage"`, invalid messages are skipped, and counted as `rejected`
 * @param options.signal has no effect on input that is summed up at once, like `onProgress`; pass a text as `new
 * Blob([text])` to let the work yield
 * @throws {@link BackendMessageError} with all issues of the text, unless it is salvaged
 * @throws TypeError if `input` is neither text nor messages
 */
export declare function summarize(input: JsonInput | readonly Lenient<BackendMessage>[], options?: SummaryOptions): Summary;
/**
 * The same for a source of text. The error has all issues of the first invalid message; messages after it are not read. It
 * yields to other work every few milliseconds.
 *
 * @returns a promise, which rejects with the {@link BackendMessageError}, with the source's error, or with the signal's
 * reason
 * @throws TypeError if `source` is not a source of text
 */
export declare function summarize(source: Exclude<JsonSource, JsonInput>, options?: SummaryOptions): Promise<Summary>;
