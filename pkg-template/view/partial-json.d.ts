/**
 * Reads JSON text that comes in pieces, and shows the value so far: each value that it shows is a beginning of the next
 * one. Strings grow, but never end inside an escape or a surrogate pair; numbers, `true`, `false`, `null` and keys
 * appear when they are whole.
 *
 * Nothing is parsed until somebody looks, and no string twice. What did not change since the last look is the same
 * object, and what was shown never changes: a look after a change costs a shallow copy of the open arrays and objects.
 */
export declare class PartialJson {
  /** Adds a piece of the text. Once {@link replace} has given all of it, a piece is ignored. */
  push(piece: string): void;
  /** Gives the whole text, whatever came before. If what came before is its beginning, the values of that are kept. */
  replace(text: string): void;
  /** All text so far. */
  get text(): string;
  /** The value so far, or the last one before the text went wrong. `undefined` while nothing is known. */
  get value(): unknown;
  /** Why the text is not the beginning of JSON, or, after {@link replace}, not JSON. */
  get error(): PartialJsonError | undefined;
  /** Whether a whole JSON value stands in the text, and nothing else. A number can grow, until it is known to be all. */
  get isComplete(): boolean;
}

/** Why a text is not JSON, and where in it that shows. */
export type PartialJsonError = {
  /** Whether the text is wrong somewhere, ends early, or nests deeper than 1,000 levels. */
  code: "invalid_json" | "unexpected_end" | "too_deep";
  /** What is wrong, for people. */
  message: string;
  /** UTF-16 units of the text before the first character that is wrong, or before its end. */
  index: number;
  /** Its line in the text, from 1. */
  line: number;
  /** Its column, from 1, in UTF-16 units. */
  column: number;
};
