import type { AbortSignalLike } from "../pure/json-input.js";
import type { Salvaged } from "../pure/outcome.js";

/** How to read. */
export type ParseOptions = {
  /**
   * What happens to unknown keys: they are dropped (`"strip"`, the default), kept after the known ones with their values as
   * parsed JSON (`"keep"`), or each is an issue (`"reject"`).
   */
  unknownKeys?: "strip" | "keep" | "reject" | undefined;
  /**
   * What happens to half of a surrogate pair, or to bytes that are not UTF-8, in a string: each is an issue (`"reject"`, the
   * default), or becomes U+FFFD, as with `TextDecoder` and `toWellFormed` (`"replace"`).
   */
  malformedUnicode?: "reject" | "replace" | undefined;
  /**
   * For methods that read lists: where the list is inside a larger value, as a JSON Pointer (RFC 6901) such as `/messages`.
   * The text around the list is checked as JSON.
   */
  at?: string | undefined;
  /** How many issues an error has at most: a positive integer or `Infinity`; 100 by default, never more than 10,000. */
  maxIssues?: number | undefined;
};

/** How to read from a source. */
export type StreamOptions = ParseOptions & {
  /**
   * What happens to invalid records: the first one ends the reading with its error (`"throw"`, the default), or each one is
   * yielded in its place, with its source (`"salvage"`).
   */
  onInvalid?: "throw" | "salvage" | undefined;
  /** Whether records are yielded in arrays, one for each piece of the source, which is quicker. */
  batch?: boolean | undefined;
  /** Ends the reading with the signal's reason, and cancels the source. */
  signal?: AbortSignalLike | undefined;
  /** Called after each piece. An error that it throws ends the reading. */
  onProgress?: ((progress: Progress) => void) | undefined;
};

/** What a stream yields, depending on the options of these names. */
export type Streamed<T, OnInvalid, Batch> = Batch extends true ? Entry<T, OnInvalid>[] : Entry<T, OnInvalid>;

type Entry<T, OnInvalid> = OnInvalid extends "salvage" ? Salvaged<T> : T;

/** How far the reading of a source has come. */
export type Progress = {
  /** Bytes of text read, in UTF-8. */
  bytes: number;
  /** How many there are, if the source says so. */
  total?: number;
  /** How many records are valid. */
  messages: number;
  /** How many records are invalid. */
  rejected: number;
};
