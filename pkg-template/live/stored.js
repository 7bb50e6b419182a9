// Decides which version of a message is shown: the stored one, or the one from events.

import { equal } from "./values.js";

/**
 * @typedef {import("../pure/generated/records.js").BackendMessage} BackendMessage
 * @typedef {import("../pure/generated/records.js").ToolCallData} ToolCallData
 * @typedef {import("./call.js").Call} Call
 * @typedef {import("./conversation.js").Conversation} Conversation
 * @typedef {import("./row.js").Row} Row
 */

/**
 * @param {Conversation} conversation
 * @param {Row} row
 * @param {BackendMessage} message frozen
 * @param {boolean} isSure whether the message is known to be complete
 * @param {number} since when the history was requested
 * @returns {boolean} whether the row agrees with the history
 */
export function store(conversation, row, message, isSure, since) {
  const isNew = row.index < 0;
  if (!isNew && equal(row.message, message)) {
    if (!row.isStored) {
      row.stored = row.message;
      row.touchEntry();
    }
    return true;
  }
  if (!isNew && !isSure && row.role === "assistant") {
    const content = contentOf(message);
    const isBehind = includes(row, content);
    const isAhead = includes(content, row);
    // A slightly older history has nothing new.
    if (isBehind && !isAhead) return true;
    if (!isAhead && since < row.changedAt) {
      const whole = bridge(row, content);
      if (!whole) return false;
      // Otherwise the message has everything.
      if (!includes(content, { ...whole, calls: row.calls })) return fill(row, whole, content);
    }
  }
  adopt(conversation, row, message, isNew);
  row.changedAt = Math.max(row.changedAt, since);
  return true;
}

/** @param {BackendMessage} message */
function textOf({ role, userInput, assistantResponse }) {
  return role === "user" ? userInput : assistantResponse || userInput;
}

/** @typedef {{ text: string, reasoning: string, calls: readonly { id: string, input: string, isFinished: boolean }[] }} Content of a row, or of a message */

/**
 * @param {BackendMessage} message
 * @returns {Content}
 */
function contentOf(message) {
  const { reasoning = "", toolCalls = [] } = message;
  return { text: textOf(message), reasoning, calls: toolCalls.map(({ id, input, finished: isFinished }) => ({ id, input, isFinished })) };
}

/**
 * Whether one contains the other: as the beginning of each text and of each call's arguments.
 *
 * @param {Content} one
 * @param {Content} other
 */
function includes(one, other) {
  return (
    one.text.startsWith(other.text) &&
    one.reasoning.startsWith(other.reasoning) &&
    other.calls.every(({ id, input, isFinished }) => {
      const call = one.calls.find((call) => call.id === id);
      return call?.input.startsWith(input) && call.isFinished >= isFinished;
    })
  );
}

/**
 * If the beginning of a text came over an earlier connection, or before the first one, the history fills the gap.
 *
 * @param {Row} row
 * @param {Content} content of the message
 */
function bridge({ text, reasoning, gaps }, content) {
  const whole = gaps && { text: bridged(text, gaps.text, content.text), reasoning: bridged(reasoning, gaps.reasoning, content.reasoning) };
  return whole?.text === undefined || whole.reasoning === undefined ? undefined : /** @type {{ text: string, reasoning: string }} */ (whole);
}

/**
 * @param {Row} row
 * @param {{ text: string, reasoning: string }} whole
 * @param {Content} content of the message
 */
function fill(row, { text, reasoning }, content) {
  if (row.text !== text || row.reasoning !== reasoning) row.touch();
  row.text = text;
  row.reasoning = reasoning;
  row.gaps = undefined;
  return includes(row, content);
}

/**
 * @param {string} told
 * @param {number} gap where something is missing
 * @param {string} stored what was stored, at least up to the end of the gap
 */
function bridged(told, gap, stored) {
  if (told.startsWith(stored)) return told;
  if (!stored.startsWith(told.slice(0, gap))) return undefined;
  const rest = told.slice(gap);
  let common = Math.min(rest.length, stored.length - gap);
  while (common > 0 && !stored.endsWith(rest.slice(0, common))) common--;
  return common > 0 || rest === "" ? stored + rest.slice(common) : undefined;
}

/**
 * @param {Conversation} conversation
 * @param {Row} row
 * @param {BackendMessage} message
 * @param {boolean} isNew
 */
function adopt(conversation, row, message, isNew) {
  const { reasoning = "", toolCalls = [] } = message;
  const text = textOf(message);
  // The rest of the stream must not add the same text again. What was lost with a connection does not come.
  row.ahead = {
    text: aheadOf(conversation, row.ahead.text, row.text, text),
    reasoning: aheadOf(conversation, row.ahead.reasoning, row.reasoning, reasoning),
  };
  const shown = isNew ? message : withKnownCalls(row.message, message);
  row.role = message.role;
  row.text = text;
  row.reasoning = reasoning;
  row.calls = toolCalls.map((call, index) => storeCall(conversation, row, call, shown.toolCalls?.[index] ?? call));
  row.stored = shown;
  row.show(shown);
}

/**
 * The part of a text that the stream will repeat, unless nothing is to come.
 *
 * @param {Conversation} conversation
 * @param {string} before the part of the text so far that it was to repeat
 * @param {string} shown the text so far
 * @param {string} stored
 */
const aheadOf = ({ isQuiet }, before, shown, stored) => (!isQuiet && stored.startsWith(shown) ? before + stored.slice(shown.length) : "");

/**
 * The message, with the same objects for calls that were shown before and have not changed.
 *
 * @param {BackendMessage} shown
 * @param {BackendMessage} message
 * @returns {BackendMessage}
 */
function withKnownCalls({ toolCalls: before = [] }, message) {
  const { toolCalls } = message;
  if (toolCalls === undefined) return message;
  const kept = toolCalls.map((call) => before.find((known) => equal(known, call)) ?? call);
  const isSame = kept.length === before.length && kept.every((call, index) => call === before[index]);
  return Object.freeze({ ...message, toolCalls: isSame ? before : /** @type {ToolCallData[]} */ (Object.freeze(kept)) });
}

/**
 * @param {Conversation} conversation
 * @param {Row} row
 * @param {ToolCallData} stored
 * @param {ToolCallData} shown
 * @returns {Call}
 */
function storeCall(conversation, row, stored, shown) {
  const known = conversation.calls.get(stored.id);
  // A call's id should be unique; if another message has it too, there are two calls.
  const isOther = known?.row !== undefined && known.row !== row && known.row.stored?.toolCalls?.some(({ id }) => id === stored.id);
  const call = known === undefined || isOther ? conversation.addCall(stored.id, stored.name, row.lane) : known;
  if (call.row !== row) {
    if (call.row !== undefined) {
      call.row.calls = call.row.calls.filter((other) => other !== call);
      call.row.touchCalls();
    }
    call.row = row;
    call.lane = row.lane;
    call.touchLive();
  }
  call.ahead = aheadOf(conversation, call.ahead, call.input, stored.input);
  call.store(stored, shown);
  return call;
}
