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
 * Reports what in a history is valid and still suspicious. It takes any text, and any values in a list; it skips invalid
 * messages, which the codecs report. Nothing is changed.
 *
 * @param input JSON text as `parseMany` takes it; or messages, or a single one, whose findings have no places in a text
 * @returns the findings in the order of the source, with counts of what is not among them
 * @throws TypeError if `input` is none of these, or there is no such rule
 */
export declare function audit(
  input: JsonInput | Lenient<BackendMessage> | readonly Lenient<BackendMessage>[],
  options?: AuditOptions,
): Audit;
/**
 * The same of text that comes piece by piece. It is read twice, so all of it is kept until the end. The work gives way to others
 * every few milliseconds.
 *
 * @returns a promise; it fails with what the source throws, or with the reason of the signal's abort
 */
export declare function audit(source: Exclude<JsonSource, JsonInput>, options?: AuditOptions): Promise<Audit>;

/**
 * Counts what messages hold, in one pass over their text and without making objects of them: a JSON array, or messages one
 * after another (NDJSON, or simply concatenated); or messages that were read already. It validates as `parseMany` does.
 *
 * @param options.repeated with `"last"`, of the messages with the same `id` only the last one is counted
 * @param options.onInvalid with `"salvage"`, invalid messages are skipped, and counted as `rejected`
 * @param options.signal of no effect on what is summed up at once, as is `onProgress`; give a text as `new Blob([text])`, and the
 *   work gives way
 * @throws {@link BackendMessageError} with all issues of the text, unless it is salvaged
 * @throws TypeError if `input` is neither text nor messages
 */
export declare function summarize(input: JsonInput | readonly Lenient<BackendMessage>[], options?: SummaryOptions): Summary;
/**
 * The same of text that comes piece by piece. The error has all issues of the first invalid message; messages behind it are not
 * read. The work gives way to others every few milliseconds.
 *
 * @returns a promise; it fails with the {@link BackendMessageError}, with what the source throws, or with the reason of
 *   the signal's abort
 * @throws TypeError if `source` is not a source of text
 */
export declare function summarize(source: Exclude<JsonSource, JsonInput>, options?: SummaryOptions): Promise<Summary>;
