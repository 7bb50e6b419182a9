// Merges the stored history and the events into one conversation.

import { settlePrompts, storedRows } from "./matches.js";
import { endSoftly, endSubagents } from "./run-events.js";
import { store } from "./stored.js";
import { messageOf } from "./values.js";

/**
 * @typedef {import("../pure/generated/records.js").BackendMessage} BackendMessage
 * @typedef {import("./conversation.js").Conversation} Conversation
 * @typedef {import("./row.js").Row} Row
 */

/**
 * @param {Conversation} conversation
 * @param {readonly import("../pure/lenient.js").Lenient<BackendMessage>[]} given the history
 * @param {number} since when it was requested, by the conversation's clock
 * @returns {void}
 */
export function reconcile(conversation, given, since) {
  const { main } = conversation;
  const history = given.map(messageOf);
  const isExact = !main.isRunning && since >= main.endedAt;
  // A row with later rows in the agent's turn does not grow any more.
  const lastFinal = lastIndex(history, ({ role }) => role !== "user");
  const stored = storedRows(conversation, history, since);
  let isSettled = true;
  for (const [index, message] of history.entries()) {
    const isSure = index < lastFinal || ((isExact || isPaid(message)) && since >= stored[index].changedAt);
    isSettled = store(conversation, stored[index], message, isSure, since) && isSettled;
  }
  // What is still to be told follows the last prompt that was.
  const told = lastIndex(stored, (row) => row.isAnnounced);
  const isToCome = main.isRunning && (told >= 0 || !main.isAnnounced);
  main.untold = isToCome ? [...main.untold, ...stored.filter((row, index) => index > told && row.index < 0)] : [];
  replaceRows(conversation, merge(main.rows, stored, isExact, since));
  settle(conversation);
  collectCalls(conversation, isExact);
  if (endMissedRun(conversation, history, since)) return reconcile(conversation, history, since);
  settlePrompts(conversation, since);
  conversation.hasHistory = true;
  if (conversation.isStale && isSettled && since >= conversation.staleAt) {
    conversation.isStale = false;
    conversation.restructured();
  }
  if (conversation.isChanged) conversation.isUrgent = true;
}

/**
 * What a turn cost is stored at its end.
 *
 * @param {{ cost?: number | undefined, outputTokens?: number | undefined }} message
 */
const isPaid = ({ cost, outputTokens }) => !!(cost || outputTokens);

/**
 * When a history was requested, by its contents: before the end of the last run, if it lacks the answer that came with that
 * end and contradicts nothing; otherwise now.
 *
 * @param {Conversation} conversation
 * @param {readonly import("../pure/lenient.js").Lenient<BackendMessage>[]} history
 */
export function momentOf({ main, clock }, history) {
  const { last, rows } = main;
  if (main.run !== "completed" || !last?.isWhole) return clock;
  const ids = new Set(history.map(({ id }) => id));
  const known = new Set(rows.map(({ id }) => id));
  const unknown = history.filter(({ id, role }) => role === "assistant" && !known.has(id));
  // If pieces were lost, the text differs; but rows without an id are as many messages that are not known.
  const stored =
    last.id === undefined
      ? (unknown.find(({ userInput }) => userInput === last.text) ?? unknown[rows.filter(({ id }) => id === undefined).length - 1])
      : history.find(({ id }) => id === last.id);
  const isEarlier =
    stored === undefined
      ? !last.isStored && (history.length === 0 || rows.some(({ id }) => id !== undefined && ids.has(id)))
      : !isPaid(stored) && last.text.startsWith(stored.userInput) && last.text !== stored.userInput;
  return isEarlier ? main.endedAt - 1 : clock;
}

/**
 * @template T
 * @param {readonly T[]} items
 * @param {(item: T) => boolean} fits
 */
function lastIndex(items, fits) {
  let index = items.length - 1;
  while (index >= 0 && !fits(items[index])) index--;
  return index;
}

/**
 * The rows that stay, with each new row after the one that it follows in the history.
 *
 * @param {readonly Row[]} rows
 * @param {readonly Row[]} stored
 * @param {boolean} isExact whether a row that is not in the history, and has not changed since, does not exist
 * @param {number} since
 */
function merge(rows, stored, isExact, since) {
  const isStored = new Set(stored);
  const lastStored = lastIndex(rows, (row) => isStored.has(row));
  const kept = rows.filter((row, index) => {
    if (isStored.has(row)) return true;
    if (isExact && since >= row.changedAt) return false;
    // The history may be older than the row, unless it has a later row.
    return index > lastStored || (row.stored === undefined && row.id !== undefined);
  });
  if (kept.every((row) => isStored.has(row))) return [...stored];
  /** Each row that stays, with the new ones behind it. @type {Map<Row | undefined, Row[]>} */
  const groups = new Map();
  /** @type {Row[]} */
  let group = [];
  groups.set(undefined, group);
  for (const row of kept) groups.set(row, [row]);
  for (const row of stored) {
    const own = groups.get(row);
    if (own) group = own;
    else group.push(row);
  }
  return [...groups.values()].flat();
}

/**
 * @param {Conversation} conversation
 * @param {Row[]} rows
 */
function replaceRows(conversation, rows) {
  const { main } = conversation;
  if (rows.length === main.rows.length && rows.every((row, index) => row === main.rows[index])) return;
  const isKept = new Set(rows);
  for (const row of main.rows) {
    if (!isKept.has(row) && row.id !== undefined && conversation.rows.get(row.id) === row) conversation.rows.delete(row.id);
  }
  main.list.replace(rows);
  main.touch();
}

/**
 * Derives from the order of the rows which can still grow, and which calls have run.
 *
 * @param {Conversation} conversation
 */
function settle({ main }) {
  const last = main.rows[lastIndex(main.rows, ({ role }) => role === "assistant")];
  let isFollowed = false;
  for (let index = main.rows.length - 1; index >= 0; index--) {
    const row = main.rows[index];
    if (row === last) {
      if (main.last !== row) row.isSealed = main.run === "completed";
      if (main.isRunning && !row.isSealed) row.setStatus("streaming");
    } else if (row.role === "assistant") {
      row.isSealed = true;
      row.setStatus("done");
    }
    const isOver = isFollowed || row.isSealed;
    for (const call of row.calls) call.settle(isOver, main.run === "failed" || main.run === "interrupted");
    // During the run, a prompt after its row is another client's.
    isFollowed ||= row.role !== "user" || !main.isRunning;
  }
  if (main.open !== undefined && main.rows[main.open.index] !== main.open) main.open = undefined;
  if (main.open?.isSealed && main.open.ahead.text === "" && main.open.ahead.reasoning === "") {
    main.open = main.isRunning && last?.calls.every(({ isStarted, isEnded }) => !isStarted && !isEnded) ? last : undefined;
  }
  main.last = last;
}

/**
 * @param {Conversation} conversation
 * @param {boolean} isExact
 */
function collectCalls(conversation, isExact) {
  const { main, subagents, callList } = conversation;
  const calls = new Set([main, ...subagents.values()].flatMap(({ rows }) => rows.flatMap((row) => row.calls)));
  if (!isExact) for (const call of callList.items) if (call.row === undefined) calls.add(call);
  if (calls.size === callList.items.length && callList.items.every((call) => calls.has(call))) return;
  conversation.calls = new Map(Array.from(calls, (call) => [call.id, call]));
  callList.replace([...conversation.calls.values()]);
  conversation.changed();
}

/**
 * The end of a run can be lost. If nothing comes, and the last stored message is an answer, the run is over.
 *
 * @param {Conversation} conversation
 * @param {readonly BackendMessage[]} history
 * @param {number} since
 * @returns {boolean} whether the run ended here, which makes the history complete
 */
function endMissedRun(conversation, history, since) {
  const { main, isQuiet } = conversation;
  const last = history.at(-1);
  if (!main.isRunning || !isQuiet || last?.role !== "assistant" || last.toolCalls?.length || !last.userInput) return false;
  if (main.rows.at(-1)?.id !== last.id || since < /** @type {Row} */ (main.last).changedAt) return false;
  // If it is not, the next event resumes it.
  endSoftly(main, "completed");
  main.endedAt = since;
  endSubagents(conversation, "completed");
  conversation.setRequests([]);
  return true;
}
