// What the stored history has of one message, and what events have told of it: which of the two is shown.

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
 * @param {boolean} isSure whether nothing of the message can be missing
 * @param {number} since when the history was asked for
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
    // A history that is a little older tells nothing new.
    if (isBehind(row, message)) return true;
    if (!isAhead(row, message) && since < row.changedAt) {
      const whole = bridge(row, message);
      if (whole === undefined) return false;
      if (!isWithin(whole, message)) return fill(row, whole);
    }
  }
  adopt(conversation, row, message, isNew);
  return true;
}

/** @param {BackendMessage} message */
function textOf({ role, userInput, assistantResponse }) {
  return role === "user" ? userInput : assistantResponse || userInput;
}

/**
 * Whether the row has all that the message has, and more.
 *
 * @param {Row} row
 * @param {BackendMessage} message
 */
function isBehind(row, message) {
  const { reasoning = "", toolCalls = [] } = message;
  const text = textOf(message);
  if (!row.text.startsWith(text) || !row.reasoning.startsWith(reasoning)) return false;
  const calls = toolCalls.map((stored) => ({ stored, call: row.calls.find(({ id }) => id === stored.id) }));
  if (!calls.every(({ stored, call }) => call?.input.startsWith(stored.input) && call.isFinished >= stored.finished)) return false;
  return (
    row.text.length > text.length ||
    row.reasoning.length > reasoning.length ||
    row.calls.length > toolCalls.length ||
    calls.some(({ stored, call }) => call?.input !== stored.input || call.isFinished !== stored.finished)
  );
}

/**
 * Whether the message has all that the row has.
 *
 * @param {Row} row
 * @param {BackendMessage} message
 */
function isAhead(row, message) {
  const { reasoning = "", toolCalls = [] } = message;
  return (
    textOf(message).startsWith(row.text) &&
    reasoning.startsWith(row.reasoning) &&
    row.calls.every((call) => {
      const stored = toolCalls.find(({ id }) => id === call.id);
      return stored?.input.startsWith(call.input) && (stored.finished || !call.isFinished);
    })
  );
}

/**
 * If the beginning of a text came over an earlier connection, or before the first one, what the history has fills the gap.
 *
 * @param {Row} row
 * @param {BackendMessage} message
 */
function bridge({ text, reasoning, gaps }, message) {
  if (gaps === undefined) return undefined;
  const whole = { text: bridged(text, gaps.text, textOf(message)), reasoning: bridged(reasoning, gaps.reasoning, message.reasoning ?? "") };
  return whole.text === undefined || whole.reasoning === undefined ? undefined : /** @type {{ text: string, reasoning: string }} */ (whole);
}

/**
 * Whether a message has all of what was put together.
 *
 * @param {{ text: string, reasoning: string }} whole
 * @param {BackendMessage} message
 */
const isWithin = ({ text, reasoning }, message) => text === textOf(message) && reasoning === (message.reasoning ?? "");

/**
 * @param {Row} row
 * @param {{ text: string, reasoning: string }} whole
 */
function fill(row, { text, reasoning }) {
  row.text = text;
  row.reasoning = reasoning;
  row.gaps = undefined;
  row.touch();
  return true;
}

/**
 * @param {string} told
 * @param {number} gap where something is missing
 * @param {string} stored what was stored at least up to the gap's end
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
  // What the stream still brings of it must not be added once more. What was lost with a connection does not come.
  const isUnderWay = conversation.main.isRunning && (isNew ? !conversation.isQuiet : row.connection === conversation.connections);
  row.ahead = { text: isUnderWay ? rest(row.text, text) : "", reasoning: isUnderWay ? rest(row.reasoning, reasoning) : "" };
  const shown = isNew ? message : withKnownCalls(row.message, message);
  row.role = message.role;
  row.text = text;
  row.reasoning = reasoning;
  row.calls = toolCalls.map((call, index) => storeCall(conversation, row, call, shown.toolCalls?.[index] ?? call, isUnderWay));
  row.stored = shown;
  row.show(shown);
}

/**
 * @param {string} told
 * @param {string} stored
 */
const rest = (told, stored) => (stored.startsWith(told) ? stored.slice(told.length) : "");

/**
 * The message, with those calls that were shown before and have not changed.
 *
 * @param {BackendMessage} shown
 * @param {BackendMessage} message
 * @returns {BackendMessage}
 */
function withKnownCalls({ toolCalls: before = [] }, message) {
  const { toolCalls } = message;
  if (toolCalls === undefined) return message;
  const kept = toolCalls.map((call) => before.find((known) => equal(known, call)) ?? call);
  if (kept.every((call, index) => call === toolCalls[index])) return message;
  const isSame = kept.length === before.length && kept.every((call, index) => call === before[index]);
  return Object.freeze({ ...message, toolCalls: isSame ? before : /** @type {ToolCallData[]} */ (Object.freeze(kept)) });
}

/**
 * @param {Conversation} conversation
 * @param {Row} row
 * @param {ToolCallData} stored
 * @param {ToolCallData} shown
 * @param {boolean} isUnderWay
 * @returns {Call}
 */
function storeCall(conversation, row, stored, shown, isUnderWay) {
  const known = conversation.calls.get(stored.id);
  // The id of a call is to be its own; if another message has it as well, there are two calls.
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
  call.ahead = isUnderWay ? rest(call.input, stored.input) : "";
  call.store(stored, shown);
  return call;
}
