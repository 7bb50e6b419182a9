// What reading gives where not everything may be valid.

import type { BackendMessageError } from "./backend-message-error.js";
import type { Issue } from "./generated/issue.js";

/** A value, or why there is none. */
export type Result<T> =
  | { /** Whether there is a value. */ ok: true; /** The value. */ value: T }
  | { /** Whether there is a value. */ ok: false; /** Why there is none. */ error: BackendMessageError };

/** The result of `salvage`: every record of the text is in one of the two lists. */
export type Salvage<T> = {
  /** The valid records, in order. */
  messages: T[];
  /** The invalid ones, in order. */
  rejected: Rejected[];
  /** The valid records in which malformed Unicode was replaced; only with `malformedUnicode: "replace"`. */
  replaced?: Replaced[];
};

/** What was replaced in a record. */
export type Replaced = {
  /** The record's place among all records, valid and invalid, from 0. */
  index: number;
  /** Each half of a surrogate pair and each malformed sequence, with its position. */
  issues: readonly Issue[];
  /** Whether there were more than `maxIssues`. */
  truncated: boolean;
};

/** A record of a stream, valid or not. */
export type Salvaged<T> =
  | {
      /** Whether the record is valid. */
      ok: true;
      /** Its place among all records, valid and invalid, from 0. */
      index: number;
      /** The record. */
      value: T;
      /** What was replaced in it, with `malformedUnicode: "replace"`. */
      replaced?: readonly Issue[];
    }
  | Rejected;

/** An invalid record. */
export type Rejected = {
  /** Whether the record is valid. */
  ok: false;
  /** Its place among all records, valid and invalid, from 0. */
  index: number;
  /** Its `id`, if that can be read. */
  id?: string;
  /** What is wrong with it; positions count from the beginning of the text. */
  error: BackendMessageError;
  /** The same as `error.issues`. */
  issues: readonly Issue[];
  /** Its text; malformed UTF-8 as U+FFFD, and no more than the first 64 MiB. */
  source: string;
  /** Where its text begins, in bytes of UTF-8 from the beginning. */
  offset: number;
  /** How long its text is, in bytes of UTF-8. */
  bytes: number;
};
