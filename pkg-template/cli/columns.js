// The tables that histories are exported to. docs/tables.md tells what is in each column.

import { canonicalToolName } from "./engine.js";

/**
 * @typedef {import("./engine.js").Kept} Kept
 * @typedef {import("./engine.js").BackendMessage} BackendMessage
 * @typedef {NonNullable<BackendMessage["toolCalls"]>[number]} ToolCall
 * @typedef {NonNullable<BackendMessage["callbackResults"]>[number]} CallbackResult
 * @typedef {string | number | boolean | Date | null | undefined} Value
 * @typedef {"text" | "long text" | "integer" | "number" | "boolean" | "time"} Type `long text` repeats itself seldom
 *
 * @typedef {object} Source where a row comes from
 * @property {string} file
 * @property {Date | undefined} modified
 * @property {Kept} record
 * @property {number} position of the call, or result, in its message
 *
 * @typedef {{ name: string, type: Type, isRequired: boolean, of: (item: any, source: Source) => Value }} Column
 *
 * @typedef {object} Table
 * @property {Column[]} columns
 * @property {(message: BackendMessage) => readonly any[]} items a row for each
 */

/**
 * @param {string} name
 * @param {Type} type
 * @param {Column["of"]} of
 * @returns {Column}
 */
const required = (name, type, of) => ({ name, type, isRequired: true, of });

/** @type {typeof required} */
const optional = (name, type, of) => ({ name, type, isRequired: false, of });

const ORIGIN = [
  required("file", "text", (_, { file }) => file),
  optional("file_modified", "time", (_, { modified }) => modified),
  required("record", "integer", (_, { record }) => record.index),
  required("offset", "integer", (_, { record }) => record.offset),
];

const MESSAGE = [
  required("message_id", "text", (_, { record }) => record.value.id),
  required("session_id", "text", (_, { record }) => record.value.sessionId),
  optional("model", "text", (_, { record }) => record.value.model),
  required("position", "integer", (_, { position }) => position),
];

/** @type {{ messages: Table, "tool-calls": Table, callbacks: Table }} */
export const TABLES = {
  messages: {
    items: (message) => [message],
    columns: [
      ...ORIGIN,
      required("id", "text", (/** @type {BackendMessage} */ message) => message.id),
      required("session_id", "text", (message) => message.sessionId),
      required("role", "text", (message) => message.role),
      optional("model", "text", (message) => message.model),
      required("user_input", "long text", (message) => message.userInput),
      optional("assistant_response", "long text", (message) => message.assistantResponse),
      optional("reasoning", "long text", (message) => message.reasoning),
      optional("reasoning_duration", "integer", (message) => message.reasoningDuration),
      optional("input_tokens", "integer", (message) => message.inputTokens),
      optional("output_tokens", "integer", (message) => message.outputTokens),
      optional("cache_creation_tokens", "integer", (message) => message.cacheCreationTokens),
      optional("cache_read_tokens", "integer", (message) => message.cacheReadTokens),
      optional("cost", "number", (message) => message.cost),
      required("tool_calls", "integer", (message) => message.toolCalls?.length ?? 0),
      required("callback_results", "integer", (message) => message.callbackResults?.length ?? 0),
    ],
  },
  "tool-calls": {
    items: (message) => message.toolCalls ?? [],
    columns: [
      ...ORIGIN,
      ...MESSAGE,
      required("id", "text", (/** @type {ToolCall} */ call) => call.id),
      required("name", "text", (call) => call.name),
      required("tool", "text", (call) => canonicalToolName(call.name)),
      required("type", "text", (call) => call.type),
      required("finished", "boolean", (call) => call.finished),
      optional("is_error", "boolean", (call) => call.isError),
      required("input", "long text", (call) => call.input),
      optional("result", "long text", (call) => call.result),
      optional("screenshot_urls", "long text", ({ screenshotUrls }) => screenshotUrls && JSON.stringify(screenshotUrls)),
    ],
  },
  callbacks: {
    items: (message) => message.callbackResults ?? [],
    columns: [
      ...ORIGIN,
      ...MESSAGE,
      required("tool_call_id", "text", (/** @type {CallbackResult} */ result) => result.toolCallId),
      required("tool_name", "text", (result) => result.toolName),
      required("callback_type", "text", (result) => result.callbackType),
      optional("callback_name", "text", (result) => result.callbackName),
      required("success", "boolean", (result) => result.success),
      optional("error", "long text", (result) => result.error),
      optional("exclude_from_context", "boolean", (result) => result.excludeFromContext),
      optional("exit_code", "integer", (result) => result.exitCode),
      optional("stdout", "long text", (result) => result.stdout),
      optional("stderr", "long text", (result) => result.stderr),
      optional("subagent_id", "text", (result) => result.subagentId),
      optional("subagent_result", "long text", (result) => result.subagentResult),
    ],
  },
};
