// What a chat shows: rows of the user, of the agent, and notices.

import { callRow, createCallIndex, itemsOf } from "./call-rows.js";
import { commandAnswer, displayText, promptOf } from "./texts.js";

/**
 * @typedef {import("../pure/generated/records.js").BackendMessage} BackendMessage
 * @typedef {import("./rows.js").AssistantRow} AssistantRow
 * @typedef {import("./rows.js").CallRow} CallRow
 * @typedef {import("./rows.js").NoticeRow} NoticeRow
 * @typedef {import("./rows.js").PendingOfRow} PendingOfRow
 * @typedef {import("./rows.js").Row} Row
 * @typedef {import("./rows.js").RowEntry} RowEntry
 * @typedef {import("./rows.js").RowSource} RowSource
 */

/** The rows of what was given before. @type {WeakMap<object, readonly Row[]>} */
const results = /* @__PURE__ */ new WeakMap();
/** What stands for a message of a history. @type {WeakMap<BackendMessage, RowEntry>} */
const entries = /* @__PURE__ */ new WeakMap();
/** What an entry, or a prompt, was shown as, and what that depends on. @type {WeakMap<object, { parts: readonly unknown[], rows: readonly Row[] }>} */
const shown = /* @__PURE__ */ new WeakMap();

/** @type {typeof import("./rows.js").rows} */
export function rows(from) {
  const known = Object.isFrozen(from) ? results.get(from) : undefined;
  if (known !== undefined) return known;
  const source = "entries" in from && !Array.isArray(from) ? /** @type {RowSource} */ (from) : historyOf(/** @type {readonly BackendMessage[]} */ (from));
  const result = Object.freeze(uniqueKeys([...rowsOf(source, source.entries, source.pending), ...errorRows(source.error)]));
  results.set(from, result);
  return result;
}

/**
 * @param {readonly BackendMessage[]} messages
 * @returns {RowSource}
 */
function historyOf(messages) {
  return { status: "ready", entries: itemsOf(messages).map(entryOf), calls: new Map(), subagents: new Map(), pending: [] };
}

/** @param {BackendMessage} message */
function entryOf(message) {
  let entry = entries.get(message);
  if (entry === undefined || entry.key !== message.id) {
    entry = { key: message.id, status: "done", isStored: true, message };
    entries.set(message, entry);
  }
  return entry;
}

/**
 * @param {RowSource} source
 * @param {readonly RowEntry[]} entries of the agent, or of a sub-agent
 * @param {readonly PendingOfRow[]} pending
 * @returns {Row[]}
 */
function rowsOf(source, entries, pending) {
  const index = createCallIndex(source, entries, (own) => rowsOf(source, own, []));
  /** @type {Map<string | undefined, Row[]>} */
  const prompts = new Map();
  const keys = new Set(entries.map(({ key }) => key));
  for (const prompt of pending) {
    const after = prompt.after !== undefined && keys.has(prompt.after) ? prompt.after : undefined;
    prompts.set(after, [...(prompts.get(after) ?? []), ...promptRows(prompt)]);
  }
  const all = entries.flatMap((entry, position) => [...rowsOfEntry(entry, position, index), ...(prompts.get(entry.key) ?? [])]);
  return [...all, ...(prompts.get(undefined) ?? [])];
}

/**
 * @param {RowEntry} entry
 * @param {number} position
 * @param {import("./call-rows.js").CallIndex} index
 * @returns {readonly Row[]}
 */
function rowsOfEntry(entry, position, index) {
  const { key, message } = entry;
  switch (message.role) {
    case "user":
      return remember(entry, [message.userInput], () => [userRow(key, message.id, message.userInput, "sent")]);
    case "assistant": {
      const calls = itemsOf(message.toolCalls).map((call) => callRow(call, entry, position, index));
      return remember(entry, [message.userInput, message.assistantResponse, message.reasoning, ...calls], () => assistantRows(entry, calls));
    }
    default: {
      const callbacks = itemsOf(message.callbackResults).filter(({ toolCallId }) => !index.calls.has(toolCallId));
      return remember(entry, [message.userInput, message.assistantResponse, ...callbacks], () => noticeRows(key, message, callbacks));
    }
  }
}

/**
 * What was made before, if nothing that it depends on has changed.
 *
 * @param {object} object
 * @param {readonly unknown[]} parts
 * @param {() => readonly Row[]} make
 */
function remember(object, parts, make) {
  const known = shown.get(object);
  if (known !== undefined && known.parts.length === parts.length && known.parts.every((part, index) => part === parts[index])) return known.rows;
  const rows = make().map((row) => Object.freeze(row));
  shown.set(object, { parts, rows });
  return rows;
}

/**
 * @param {string} key
 * @param {string | undefined} id
 * @param {string} userInput
 * @param {import("./rows.js").UserRow["state"]} state
 * @param {unknown} [error]
 * @returns {Row}
 */
function userRow(key, id, userInput, state, error) {
  return { kind: "user", key, id: id || undefined, ...promptOf({ userInput }), state, error };
}

/**
 * @param {RowEntry} entry
 * @param {readonly CallRow[]} calls
 * @returns {Row[]}
 */
function assistantRows({ key, status, message }, calls) {
  const command = typeof message.id === "string" ? commandAnswer(message) : undefined;
  const text = command?.text ?? displayText(message);
  const { id } = message;
  const reasoning = message.reasoning ?? "";
  if (status === "done" && calls.length === 0 && (text + reasoning).trim() === "") return [];
  /** @type {AssistantRow} */
  const row = { kind: "assistant", key, id: id || undefined, status, reasoning, text, calls: Object.freeze([...calls]), command, message };
  // The answer to a command has the command with it.
  return command === undefined ? [row] : [userRow(`${key}-command`, undefined, command.typed, "sent"), row];
}

/**
 * @param {string} key
 * @param {RowEntry["message"]} message
 * @param {NoticeRow["callbacks"]} callbacks
 * @returns {Row[]}
 */
function noticeRows(key, message, callbacks) {
  const text = displayText(message);
  if (text.trim() === "" && callbacks.length === 0) return [];
  return [{ kind: "notice", key, id: message.id, level: "info", text, callbacks: Object.freeze([...callbacks]), error: undefined }];
}

/**
 * @param {PendingOfRow} prompt
 * @returns {readonly Row[]}
 */
function promptRows(prompt) {
  const { key, text, state, error, answer } = prompt;
  return remember(prompt, [], () => {
    const row = userRow(key, undefined, text, state, error);
    if (answer === undefined) return [row];
    return [row, ...assistantRows({ key: `${key}-answer`, status: "done", isStored: true, message: answer }, []).slice(-1)];
  });
}

/**
 * @param {RowSource["error"]} error
 * @returns {readonly Row[]}
 */
function errorRows(error) {
  if (error === undefined) return [];
  return remember(error, [], () => [
    { kind: "notice", key: "error", id: undefined, level: error.isFinal ? "error" : "warning", text: error.message, callbacks: [], error },
  ]);
}

/**
 * A history may have an id twice, but keys tell rows apart.
 *
 * @param {Row[]} rows
 */
function uniqueKeys(rows) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  return rows.map((row) => {
    const count = (counts.get(row.key) ?? 0) + 1;
    counts.set(row.key, count);
    return count === 1 ? row : Object.freeze({ ...row, key: `${row.key}~${count}` });
  });
}
