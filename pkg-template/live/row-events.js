// Events that make messages: prompts, and pieces of text and reasoning.

import { claimPrompt } from "./pending.js";

/**
 * @typedef {import("./conversation.js").Conversation} Conversation
 * @typedef {import("./lane.js").Lane} Lane
 * @typedef {import("./row.js").Row} Row
 * @typedef {import("../pure/generated/events.js").LiveEventData} LiveEventData
 */

/** @type {(conversation: Conversation, data: LiveEventData["user_message_created"]) => void} */
export function addPrompt(conversation, { messageId, content, parentToolCallId }) {
  const lane = conversation.laneOf(parentToolCallId);
  const known = conversation.rows.get(messageId);
  if (known && (known.isAnnounced || known.lane !== lane)) return;
  const prompt = known?.prompt ?? (lane === conversation.main ? claimPrompt(conversation, known?.text ?? content, conversation.clock) : undefined);
  const row = known ?? conversation.newRow(lane, "user", messageId, prompt?.key);
  row.prompt = prompt;
  row.isAnnounced = true;
  row.addedAt = conversation.clock;
  if (known === undefined) {
    row.text = content;
    lane.add(row);
  } else if (lane.last && lane.last.index > row.index) {
    // The history had the prompt first, and perhaps an answer that still grows.
    lane.last.isSealed = false;
  }
  begin(conversation, lane);
}

/**
 * A run begins with its prompt.
 *
 * @param {Conversation} conversation
 * @param {Lane} lane
 */
function begin(conversation, lane) {
  lane.open = undefined;
  lane.connection = conversation.connections;
  lane.isPrompted = lane.isAnnounced = true;
  if (!lane.isRunning || lane.run === "retrying") lane.setRun("submitted");
  conversation.restructured();
}

/**
 * The agent's row that an event belongs to: by its id, else the open one.
 *
 * @param {Conversation} conversation
 * @param {Lane} lane
 * @param {string | undefined} id
 * @param {(row: Row) => boolean} [isAhead] whether the stored history already had what is coming for a row
 * @returns {Row}
 */
export function rowOf(conversation, lane, id, isAhead = () => false) {
  if (!id) {
    lane.open ??= lane.untold.find((row) => row.role === "assistant" && isAhead(row));
    return lane.open ?? addRow(conversation, lane, undefined);
  }
  const known = conversation.rows.get(id);
  if (known?.role === "assistant") return known;
  if (known !== undefined) {
    conversation.miss("different_role", id);
    return rowOf(conversation, lane, undefined);
  }
  if (lane.open === undefined || lane.open.id !== undefined) return addRow(conversation, lane, id);
  conversation.identify(lane.open, id);
  return lane.open;
}

/**
 * @param {Conversation} conversation
 * @param {Lane} lane
 * @param {string | undefined} id
 */
export function addRow(conversation, lane, id) {
  if (lane === conversation.main && !lane.isPrompted) {
    conversation.miss("missing_event", "prompt");
    lane.isPrompted = true;
  }
  noticeMissing(conversation, lane.last);
  lane.seal();
  const row = conversation.newRow(lane, "assistant", id);
  row.status = "streaming";
  if (lane.connection === conversation.connections) row.connection = conversation.connections;
  lane.connection = conversation.connections;
  lane.add(row);
  lane.open = lane.last = row;
  conversation.restructured();
  return row;
}

/**
 * When another row follows, the calls of this one have run. If it is incomplete, events were lost.
 *
 * @param {Conversation} conversation
 * @param {Row | undefined} row
 */
export function noticeMissing(conversation, row) {
  const call = row?.isSealed ? undefined : row?.calls.find(({ isFinished, isEnded, isInterrupted }) => !isInterrupted && !(isFinished && isEnded));
  if (call !== undefined) conversation.miss("missing_event", `end of ${call.id}`);
}

/**
 * A row goes on, so its lane's run does.
 *
 * @param {Conversation} conversation
 * @param {Row} row
 */
export function resume(conversation, { isSealed, lane }) {
  if (isSealed || lane.run === "streaming") return;
  // What comes after the user stopped the run was already on its way.
  if (lane.run !== "interrupted") {
    lane.setRun("streaming");
    lane.interrupt(false);
  }
  conversation.restructured();
}

/**
 * An event changes a row.
 *
 * @param {Conversation} conversation
 * @param {Row | undefined} row
 */
export function change(conversation, row) {
  if (!row) return;
  if (row.connection !== conversation.connections) {
    row.connection = conversation.connections;
    row.gaps = { text: row.text.length, reasoning: row.reasoning.length };
  }
  row.changedAt = conversation.clock;
  resume(conversation, row);
}

/**
 * @param {Conversation} conversation
 * @param {LiveEventData["content" | "thinking"]} data
 * @param {"text" | "reasoning"} field
 */
export function appendToRow(conversation, { content, assistantMessageId, parentToolCallId }, field) {
  const lane = conversation.laneOf(parentToolCallId);
  const row = rowOf(conversation, lane, assistantMessageId, ({ ahead }) => ahead[field].startsWith(content));
  const rest = restOf(row.ahead[field], content);
  if (rest !== undefined) {
    row.ahead[field] = rest;
    // The stream repeats the row from its beginning.
    row.connection = conversation.connections;
    resume(conversation, row);
    return;
  }
  if (row.isSealed) {
    conversation.report("late_event", row.id);
    if (!row.isWhole) conversation.becomeStale();
    return;
  }
  change(conversation, row);
  row[field] += beyond(row.ahead[field], content);
  row.ahead[field] = "";
  row.touch();
}

/**
 * The new part of a piece whose beginning the history already had.
 *
 * @param {string} ahead
 * @param {string} piece
 */
export const beyond = (ahead, piece) => (piece.startsWith(ahead) ? piece.slice(ahead.length) : piece);

/**
 * What the stream will repeat after a piece that it repeats. Pieces before that one may be lost.
 *
 * @param {string} ahead
 * @param {string} piece
 */
export function restOf(ahead, piece) {
  const at = ahead.indexOf(piece);
  return at < 0 ? undefined : ahead.slice(at + piece.length);
}
