// Matches the messages of the stored history with rows.

import { claimPrompt, isTextOf, removePrompt } from "./pending.js";

/**
 * @typedef {import("../pure/generated/records.js").BackendMessage} BackendMessage
 * @typedef {import("./conversation.js").Conversation} Conversation
 * @typedef {import("./row.js").Row} Row
 */

/**
 * The row of each message, new if no row matches it.
 *
 * @param {Conversation} conversation
 * @param {readonly BackendMessage[]} history
 * @param {number} since when the history was requested
 */
export function storedRows(conversation, history, since) {
  const matches = matchIds(conversation, history);
  matchUnidentified(conversation, history, matches);
  const firstNew = firstNewIndex(conversation, history, matches);
  return history.map(({ id, role, userInput }, index) => {
    const known = matches.get(index);
    if (known !== undefined) return known;
    const prompt = role === "user" ? claimPrompt(conversation, userInput, since, index >= firstNew) : undefined;
    const row = conversation.newRow(conversation.main, role, id, prompt?.key);
    row.prompt = prompt;
    row.addedAt = row.changedAt = since;
    return row;
  });
}

/**
 * @param {Conversation} conversation
 * @param {readonly BackendMessage[]} history
 */
function matchIds({ main }, history) {
  /** @type {Map<string, Row[]>} */
  const rows = new Map();
  for (const row of main.rows) {
    if (row.id !== undefined) rows.set(row.id, [...(rows.get(row.id) ?? []), row]);
  }
  /** @type {Map<number, Row>} */
  const matches = new Map();
  for (const [index, { id }] of history.entries()) {
    const row = rows.get(id)?.shift();
    if (row !== undefined) matches.set(index, row);
  }
  return matches;
}

/**
 * Rows of the agent whose events had no ids.
 *
 * @param {Conversation} conversation
 * @param {readonly BackendMessage[]} history
 * @param {Map<number, Row>} matches
 */
function matchUnidentified(conversation, history, matches) {
  const { main, hasHistory } = conversation;
  const indices = new Map(Array.from(matches, ([index, row]) => [row, index]));
  let start = 0;
  // Messages before all known ones may be much older than the row.
  let isNear = hasHistory;
  for (const [at, row] of main.rows.entries()) {
    const known = indices.get(row);
    if (known !== undefined) {
      start = known + 1;
      isNear = true;
    }
    if (row.id !== undefined) continue;
    const next = main.rows.slice(at).find((later) => indices.has(later));
    const end = next === undefined ? history.length : indices.get(next);
    const candidates = history
      .map((message, index) => ({ message, index }))
      .slice(start, end)
      .filter(({ message, index }) => message.role === "assistant" && !matches.has(index));
    const found =
      candidates.find(({ message }) => sharesCall(row, message)) ??
      candidates.find(({ message }) => row.text !== "" && message.userInput === row.text) ??
      (isNear ? candidates[0] : undefined);
    if (found === undefined) continue;
    matches.set(found.index, row);
    conversation.identify(row, found.message.id);
    start = found.index + 1;
    isNear = true;
  }
}

/**
 * @param {Row} row
 * @param {BackendMessage} message
 */
function sharesCall({ calls }, { toolCalls = [] }) {
  return calls.some(({ id }) => toolCalls.some((call) => call.id === id));
}

/**
 * From where on a message without a row is newer than all prompts: after all known messages, or right before what came after
 * the oldest prompt was sent.
 *
 * @param {Conversation} conversation
 * @param {readonly BackendMessage[]} history
 * @param {Map<number, Row>} matches
 */
function firstNewIndex({ prompts }, history, matches) {
  const sentAt = prompts.find(({ shown }) => shown.answer === undefined)?.at ?? Infinity;
  const newest = [...matches.keys()].reduce((most, index) => Math.max(most, index), -1);
  const answer = history.findIndex((_, index) => (matches.get(index)?.addedAt ?? 0) > sentAt);
  const prompted = lastPromptIndex(history, Math.max(answer, 0));
  return prompted >= 0 ? prompted : newest >= 0 ? newest + 1 : history.length;
}

/**
 * The index of the user's last one before `end`; -1 if there is none.
 *
 * @param {readonly { role: string }[]} items
 * @param {number} end
 */
const lastPromptIndex = (items, end) => items.slice(0, end).map(({ role }) => role).lastIndexOf("user");

/**
 * After a run, settles the prompts that a message of the history must have come from, although that was not certain when the
 * history was read: it was requested before the prompt was sent, or an equal prompt took the message.
 *
 * @param {Conversation} conversation
 * @param {number} since when the history was requested
 */
export function settlePrompts(conversation, since) {
  const { main, prompts } = conversation;
  if (main.isRunning || since < main.endedAt) return;
  // The messages that events told of, and the prompt before them, are new; earlier ones need not be.
  const told = main.rows.findIndex(({ isAnnounced, connection }) => isAnnounced || connection >= 0);
  const prompted = lastPromptIndex(main.rows, told + 1);
  for (const prompt of prompts.filter(({ shown }) => shown.answer === undefined)) {
    if (!prompt.hasHistory && (prompt.at > main.endedAt || prompt.shown.state !== "sent")) continue;
    const latestFirst = main.rows
      .slice(Math.max(prompted, 0))
      .filter(({ role, stored, text }) => role === "user" && stored !== undefined && isTextOf(prompt.shown.text, text))
      .sort((one, other) => other.shownAt - one.shownAt);
    let { at } = prompt;
    for (const row of latestFirst) {
      if (row.shownAt < at) break;
      if (row.prompt === undefined) {
        row.prompt = prompt;
        removePrompt(conversation, prompt);
        break;
      }
      // The other prompt may as well have made an earlier message, and this one the row.
      at = Math.min(at, row.prompt.at);
    }
  }
}
