/**
 * Reads JSON text that comes in pieces, and shows the value so far: each value that it shows is a beginning of the next
 * one. Strings grow, but never end inside an escape or a surrogate pair; `true`, `false`, `null` and keys appear when they
 * are whole, and numbers when something follows them.
 *
 * Nothing is parsed until somebody looks, and no string twice. What did not change since the last look is the same
 * object, and what was shown never changes: a look after a change costs a shallow copy of the open arrays and objects.
 */
export declare function partialJson(): PartialJson;

export type PartialJson = {
  /** Adds a piece of the text; `isLast` if it is the last one, so that what is missing is an error. */
  push(piece: string, isLast?: boolean): void;
  /** The value so far, or the last one before the text went wrong. `undefined` while nothing is known. */
  readonly value: unknown;
  /** Why the text is not the beginning of JSON, or, after the last piece, not JSON. */
  readonly error: PartialJsonError | undefined;
};

/** Why a text is not JSON, and where in it that shows. */
export type PartialJsonError = {
  /** Whether the text is wrong somewhere, ends early, or nests deeper than 1,000 levels. */
  code: "invalid_json" | "unexpected_end" | "too_deep";
  /** What is wrong, in the words of the package's parser. */
  message: string;
  /** UTF-16 units of the text before the first character that is wrong, or before its end. */
  index: number;
  /** Its line in the text, from 1. */
  line: number;
  /** Its column, from 1, in UTF-16 units. */
  column: number;
};
