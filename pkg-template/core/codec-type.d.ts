import type { JsonInput, JsonSource } from "../pure/json-input.js";
import type { Lenient } from "../pure/lenient.js";
import type { Result, Salvage } from "../pure/outcome.js";
import type { ParseOptions, StreamOptions, Streamed } from "./parse-options.js";
import type { StandardSchema } from "./standard-schema.js";
import type { StringifyOptions } from "./stringify-options.js";

/** What reads, checks and writes one type of record. Its methods can be passed on: they need no `this`. */
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
   * @returns the records; none for a text that is empty
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
   * Reads what can be read of an array of records, or of records one after another. A record that is JSON, but not such a
   * record, is rejected by itself. After a syntax error, records one after another go on at the next line (NDJSON); of an
   * array all that follows is one rejected record. `maxIssues` counts for each record.
   *
   * @throws TypeError if `json` is not text
   */
  salvage(json: JsonInput, options?: ParseOptions): Salvage<T>;
  /**
   * Reads an array of records, or records one after another, from a source, and gives each out when it is complete.
   * Memory is bounded by the longest record. The source is opened by the first `next()`, read no faster than records are
   * taken, and cancelled when the iteration is left early. The work gives way to others every few milliseconds.
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
   * Makes a record from a value that is a JavaScript object already, by the same rules as for text; `undefined`
   * means absent. The value is read once and not kept: the record is new. Unknown keys that are dropped, as they are unless
   * `unknownKeys` says otherwise, are not read, so they may be anything.
   *
   * @throws {@link BackendMessageError} with all issues of the value
   */
  from(value: unknown, options?: ParseOptions): T;
  /** Like {@link Codec.from | from}, but gives the error back instead of throwing it. */
  safeFrom(value: unknown, options?: ParseOptions): Result<T>;
  /**
   * Makes records from a list of values: an array, or anything else that can be iterated over. Paths of issues begin with the
   * place in the list.
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
   * Writes a record, or an array of them, as JSON text that {@link Codec.parse | parse} (or
   * {@link Codec.parseMany | parseMany}) reads as the same again. Unknown keys are written as they are. A value that {@link Codec.is | is} accepts is always
   * written, as `JSON.stringify` does it: strings with unpaired surrogates with escapes, dates as strings, and no functions.
   *
   * @throws {@link BackendMessageError} if the value is not such a record, whatever its type says
   */
  stringify(value: Lenient<T> | readonly Lenient<T>[], options?: StringifyOptions): string;
  /** JSON Schema, draft 2020-12, of the camelCase form. It is frozen. */
  readonly jsonSchema: object;
};
