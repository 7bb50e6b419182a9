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
};
