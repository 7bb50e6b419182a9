// What a chat shows: rows of the user, of the agent, and notices.

import { callRow, createCallIndex, itemsOf } from "./call-rows.js";
import { remember } from "./remember.js";
import { commandAnswer, displayText, promptOf } from "./texts.js";

/**
 * @typedef {import("../pure/generated/records.js").BackendMessage} BackendMessage
 * @typedef {import("./row.js").NoticeRow} NoticeRow
 * @typedef {import("./row.js").PendingOfRow} PendingOfRow
 * @typedef {import("./row.js").Row} Row
 * @typedef {import("./row.js").RowEntry} RowEntry
 * @typedef {import("./row.js").RowSource} RowSource
 */

const freeze = Object.freeze;

/** @type {typeof import("./rows.js").rows} */
export function rows(from) {
  // An object that is not frozen may have changed.
  return remember(from, Object.isFrozen(from) ? [] : [{}], () => {
    const source = "entries" in from && !Array.isArray(from) ? /** @type {RowSource} */ (from) : historyOf(/** @type {readonly BackendMessage[]} */ (from));
    const { error } = source;
    const all = rowsOf(source, source.entries, source.pending);
    if (error) {
      const level = error.isFinal ? "error" : "warning";
      all.push(remember(error, [], () => noticeRow({ key: "error", id: undefined, level, text: error.message, callbacks: [], error })));
    }
    return freeze(withUniqueKeys(all));
  });
}

/**
 * @param {readonly BackendMessage[]} messages
 * @returns {RowSource}
 */
function historyOf(messages) {
  return { status: "ready", entries: itemsOf(messages).map(entryOf), calls: new Map(), subagents: new Map(), pending: [] };
}

/**
 * @param {BackendMessage} message
 * @returns {RowEntry}
 */
const entryOf = (message) => remember(message, [message.id], () => ({ key: message.id, status: "done", isStored: true, message }));

/**
 * @param {RowSource} source
 * @param {readonly RowEntry[]} entries of the agent, or of a sub-agent
 * @param {readonly PendingOfRow[]} pending
 * @returns {Row[]}
 */
function rowsOf(source, entries, pending) {
  const index = createCallIndex(source, entries, (own) => rowsOf(source, own, []));
  const keys = new Set(entries.map(({ key }) => key));
  /** @type {(wanted: string | undefined) => Row[]} */
  const promptsAfter = (wanted) => pending.filter(({ after }) => (after !== undefined && keys.has(after) ? after : undefined) === wanted).flatMap(promptRows);
  const all = entries.flatMap((entry, position) => [...rowsOfEntry(entry, position, index), ...(pending.length ? promptsAfter(entry.key) : [])]);
  return [...all, ...promptsAfter(undefined)];
}

/**
 * @param {RowEntry} entry
 * @param {number} position
 * @param {import("./call-rows.js").CallIndex} index
 * @returns {readonly Row[]}
 */
function rowsOfEntry(entry, position, index) {
  const { key, message } = entry;
  const { id, role, userInput, assistantResponse, reasoning } = message;
  const isAgent = role === "assistant";
  const calls = isAgent ? itemsOf(message.toolCalls).map((call) => callRow(call, entry, position, index)) : [];
  const callbacks = isAgent ? [] : itemsOf(message.callbackResults).filter(({ toolCallId }) => !index.calls.has(toolCallId));
  return remember(entry, [role, userInput, assistantResponse, reasoning, ...calls, ...callbacks], () => {
    if (isAgent) return assistantRows(entry, calls);
    if (role === "user") return [userRow(key, id, userInput, "sent")];
    const text = displayText(message);
    return text.trim() || callbacks.length ? [noticeRow({ key, id, level: "info", text, callbacks, error: undefined })] : [];
  });
}

/**
 * @param {Omit<NoticeRow, "kind">} notice
 * @returns {Row}
 */
const noticeRow = (notice) => freeze({ kind: "notice", ...notice, callbacks: freeze([...notice.callbacks]) });

/**
 * @param {string} key
 * @param {string | undefined} id
 * @param {string} userInput
 * @param {import("./row.js").UserRow["state"]} state
 * @param {unknown} [error]
 * @returns {Row}
 */
const userRow = (key, id, userInput, state, error) => freeze({ kind: "user", key, id: id || undefined, ...promptOf({ userInput }), state, error });

/**
 * @param {Pick<RowEntry, "key" | "status" | "message">} entry
 * @param {readonly import("./row.js").CallRow[]} calls
 * @returns {Row[]}
 */
function assistantRows({ key, status, message }, calls) {
  const command = typeof message.id === "string" ? commandAnswer(message) : undefined;
  const text = command?.text ?? displayText(message);
  const { id } = message;
  const reasoning = message.reasoning ?? "";
  if (status === "done" && !calls.length && !(text + reasoning).trim()) return [];
  /** @type {Row} */
  const row = freeze({ kind: "assistant", key, id: id || undefined, status, reasoning, text, calls: freeze([...calls]), command, message });
  // The answer to a command has the command with it.
  return command ? [userRow(`${key}-command`, undefined, command.typed, "sent"), row] : [row];
}

/**
 * @param {PendingOfRow} prompt
 * @returns {readonly Row[]}
 */
const promptRows = (prompt) =>
  remember(prompt, [], () => {
    const { key, text, state, error, answer } = prompt;
    const row = userRow(key, undefined, text, state, error);
    return answer ? [row, ...assistantRows({ key: `${key}-answer`, status: "done", message: answer }, []).slice(-1)] : [row];
  });

/**
 * A history may have an id twice, but keys must be unique.
 *
 * @param {Row[]} rows
 */
function withUniqueKeys(rows) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  return rows.map((row) => {
    const count = (counts.get(row.key) ?? 0) + 1;
    counts.set(row.key, count);
    return count > 1 ? freeze({ ...row, key: `${row.key}~${count}` }) : row;
  });
}
