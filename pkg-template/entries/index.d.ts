import type {
  BackendMessage as BackendMessageFields,
  CallbackResultData as CallbackResultDataFields,
  CallbackType,
  Finding,
  FindingCode,
  Issue,
  ToolCallData as ToolCallDataFields,
} from "./model.js";

export type { CallbackType, CoreToolName, Finding, FindingCode, Issue, IssueCode, Role, Severity, ToolName } from "./model.js";

/**
 * One exchange with an AI agent, as its backend stores and sends it: what went in, what the assistant answered,
 * the tools it called, and what that cost.
 */
export type BackendMessage = BackendMessageFields;
/** Reads, checks and writes {@link BackendMessage | backend messages}. */
export declare const BackendMessage: BackendMessageCodec;

/** One call of a tool by the assistant, with what the tool returned. */
export type ToolCallData = ToolCallDataFields;
/** Reads, checks and writes {@link ToolCallData | tool calls}. */
export declare const ToolCallData: Codec<ToolCallData>;

/** What a callback returned: a script, a sub-agent or a message that a tool call set off. */
export type CallbackResultData = CallbackResultDataFields;
/** Reads, checks and writes {@link CallbackResultData | callback results}. */
export declare const CallbackResultData: Codec<CallbackResultData>;

/** JSON text: a string, or its bytes in UTF-8 (a `SharedArrayBuffer` will do for an `ArrayBuffer`). */
export type JsonInput = string | ArrayBufferLike | ArrayBufferView;

/** A value, or why there is none. */
export type Result<T> =
  | { /** Whether there is a value. */ ok: true; /** The value. */ value: T }
  | { /** Whether there is a value. */ ok: false; /** Why there is none. */ error: BackendMessageError };

/** How to read. */
export interface ParseOptions {
  /**
   * What happens to keys that are no field of their record: they are dropped (`"strip"`, the default), kept after
   * the known ones with their values as parsed JSON (`"keep"`), or each is an issue (`"reject"`).
   */
  unknownKeys?: "strip" | "keep" | "reject" | undefined;
  /** After how many issues an error is cut short: a positive integer or `Infinity`; 100 by default. */
  maxIssues?: number | undefined;
}

/**
 * Where text can come from piece by piece: a `ReadableStream`, a `Response`, a `Blob` or `File`, or an iterable of
 * pieces, each a string or bytes. They may be cut anywhere. A text that is there already will do as well.
 */
export type JsonSource =
  | JsonInput
  | ReadableSource
  | { readonly body: ReadableSource | null; readonly bodyUsed: boolean }
  | { readonly size: number; stream(): ReadableSource }
  | AsyncIterable<JsonInput>
  | Iterable<JsonInput>;

/** What every `ReadableStream` has, whose type the DOM's and Node's declarations both give. */
export interface ReadableSource {
  getReader(): {
    read(): Promise<{ done: boolean; value?: unknown }>;
    cancel(reason?: unknown): Promise<void>;
    releaseLock(): void;
  };
}

/** How to read from a source. */
export interface StreamOptions extends ParseOptions {
  /**
   * What happens to records that do not hold: the first one ends the reading with its error (`"throw"`, the default),
   * or each is given out in its place, with its source (`"salvage"`).
   */
  onInvalid?: "throw" | "salvage" | undefined;
  /** Ends the reading with the signal's reason, and cancels the source. */
  signal?: AbortSignalLike | undefined;
  /** Is told of each piece that was read. What it throws ends the reading. */
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** How far the reading of a source has come. */
export interface Progress {
  /** Bytes of text read, in UTF-8. */
  bytes: number;
  /** How many there are, if the source tells. */
  total?: number;
  /** How many records hold. */
  messages: number;
  /** How many do not. */
  rejected: number;
}

/** What every `AbortSignal` has. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason: any;
  throwIfAborted(): void;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** What {@link Codec.salvage | salvage} gives: every record is in one of the two. */
export interface Salvage<T> {
  /** The records that hold, in order. */
  messages: T[];
  /** Those that do not, in order. */
  rejected: Rejected[];
}

/** A record of a stream, good or bad. */
export type Salvaged<T> =
  | {
      /** Whether the record holds. */
      ok: true;
      /** Its place among all records, from 0. */
      index: number;
      /** The record. */
      value: T;
    }
  | Rejected;

/** A record that does not hold. */
export interface Rejected {
  /** Whether the record holds. */
  ok: false;
  /** Its place among all records, good and bad, from 0. */
  index: number;
  /** Its `id`, where that can be read. */
  id?: string;
  /** What is wrong with it; positions count from the beginning of the text. */
  error: BackendMessageError;
  /** The same as `error.issues`. */
  issues: readonly Issue[];
  /** Its text as it stands; malformed UTF-8 as U+FFFD, and no more than the first 64 MiB. */
  source: string;
  /** Where its text begins, in bytes of UTF-8 from the beginning. */
  offset: number;
  /** How long its text is, in bytes of UTF-8. */
  bytes: number;
}

/** How to write. */
export interface StringifyOptions {
  /**
   * How keys are named: as the backend does, camelCase but snake_case inside callback results (`"wire"`, the
   * default); camelCase throughout (`"camel"`); snake_case throughout (`"snake"`).
   */
  naming?: "wire" | "camel" | "snake" | undefined;
  /** By how many spaces each level is indented, at most 10; by default all is on one line. */
  space?: number | undefined;
}

/** What reads, checks and writes one type of record. Its methods can be passed on: they need no `this`. */
export interface Codec<T> extends StandardSchema<T> {
  /**
   * Reads one record from JSON text. All three dialects are read, in any mix of names.
   *
   * @returns a plain object with camelCase keys in the documented order; what is absent or `null` is left out
   * @throws {@link BackendMessageError} with everything that is wrong with the text
   * @throws TypeError if `json` is no text at all
   */
  parse(json: JsonInput, options?: ParseOptions): T;
  /**
   * Like {@link Codec.parse | parse}, but gives the error back instead of throwing it.
   *
   * @throws TypeError if `json` is no text at all
   */
  safeParse(json: JsonInput, options?: ParseOptions): Result<T>;
  /**
   * Reads a JSON array of records, or records one after another (NDJSON, or simply concatenated).
   *
   * @returns the records; none for a text that is empty
   * @throws {@link BackendMessageError} with everything that is wrong with the text
   * @throws TypeError if `json` is no text at all
   */
  parseMany(json: JsonInput, options?: ParseOptions): T[];
  /**
   * Like {@link Codec.parseMany | parseMany}, but gives the error back instead of throwing it.
   *
   * @throws TypeError if `json` is no text at all
   */
  safeParseMany(json: JsonInput, options?: ParseOptions): Result<T[]>;
  /**
   * Reads what can be read of an array of records, or of records one after another. A record that is JSON, but not such a
   * record, is rejected by itself. After a syntax error, records one after another go on at the next line (NDJSON); of an
   * array all that follows is one rejected record. `maxIssues` counts for each record.
   *
   * @throws TypeError if `json` is no text at all
   */
  salvage(json: JsonInput, options?: ParseOptions): Salvage<T>;
  /**
   * Reads an array of records, or records one after another, from a source, and gives each out when it is complete.
   * Memory is bounded by the longest record. The source is opened by the first `next()`, read no faster than records are
   * taken, and cancelled when the iteration is left early.
   *
   * @throws {@link BackendMessageError} (when iterated) with what is wrong with the first record that does not hold;
   *   positions count from the beginning of the source
   * @throws TypeError if `source` is none
   */
  stream(
    source: JsonSource,
    options?: StreamOptions & { onInvalid?: "throw" | undefined },
  ): AsyncGenerator<T, void, undefined>;
  stream(source: JsonSource, options: StreamOptions & { onInvalid: "salvage" }): AsyncGenerator<Salvaged<T>, void, undefined>;
  stream(source: JsonSource, options?: StreamOptions): AsyncGenerator<T | Salvaged<T>, void, undefined>;
  /**
   * Makes a record from a value that is a JavaScript object already, by the same rules as for text; `undefined`
   * means absent. The value is read once and not kept: the record is new.
   *
   * @throws {@link BackendMessageError} with everything that is wrong with the value
   */
  from(value: unknown, options?: ParseOptions): T;
  /** Like {@link Codec.from | from}, but gives the error back instead of throwing it. */
  safeFrom(value: unknown, options?: ParseOptions): Result<T>;
  /**
   * Whether a value, as it stands, has the type: camelCase names, nothing `null`; other keys are allowed.
   * It allocates nothing.
   */
  is(value: unknown): value is T;
  /**
   * Writes a record, or an array of them, as JSON text that {@link Codec.parse | parse} (or
   * {@link Codec.parseMany | parseMany}) reads as the same again. Unknown keys are written as they are.
   *
   * @throws {@link BackendMessageError} if the value is no such record, whatever its type says
   */
  stringify(value: T | readonly T[], options?: StringifyOptions): string;
  /** JSON Schema, draft 2020-12, of the camelCase form. It is frozen. */
  readonly jsonSchema: object;
}

/** What reads, checks and writes messages, and looks at whole histories of them. */
export interface BackendMessageCodec extends Codec<BackendMessage> {
  /**
   * Tells what in a history is well formed, and still suspicious. It takes any text, and any values in a list: what is
   * no message is passed over, as errors tell that. Nothing is changed.
   *
   * @param input JSON text as {@link Codec.parseMany | parseMany} takes it; or messages, or a single one, whose findings
   *   have no places in a text
   * @returns the findings in the order of the source
   * @throws TypeError if `input` is none of these, or there is no such rule
   */
  audit(input: JsonInput | BackendMessage | readonly BackendMessage[], options?: AuditOptions): Finding[];
  /**
   * Counts what messages hold, in one pass over their text and without making objects of them: a JSON array, or messages
   * one after another (NDJSON, or simply concatenated). It validates as {@link Codec.parseMany | parseMany} does.
   *
   * @param options.onInvalid with `"salvage"`, messages that do not hold are passed over, and counted as `rejected`
   * @throws {@link BackendMessageError} with everything that is wrong with the text, unless it is salvaged
   * @param options.signal of no effect on text that is there already, as is `onProgress`
   * @throws TypeError if `json` is no text at all
   */
  summarize(json: JsonInput, options?: StreamOptions): Summary;
  /**
   * The same of text that comes piece by piece. Of a message that does not hold the error has all issues; messages behind
   * it are not read.
   *
   * @returns a promise; it fails with the {@link BackendMessageError}, with what the source throws, or with the reason of
   *   the signal's abort
   * @throws TypeError if `source` is none
   */
  summarize(source: Exclude<JsonSource, JsonInput>, options?: StreamOptions): Promise<Summary>;
}

/** How to audit. */
export interface AuditOptions {
  /** The rules by the codes of their findings; each is followed unless it is `false` here. */
  rules?: { readonly [Code in FindingCode]?: boolean | undefined } | undefined;
  /** How many findings are given at most, the first ones: a positive integer or `Infinity`; 1000 by default, never more than 10,000. */
  maxFindings?: number | undefined;
}

/**
 * What messages hold. Every list is in the order in which its members first appear in the text. Counts and sums of
 * integers are exact as far as a number holds them.
 */
export interface Summary {
  /** The length of the text, in bytes of UTF-8. */
  bytes: number;
  /** How many messages hold. */
  messages: number;
  /** How many do not, and are counted nowhere else. */
  rejected: number;
  /** What all messages used. */
  usage: Usage;
  /** The messages by role. */
  roles: RoleSummary[];
  /** The messages by session. */
  sessions: SessionSummary[];
  /** The messages by model. */
  models: ModelSummary[];
  /** The tool calls by tool. */
  tools: ToolSummary[];
  /** The callback results by kind of callback. */
  callbacks: CallbackSummary[];
  /** The source text by field. */
  fields: FieldSummary[];
}

/** Tokens, and what they cost. A message that does not say counts as zero. */
export interface Usage {
  /** Tokens of input. */
  inputTokens: number;
  /** Tokens of output. */
  outputTokens: number;
  /** Tokens written to the provider's prompt cache. */
  cacheCreationTokens: number;
  /** Tokens read from the provider's prompt cache. */
  cacheReadTokens: number;
  /** In US dollars, summed with compensation for rounding. */
  cost: number;
}

/** The messages of a role. */
export interface RoleSummary {
  /** The role. */
  role: string;
  /** How many there are. */
  messages: number;
}

/** The messages of a session. */
export interface SessionSummary {
  /** The session. */
  sessionId: string;
  /** How many there are. */
  messages: number;
  /** What they used. */
  usage: Usage;
}

/** The messages of a model. */
export interface ModelSummary {
  /** The model; absent for the messages that name none. */
  model?: string;
  /** How many there are. */
  messages: number;
  /** What they used. */
  usage: Usage;
}

/** The calls of a tool. */
export interface ToolSummary {
  /** The tool, by the name it was called by. */
  name: string;
  /** How many there are. */
  calls: number;
  /** How many of them ended in an error: `isError` is true. */
  failed: number;
  /** How many of them have incomplete arguments: `finished` is false. */
  unfinished: number;
}

/** The results of a kind of callback. */
export interface CallbackSummary {
  /** The kind. */
  callbackType: CallbackType;
  /** How many there are. */
  results: number;
  /** How many of them tell a failure: `success` is false. */
  failed: number;
}

/** The values of a field, as they stand in the text. */
export interface FieldSummary {
  /** The field by its camelCase name, such as `userInput`; within a list `toolCalls.input`. */
  path: string;
  /** How many there are, those left out that are `null`. */
  values: number;
  /**
   * Their length in bytes of UTF-8: quotes, brackets, escapes and white space within them included, keys not. A list's
   * bytes include those of the fields within it.
   */
  bytes: number;
}

/** Bad input: everything that was found wrong with it. */
export declare class BackendMessageError extends Error {
  private constructor();
  readonly name: "BackendMessageError";
  /** What is wrong, in the order of the source; at least one issue. */
  readonly issues: readonly Issue[];
  /** Whether there was more than `maxIssues` allows. */
  readonly truncated: boolean;
  /**
   * All issues for people to read: for each its line and column, its path, and what was expected and found; below
   * it, if the input was text, the source line with a caret under the place.
   */
  pretty(): string;
}

/**
 * {@link Codec.stream | BackendMessage.stream} as a `TransformStream`: text goes in, as bytes or strings, and messages come
 * out. `pipeThrough` takes a signal itself.
 */
export interface BackendMessageDecoderStream<R> {
  /** Takes the pieces of a text. */
  readonly writable: WritableStream<JsonInput>;
  /** Gives the messages. */
  readonly readable: ReadableStream<R>;
}
export declare const BackendMessageDecoderStream: {
  new (
    options?: Omit<StreamOptions, "signal"> & { onInvalid?: "throw" | undefined },
  ): BackendMessageDecoderStream<BackendMessage>;
  new (
    options: Omit<StreamOptions, "signal"> & { onInvalid: "salvage" },
  ): BackendMessageDecoderStream<Salvaged<BackendMessage>>;
  new (
    options?: Omit<StreamOptions, "signal">,
  ): BackendMessageDecoderStream<BackendMessage | Salvaged<BackendMessage>>;
};

declare global {
  // Those of the DOM or of Node, in projects that have them; in others nobody could give or take such a stream.
  interface ReadableStream<R = any> {}
  interface WritableStream<W = any> {}
}

/** Reads a {@link BackendMessage}; in place of the SDK's function of the same name. */
export declare function backendMessageFromJSON(json: string): Result<BackendMessage>;
/** Reads a {@link ToolCallData}; in place of the SDK's function of the same name. */
export declare function toolCallDataFromJSON(json: string): Result<ToolCallData>;
/** Reads a {@link CallbackResultData}; in place of the SDK's function of the same name. */
export declare function callbackResultDataFromJSON(json: string): Result<CallbackResultData>;

/**
 * Standard Schema v1 and Standard JSON Schema v1 (https://standardschema.dev, version 1.1), by which forms, routers
 * and others take validators of any make.
 */
export interface StandardSchema<T> {
  /** What the consumers of Standard Schema use. */
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly types?: { readonly input: T; readonly output: T } | undefined;
    /** As {@link Codec.safeFrom | safeFrom} with the default options. */
    readonly validate: (
      value: unknown,
      options?: { readonly libraryOptions?: Record<string, unknown> | undefined } | undefined,
    ) => { readonly value: T; readonly issues?: undefined } | { readonly issues: readonly Issue[] };
    /** JSON Schema of the camelCase form, for the targets `draft-2020-12` and `draft-07`; others throw. */
    readonly jsonSchema: {
      readonly input: (options: StandardJsonSchemaOptions) => Record<string, unknown>;
      readonly output: (options: StandardJsonSchemaOptions) => Record<string, unknown>;
    };
  };
}

/** Which JSON Schema a consumer of Standard JSON Schema asks for. */
export interface StandardJsonSchemaOptions {
  /** The version of JSON Schema. */
  readonly target: "draft-2020-12" | "draft-07" | "openapi-3.0" | ({} & string);
  /** Of no effect here. */
  readonly libraryOptions?: Record<string, unknown> | undefined;
}
