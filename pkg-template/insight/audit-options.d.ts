import type { AbortSignalLike } from "../pure/json-input.js";
import type { FindingCode } from "./generated/finding.js";

/** How to audit. */
export type AuditOptions = {
  /** The rules by the codes of their findings; each is followed unless it is `false` here. */
  rules?: { readonly [Code in FindingCode]?: boolean | undefined } | undefined;
  /** How many findings are gathered, from the start: a positive integer or `Infinity`; 1000 by default, never more than 10,000. */
  maxFindings?: number | undefined;
  /**
   * What happens to messages with half of a surrogate pair or bytes that are not UTF-8: they are skipped (`"reject"`, the
   * default), or read with U+FFFD in its place (`"replace"`). A finding in such a message has the position of the message's
   * start.
   */
  malformedUnicode?: "reject" | "replace" | undefined;
  /** Where the list of messages is, as a JSON Pointer (RFC 6901) such as `/messages`. */
  at?: string | undefined;
  /** For sources: ends the audit with the signal's reason, and cancels the source. */
  signal?: AbortSignalLike | undefined;
  /** For sources: called with the progress of the audit. An error that it throws ends the audit. */
  onProgress?: ((progress: AuditProgress) => void) | undefined;
};

/** How far an audit has come. The text is read twice, so each byte counts half the first time. */
export type AuditProgress = {
  /** Bytes of text that are done, in UTF-8. */
  bytes: number;
  /** How many there are. */
  total: number;
};
