import type { AbortSignalLike } from "../pure/json-input.js";
import type { FindingCode } from "./generated/finding.js";

/** How to audit. */
export type AuditOptions = {
  /** The rules by the codes of their findings; each is followed unless it is `false` here. */
  rules?: { readonly [Code in FindingCode]?: boolean | undefined } | undefined;
  /** How many findings are given at most, the first ones: a positive integer or `Infinity`; 1000 by default, never more than 10,000. */
  maxFindings?: number | undefined;
  /**
   * What happens to messages with half of a surrogate pair or bytes that are not UTF-8: they are passed over (`"reject"`, the
   * default), or read with U+FFFD in its place (`"replace"`). A finding in one of these is placed where the message begins.
   */
  malformedUnicode?: "reject" | "replace" | undefined;
  /** Where the list of messages is, as a JSON Pointer (RFC 6901) such as `/messages`. */
  at?: string | undefined;
  /** Of a source: ends the audit with the signal's reason, and cancels the source. */
  signal?: AbortSignalLike | undefined;
  /** Of a source: reports how far the audit has come. An error that it throws ends the audit. */
  onProgress?: ((progress: AuditProgress) => void) | undefined;
};

/** How far an audit has come. The text is read twice, so each byte counts half the first time. */
export type AuditProgress = {
  /** Bytes of text done with, in UTF-8. */
  bytes: number;
  /** How many there are. */
  total: number;
};
