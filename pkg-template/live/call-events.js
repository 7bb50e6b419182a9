// Events of tool calls: their arguments, and how they run.

import { beyond, change, restOf, resume, rowOf } from "./row-events.js";
import { endSoftly } from "./run-events.js";

/**
 * @typedef {import("./call.js").Call} Call
 * @typedef {import("./conversation.js").Conversation} Conversation
 * @typedef {import("../pure/generated/events.js").LiveEventData} LiveEventData
 */

/** @type {(conversation: Conversation, data: LiveEventData["tool_use_start"]) => void} */
export function startCall(conversation, data) {
  callOf(conversation, data, true);
}

/** @type {(conversation: Conversation, data: LiveEventData["tool_use_parameter_delta"]) => void} */
export function appendToCall(conversation, { toolCallId, input, assistantMessageId, parentToolCallId }) {
  const call = callOf(conversation, { id: toolCallId, name: "", assistantMessageId, parentToolCallId }, false);
  const rest = restOf(call.ahead, input);
  if (rest !== undefined) {
    call.ahead = rest;
    return;
  }
  if (call.isFinished || call.row?.isSealed) {
    conversation.report("late_event", `arguments of ${toolCallId}`);
    return;
  }
  call.append(beyond(call.ahead, input));
  call.ahead = "";
  change(conversation, call.row);
}

/** @type {(conversation: Conversation, data: LiveEventData["tool_use_parameter_streaming_complete"]) => void} */
export function finishCall(conversation, data) {
  const call = callOf(conversation, data, false);
  if (call.input !== data.input) conversation.miss("different_input", call.id);
  finish(conversation, call, data);
}

/**
 * Servers up to 0.9.1 sent a call's arguments again with every piece.
 *
 * @type {(conversation: Conversation, data: LiveEventData["tool"]) => void}
 */
export function formerCall(conversation, data) {
  const call = callOf(conversation, data, true);
  if (data.status === "completed") {
    // If pieces came, they are complete.
    if (call.input !== "" && call.input !== data.input) conversation.miss("different_input", call.id);
    finish(conversation, call, data);
  } else if (!call.isFinished && data.input.length > call.input.length && data.input.startsWith(call.input)) {
    call.append(data.input.slice(call.input.length));
    change(conversation, call.row);
  }
}

/** @type {(conversation: Conversation, data: LiveEventData["tool_execution_start"]) => void} */
export function startExecution(conversation, { toolCallId, toolName, progress, parentToolCallId }) {
  const call = executedCall(conversation, toolCallId, toolName, parentToolCallId);
  closeRow(call);
  if (call.isStarted || call.isEnded) return;
  if (!call.isFinished && call.row !== undefined) conversation.miss("missing_event", `end of the arguments of ${toolCallId}`);
  call.isStarted = true;
  execute(conversation, call, progress);
}

/** @type {(conversation: Conversation, data: LiveEventData["tool_execution_complete"]) => void} */
export function completeExecution(conversation, { toolCallId, toolName, progress, success, parentToolCallId }) {
  const call = executedCall(conversation, toolCallId, toolName, parentToolCallId);
  closeRow(call);
  if (call.isEnded) return;
  if (!call.isStarted && call.row !== undefined) conversation.miss("missing_event", `start of ${toolCallId}`);
  call.isEnded = true;
  call.succeeded = success;
  execute(conversation, call, progress);
  const lane = conversation.subagents.get(toolCallId);
  if (lane?.isRunning) endSoftly(lane, "completed");
}

/**
 * The call that an event belongs to, new if it is unknown.
 *
 * @param {Conversation} conversation
 * @param {{ id: string, name: string, assistantMessageId?: string | undefined, parentToolCallId?: string | undefined }} told
 * @param {boolean} isStart
 */
function callOf(conversation, { id, name, assistantMessageId, parentToolCallId }, isStart) {
  const known = conversation.calls.get(id);
  if (known?.row !== undefined) {
    if (known.name === "" && name !== "") {
      known.name = name;
      known.touch();
    }
    resume(conversation, known.row);
    return known;
  }
  const lane = conversation.laneOf(parentToolCallId);
  const row = rowOf(conversation, lane, assistantMessageId);
  if (!isStart) conversation.miss("missing_event", `start of ${id}`);
  const call = known ?? conversation.addCall(id, name, lane);
  if (name !== "") call.name = name;
  call.lane = row.lane;
  call.row = row;
  row.calls.push(call);
  change(conversation, row);
  call.touch();
  if (row.isSealed) conversation.miss("late_event", id);
  conversation.restructured();
  return call;
}

/**
 * @param {Conversation} conversation
 * @param {Call} call
 * @param {{ name: string, input: string }} told
 */
function finish(conversation, call, { name, input }) {
  if (call.isFinished && call.input === input) return;
  if (name !== "") call.name = name;
  call.ahead = "";
  call.replace(input);
  change(conversation, call.row);
  conversation.restructured();
}

/**
 * @param {Conversation} conversation
 * @param {string} id
 * @param {string} name
 * @param {string | undefined} parent
 */
function executedCall(conversation, id, name, parent) {
  const known = conversation.calls.get(id);
  if (known !== undefined) return known;
  conversation.miss("missing_event", `start of ${id}`);
  return conversation.addCall(id, name, conversation.laneOf(parent));
}

/**
 * Tools run once the turn has ended, so the next piece without an id belongs to the next turn.
 *
 * @param {Call} call
 */
function closeRow({ row, lane }) {
  if (row !== undefined && row === lane.open) lane.open = undefined;
}

/**
 * @param {Conversation} conversation
 * @param {Call} call
 * @param {string} progress
 */
function execute(conversation, call, progress) {
  call.progress = progress;
  call.isInterrupted = false;
  call.touchLive();
  change(conversation, call.row);
  conversation.restructured();
}
