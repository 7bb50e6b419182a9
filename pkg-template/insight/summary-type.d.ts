import type { StreamOptions } from "../core/parse-options.js";
import type { CallbackType } from "../pure/generated/records.js";

/** How to summarize. */
export type SummaryOptions = StreamOptions & {
  /**
   * What happens to messages with the same `id`: all are counted (`"count"`, the default), or only the last one (`"last"`),
   * for histories that were written more than once. The latter keeps some hundred bytes per message.
   */
  repeated?: "count" | "last" | undefined;
};

/**
 * The contents of messages, counted. Every list is in the order in which its members first appear in the text. Counts and
 * sums of integers are exact up to 2^53.
 */
export type Summary = {
  /** The length of the text, in bytes of UTF-8. */
  bytes: number;
  /** How many messages are valid. */
  messages: number;
  /** How many records are invalid. They are counted nowhere else. */
  rejected: number;
  /** How many bytes of the text belong to invalid records. All other messages are counted. */
  rejectedBytes: number;
  /**
   * Where, in bytes, something between messages is first skipped here that `parseMany` rejects: NUL, U+001E, a byte order
   * mark, an array beside single messages.
   */
  irregularAt?: number;
  /** In how many messages malformed Unicode was replaced, with `malformedUnicode: "replace"`. */
  replaced: number;
  /**
   * How many messages have the `id` of an earlier one. They are counted in all totals, so a history that occurs twice costs
   * twice as much; with `repeated: "last"` the earlier ones are not counted.
   */
  repeatedIds: number;
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
};

/** Tokens, and what they cost. An absent number counts as zero. */
export type Usage = {
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
};

/** The messages of a role. */
export type RoleSummary = {
  /** The role. */
  role: string;
  /** How many there are. */
  messages: number;
};

/** The messages of a session. */
export type SessionSummary = {
  /** The session. */
  sessionId: string;
  /** How many there are. */
  messages: number;
  /** What they used. */
  usage: Usage;
};

/** The messages of a model. */
export type ModelSummary = {
  /** The model; absent for the messages that name none. */
  model?: string;
  /** How many there are. */
  messages: number;
  /** What they used. */
  usage: Usage;
};

/** The calls of a tool. */
export type ToolSummary = {
  /** The tool, by the name it was called by. */
  name: string;
  /** How many there are. */
  calls: number;
  /** How many of them ended in an error: `isError` is true. */
  failed: number;
  /** How many of them have incomplete arguments: `finished` is false. */
  unfinished: number;
};

/** The results of a kind of callback. */
export type CallbackSummary = {
  /** The kind. */
  callbackType: CallbackType;
  /** How many there are. */
  results: number;
  /** How many of them failed: `success` is false. */
  failed: number;
};

/** The values of a field in the source text. */
export type FieldSummary = {
  /** The field by its camelCase name, such as `userInput`; within a list `toolCalls.input`. */
  path: string;
  /** How many there are, not counting `null`. */
  values: number;
  /**
   * Their length in bytes of UTF-8, including quotes, brackets, escapes and white space within them, but not keys. A list's
   * bytes include those of the fields within it.
   */
  bytes: number;
};
