/**
 * Reads JSON text that comes in pieces, and shows the value so far: each value that it shows is a beginning of the next
 * one. Strings grow, but never end inside an escape or a surrogate pair; `true`, `false`, `null` and keys appear when they
 * are whole, and numbers when something follows them.
 *
 * Nothing is parsed until `value` or `error` is read, and no string is parsed twice. Unchanged parts stay the same objects,
 * and returned values never change: reading after a change costs a shallow copy of the open arrays and objects.
 */
export declare function partialJson(): PartialJson;

/** A JSON text that comes in pieces. */
export type PartialJson = {
  /** Adds a piece of the text. After the last one (`isLast`), an incomplete text is an error. */
  push(piece: string, isLast?: boolean): void;
  /** The value so far, or the last one before an error. `undefined` while nothing is known. */
  readonly value: unknown;
  /** Why the text is not the beginning of JSON or, after the last piece, not JSON. */
  readonly error: PartialJsonError | undefined;
};

/** Why a text is not JSON, and where the error is. */
export type PartialJsonError = {
  /** The text is invalid, ends early, or nests deeper than 1,000 levels. */
  code: "invalid_json" | "unexpected_end" | "too_deep";
  /** What is wrong, in the wording of the package's parser. */
  message: string;
  /** UTF-16 units of the text before the first invalid character, or before its end. */
  index: number;
  /** Its line in the text, from 1. */
  line: number;
  /** Its column, from 1, in UTF-16 units. */
  column: number;
};
