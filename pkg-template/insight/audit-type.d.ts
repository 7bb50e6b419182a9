import type { Finding } from "./generated/finding.js";

/**
 * Findings. Further properties of the array, which neither `for` nor `JSON.stringify` shows, count what is not among them.
 */
export type Audit = Finding[] & {
  /** How many findings there are beyond the maximum. */
  readonly leftOut: number;
  /** How many messages were valid, and so were judged. */
  readonly messages: number;
  /** How many records were invalid, and so were skipped. */
  readonly rejected: number;
  /** How many bytes of the text belong to these records; 0 if the input was messages, not text. */
  readonly rejectedBytes: number;
};
