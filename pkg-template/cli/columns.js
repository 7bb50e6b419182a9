// The tables of `export`. Their columns are declared in src/tables/columns.rs; here are the functions that give their values.

import { canonicalToolName } from "./engine.js";
import { columns } from "./generated/columns.js";

/**
 * @typedef {import("./engine.js").Kept} Kept
 * @typedef {import("./engine.js").BackendMessage} BackendMessage
 * @typedef {NonNullable<BackendMessage["toolCalls"]>[number]} ToolCall
 * @typedef {NonNullable<BackendMessage["callbackResults"]>[number]} CallbackResult
 * @typedef {string | number | boolean | Date | null | undefined} Value
 * @typedef {"text" | "long text" | "integer" | "number" | "boolean" | "time"} Type `long text` seldom repeats
 *
 * @typedef {object} Source where a row comes from
 * @property {string} file
 * @property {Date | undefined} modified
 * @property {Kept} record
 * @property {number} position of the call, or result, in its message
 *
 * @typedef {keyof typeof columns} TableName
 * @typedef {{ name: string, type: Type, isRequired: boolean, of: (item: any, source: Source) => Value }} Column
 *
 * @typedef {object} Table
 * @property {Column[]} columns
 * @property {(message: BackendMessage) => readonly any[]} items a row for each
 */

/**
 * A function for each column of a table.
 *
 * @template {TableName} Name
 * @template Item
 * @typedef {{ [column in (typeof columns)[Name][number][0]]: (item: Item, source: Source) => Value }} Values
 */

/** @type {{ [column in "file" | "file_modified" | "record" | "offset"]: (item: unknown, source: Source) => Value }} */
const ORIGIN = {
  file: (_, { file }) => file,
  file_modified: (_, { modified }) => modified,
  record: (_, { record }) => record.index,
  offset: (_, { record }) => record.offset,
};

/** @type {{ [column in "message_id" | "session_id" | "model" | "position"]: (item: unknown, source: Source) => Value }} */
const MESSAGE = {
  message_id: (_, { record }) => record.value.id,
  session_id: (_, { record }) => record.value.sessionId,
  model: (_, { record }) => record.value.model,
  position: (_, { position }) => position,
};

/** @type {Values<"messages", BackendMessage>} */
const MESSAGES = {
  ...ORIGIN,
  id: (message) => message.id,
  session_id: (message) => message.sessionId,
  role: (message) => message.role,
  model: (message) => message.model,
  user_input: (message) => message.userInput,
  assistant_response: (message) => message.assistantResponse,
  reasoning: (message) => message.reasoning,
  reasoning_duration: (message) => message.reasoningDuration,
  input_tokens: (message) => message.inputTokens,
  output_tokens: (message) => message.outputTokens,
  cache_creation_tokens: (message) => message.cacheCreationTokens,
  cache_read_tokens: (message) => message.cacheReadTokens,
  cost: (message) => message.cost,
  tool_calls: (message) => message.toolCalls?.length ?? 0,
  callback_results: (message) => message.callbackResults?.length ?? 0,
};

/** @type {Values<"tool-calls", ToolCall>} */
const TOOL_CALLS = {
  ...ORIGIN,
  ...MESSAGE,
  id: (call) => call.id,
  name: (call) => call.name,
  tool: (call) => canonicalToolName(call.name),
  type: (call) => call.type,
  finished: (call) => call.finished,
  is_error: (call) => call.isError,
  input: (call) => call.input,
  result: (call) => call.result,
  screenshot_urls: ({ screenshotUrls }) => screenshotUrls && JSON.stringify(screenshotUrls),
};

/** @type {Values<"callbacks", CallbackResult>} */
const CALLBACKS = {
  ...ORIGIN,
  ...MESSAGE,
  tool_call_id: (result) => result.toolCallId,
  tool_name: (result) => result.toolName,
  callback_type: (result) => result.callbackType,
  callback_name: (result) => result.callbackName,
  success: (result) => result.success,
  error: (result) => result.error,
  exclude_from_context: (result) => result.excludeFromContext,
  exit_code: (result) => result.exitCode,
  stdout: (result) => result.stdout,
  stderr: (result) => result.stderr,
  subagent_id: (result) => result.subagentId,
  subagent_result: (result) => result.subagentResult,
};

/**
 * @template {TableName} Name
 * @param {Name} table
 * @param {Values<Name, any>} values
 * @returns {Column[]}
 */
function columnsOf(table, values) {
  /** @type {{ [column: string]: Column["of"] }} */
  const of = values;
  return columns[table].map(([name, type, isRequired]) => ({ name, type, isRequired, of: of[name] }));
}

/** @type {{ [name in TableName]: Table }} */
export const TABLES = {
  messages: { items: (message) => [message], columns: columnsOf("messages", MESSAGES) },
  "tool-calls": { items: (message) => message.toolCalls ?? [], columns: columnsOf("tool-calls", TOOL_CALLS) },
  callbacks: { items: (message) => message.callbackResults ?? [], columns: columnsOf("callbacks", CALLBACKS) },
};
