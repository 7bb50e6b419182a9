import type { FindingCode } from "./generated/finding.js";

/** How to audit. */
export type AuditOptions = {
  /** The rules by the codes of their findings; each is followed unless it is `false` here. */
  rules?: { readonly [Code in FindingCode]?: boolean | undefined } | undefined;
  /** How many findings are given at most, the first ones: a positive integer or `Infinity`; 1000 by default, never more than 10,000. */
  maxFindings?: number | undefined;
};
