import type { JsonInput, JsonSource } from "../pure/json-input.js";
import type { Lenient } from "../pure/lenient.js";
import type { Result, Salvage } from "../pure/outcome.js";
import type { ParseOptions, StreamOptions, Streamed } from "./parse-options.js";
import type { StandardSchema } from "./standard-schema.js";
import type { StringifyOptions } from "./stringify-options.js";

/** Reads, checks and writes one type of record. Its methods need no `this`. */
export type Codec<T> = StandardSchema<T> & {
  /**
   * Reads one record from JSON text. All three dialects are read, in any mix of names.
   *
   * @returns a plain object with camelCase keys in the documented order; fields that are absent or `null` are left out
   * @throws {@link BackendMessageError} with all issues of the text
   * @throws TypeError if `json` is not text
   */
  parse(json: JsonInput, options?: ParseOptions): T;
  /**
   * Like {@link Codec.parse | parse}, but gives the error back instead of throwing it.
   *
   * @throws TypeError if `json` is not text
   */
  safeParse(json: JsonInput, options?: ParseOptions): Result<T>;
  /**
   * Reads a JSON array of records, or records one after another (NDJSON, or simply concatenated).
   *
   * @returns the records; none for an empty text
   * @throws {@link BackendMessageError} with all issues of the text
   * @throws TypeError if `json` is not text
   */
  parseMany(json: JsonInput, options?: ParseOptions): T[];
  /**
   * Like {@link Codec.parseMany | parseMany}, but gives the error back instead of throwing it.
   *
   * @throws TypeError if `json` is not text
   */
  safeParseMany(json: JsonInput, options?: ParseOptions): Result<T[]>;
  /**
   * Reads every valid record of an array, or of records one after another, whatever surrounds it. Each invalid record, and
   * each stretch of damage, is one rejected record. `maxIssues` applies to each of them.
   *
   * @throws TypeError if `json` is not text
   */
  salvage(json: JsonInput, options?: ParseOptions): Salvage<T>;
  /**
   * Reads an array of records, or records one after another, from a source, and yields each as soon as it is complete.
   * Memory is bounded by the longest record. The source is opened by the first `next()`, read no faster than records are
   * taken, and cancelled when the iteration is left early. It yields to other work every few milliseconds.
   *
   * @throws {@link BackendMessageError} (when iterated) with the issues of the first invalid record; positions count from
   * the beginning of the source
   * @throws TypeError if `source` is not a source of text
   */
  stream<OnInvalid extends "throw" | "salvage" | undefined = undefined, Batch extends boolean | undefined = undefined>(
    source: JsonSource,
    options?: StreamOptions & { onInvalid?: OnInvalid; batch?: Batch },
  ): AsyncGenerator<Streamed<T, OnInvalid, Batch>, void, undefined>;
  /**
   * Makes a new record from a JavaScript object, by the same rules as for text; `undefined` means absent. The value is read
   * once and not kept. Unknown keys are not read unless `unknownKeys` keeps or rejects them, so their values may be
   * anything.
   *
   * @throws {@link BackendMessageError} with all issues of the value
   */
  from(value: unknown, options?: ParseOptions): T;
  /** Like {@link Codec.from | from}, but gives the error back instead of throwing it. */
  safeFrom(value: unknown, options?: ParseOptions): Result<T>;
  /**
   * Makes records from a list of values: an array, or any other iterable. Paths of issues begin with the index in the list.
   *
   * @throws {@link BackendMessageError} with all issues of the values
   */
  fromMany(values: unknown, options?: ParseOptions): T[];
  /** Like {@link Codec.fromMany | fromMany}, but gives the error back instead of throwing it. */
  safeFromMany(values: unknown, options?: ParseOptions): Result<T[]>;
  /**
   * Whether a value already has the type: camelCase names, nothing `null`; other keys are allowed.
   * It allocates nothing.
   */
  is(value: unknown): value is T;
  /**
   * Writes a record, or an array of them, as JSON text that {@link Codec.parse | parse} (or {@link Codec.parseMany |
   * parseMany}) reads back equal, with its unknown keys. A value that {@link Codec.is | is} accepts is always written, as by
   * `JSON.stringify`: unpaired surrogates as escapes, dates as strings, functions not at all.
   *
   * @throws {@link BackendMessageError} if the value is not such a record
   */
  stringify(value: Lenient<T> | readonly Lenient<T>[], options?: StringifyOptions): string;
  /** JSON Schema, draft 2020-12, of the camelCase form. It is frozen. */
  readonly jsonSchema: object;
};
