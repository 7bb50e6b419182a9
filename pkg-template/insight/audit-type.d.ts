import type { Finding } from "./generated/finding.js";

/**
 * Findings, and as properties of the array, which neither `for` nor `JSON.stringify` shows, what is not among them.
 */
export type Audit = Finding[] & {
  /** How many more findings there are than were asked for. */
  readonly leftOut: number;
  /** How many messages are valid, and were judged. */
  readonly messages: number;
  /** How many are not, and were passed over. */
  readonly rejected: number;
  /** How many bytes of the text belong to these; 0 where messages were given, and no text. */
  readonly rejectedBytes: number;
};
