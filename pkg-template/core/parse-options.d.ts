import type { AbortSignalLike } from "../pure/json-input.js";
import type { Salvaged } from "../pure/outcome.js";

/** How to read. */
export type ParseOptions = {
  /**
   * What happens to keys that are no field of their record: they are dropped (`"strip"`, the default), kept after
   * the known ones with their values as parsed JSON (`"keep"`), or each is an issue (`"reject"`).
   */
  unknownKeys?: "strip" | "keep" | "reject" | undefined;
  /**
   * What happens to text that is malformed within strings, which is half of a surrogate pair or bytes that are not UTF-8: each
   * is an issue (`"reject"`, the default), or becomes U+FFFD, as `TextDecoder` and `toWellFormed` do it (`"replace"`).
   */
  malformedUnicode?: "reject" | "replace" | undefined;
  /**
   * Of what reads many: where the list is that is a member of something, as a JSON Pointer (RFC 6901) such as `/messages`. What
   * stands around the list is checked as JSON.
   */
  at?: string | undefined;
  /** After how many issues an error is cut short: a positive integer or `Infinity`; 100 by default. */
  maxIssues?: number | undefined;
};

/** How to read from a source. */
export type StreamOptions = ParseOptions & {
  /**
   * What happens to invalid records: the first one ends the reading with its error (`"throw"`, the default), or each is
   * given out in its place, with its source (`"salvage"`).
   */
  onInvalid?: "throw" | "salvage" | undefined;
  /** Whether records are given out in arrays, one for what each piece of the source brought: that is quicker. */
  batch?: boolean | undefined;
  /** Ends the reading with the signal's reason, and cancels the source. */
  signal?: AbortSignalLike | undefined;
  /** Called after each piece. An error that it throws ends the reading. */
  onProgress?: ((progress: Progress) => void) | undefined;
};

/** What a stream gives out, by the options of these names. */
export type Streamed<T, OnInvalid, Batch> = Batch extends true ? Entry<T, OnInvalid>[] : Entry<T, OnInvalid>;

type Entry<T, OnInvalid> = OnInvalid extends "salvage" ? Salvaged<T> : T;

/** How far the reading of a source has come. */
export type Progress = {
  /** Bytes of text read, in UTF-8. */
  bytes: number;
  /** How many there are, if the source tells. */
  total?: number;
  /** How many records are valid. */
  messages: number;
  /** How many do not. */
  rejected: number;
};
