// How each event changes the conversation.

import { claimPrompt } from "./pending.js";

/**
 * @typedef {import("./call.js").Call} Call
 * @typedef {import("./conversation.js").Conversation} Conversation
 * @typedef {import("./lane.js").Lane} Lane
 * @typedef {import("./row.js").Row} Row
 * @typedef {import("./session.js").LiveError} LiveError
 * @typedef {import("./session.js").LiveEvent} LiveEvent
 * @typedef {import("../pure/generated/events.js").LiveEventData} LiveEventData
 */

/**
 * @param {Conversation} conversation
 * @param {LiveEvent} event valid
 */
export function applyEvent(conversation, event) {
  conversation.clock++;
  const apply = /** @type {((conversation: Conversation, data: any) => void) | undefined} */ (HANDLERS[event.event]);
  if (apply === undefined) return;
  apply(conversation, event.data);
  if (event.event === "connected" || event.event === "heartbeat") return;
  conversation.isConnectionUsed = true;
  conversation.isQuiet = false;
}

/** @type {{ [Name in keyof LiveEventData]?: (conversation: Conversation, data: LiveEventData[Name]) => void }} */
const HANDLERS = {
  connected: connect,
  heartbeat: beat,
  user_message_created: addPrompt,
  thinking: (conversation, data) => appendToRow(conversation, data, "reasoning"),
  content: (conversation, data) => appendToRow(conversation, data, "text"),
  tool_use_start: startCall,
  tool_use_parameter_delta: appendToCall,
  tool_use_parameter_streaming_complete: finishCall,
  tool_execution_start: startExecution,
  tool_execution_complete: completeExecution,
  complete: completeRun,
  error: (conversation, data) => failRun(conversation, data, false),
  rate_limit_error: (conversation, data) => failRun(conversation, data, true),
  permission: (conversation, data) => ask(conversation, data, "permission"),
  notification: (conversation, data) => ask(conversation, data, "notification"),
  tool: formerCall,
  tool_parameter_delta: appendToCall,
};

/** @type {(conversation: Conversation, data: LiveEventData["connected"]) => void} */
function connect(conversation, { sessionId }) {
  if (isOfAnother(conversation, sessionId)) return;
  conversation.wantsHistory = true;
  if (conversation.connections > 0 && !conversation.isConnectionUsed) return;
  conversation.isConnectionUsed = false;
  if (++conversation.connections === 1) return;
  conversation.isQuiet = true;
  conversation.becomeStale();
}

/** @param {Conversation} conversation */
function beat(conversation) {
  if (!conversation.main.isRunning) return;
  // A whole interval without an event: the tool takes its time, or the end of the run was lost.
  if (conversation.isQuiet) conversation.wantsHistory = true;
  conversation.isQuiet = true;
}

/**
 * @param {Conversation} conversation
 * @param {string} sessionId
 */
function isOfAnother(conversation, sessionId) {
  if (sessionId === conversation.sessionId) return false;
  conversation.report("other_session", `an event of the session ${sessionId} was ignored`);
  return true;
}

/** @type {(conversation: Conversation, data: LiveEventData["user_message_created"]) => void} */
function addPrompt(conversation, { messageId, content, parentToolCallId }) {
  const lane = conversation.laneOf(parentToolCallId);
  const known = conversation.rows.get(messageId);
  if (known !== undefined) {
    if (!known.isAnnounced && lane === conversation.main) {
      known.addedAt = conversation.clock;
      claimPrompt(conversation, known.text, conversation.clock);
    }
    known.isAnnounced = true;
    return;
  }
  const prompt = lane === conversation.main ? claimPrompt(conversation, content, conversation.clock) : undefined;
  const row = conversation.newRow(lane, "user", messageId, prompt?.key);
  row.text = content;
  row.isAnnounced = true;
  lane.add(row);
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
 * @param {(row: Row) => boolean} [isAhead] whether the stored history has told of a row what is coming now
 * @returns {Row}
 */
function rowOf(conversation, lane, id, isAhead = () => false) {
  if (!id) {
    lane.open ??= lane.untold.find((row) => row.role === "assistant" && isAhead(row));
    return lane.open ?? addRow(conversation, lane, undefined);
  }
  const known = conversation.rows.get(id);
  if (known?.role === "assistant") return known;
  if (known !== undefined) {
    conversation.miss("different_role", `the message ${id} is the user's, and the agent's`);
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
function addRow(conversation, lane, id) {
  if (lane === conversation.main && !lane.isPrompted) {
    conversation.miss("missing_event", "an answer began without its prompt");
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
 * When a row is followed, its calls have run. If not all of it was told, events were lost.
 *
 * @param {Conversation} conversation
 * @param {Row | undefined} row
 */
function noticeMissing(conversation, row) {
  const call = row?.isSealed ? undefined : row?.calls.find(({ isFinished, isEnded, isInterrupted }) => !isInterrupted && !(isFinished && isEnded));
  if (call !== undefined) conversation.miss("missing_event", `the end of the call ${call.id} was not told`);
}

/**
 * Something new has come of a lane's run, so it goes on.
 *
 * @param {Conversation} conversation
 * @param {Lane} lane
 */
function resume(conversation, lane) {
  if (lane.run === "streaming") return;
  // What comes after the user has stopped the run was under way.
  if (lane.run !== "interrupted") {
    lane.setRun("streaming");
    lane.resume();
  }
  conversation.restructured();
}

/**
 * @param {Conversation} conversation
 * @param {LiveEventData["content" | "thinking"]} data
 * @param {"text" | "reasoning"} field
 */
function appendToRow(conversation, { content, assistantMessageId, parentToolCallId }, field) {
  const lane = conversation.laneOf(parentToolCallId);
  const row = rowOf(conversation, lane, assistantMessageId, ({ ahead }) => startsWith(ahead[field], content));
  if (startsWith(row.ahead[field], content)) {
    row.ahead[field] = row.ahead[field].slice(content.length);
    return;
  }
  if (row.isSealed) {
    if (row.isWhole) conversation.report("late_event", `a piece of the message ${row.id} came after its end`);
    else conversation.miss("late_event", `a piece of the message ${row.id} came after its end`);
    return;
  }
  change(conversation, row);
  row[field] += content;
  row.ahead[field] = "";
  row.touch();
}

/**
 * @param {string} text
 * @param {string} start
 */
const startsWith = (text, start) => text !== "" && text.startsWith(start);

/**
 * The call that an event belongs to; a new one, if it is not known.
 *
 * @param {Conversation} conversation
 * @param {{ id: string, name: string, assistantMessageId?: string | undefined, parentToolCallId?: string | undefined }} told
 * @param {boolean} isStart
 */
function callOf(conversation, { id, name, assistantMessageId, parentToolCallId }, isStart) {
  const known = conversation.calls.get(id);
  if (known?.row !== undefined) {
    if (known.name === "" && name !== "") rename(known, name);
    return known;
  }
  const lane = conversation.laneOf(parentToolCallId);
  const row = rowOf(conversation, lane, assistantMessageId);
  if (!isStart) conversation.miss("missing_event", `the beginning of the call ${id} was not told`);
  const call = known ?? conversation.addCall(id, name, lane);
  if (name !== "") call.name = name;
  call.lane = row.lane;
  call.row = row;
  row.calls.push(call);
  change(conversation, row);
  call.touch();
  if (row.isSealed) conversation.miss("late_event", `the call ${id} came after the end of its message`);
  conversation.restructured();
  return call;
}

/**
 * @param {Call} call
 * @param {string} name
 */
function rename(call, name) {
  call.name = name;
  call.touch();
}

/** @type {(conversation: Conversation, data: LiveEventData["tool_use_start"]) => void} */
function startCall(conversation, data) {
  callOf(conversation, data, true);
}

/** @type {(conversation: Conversation, data: LiveEventData["tool_use_parameter_delta"]) => void} */
function appendToCall(conversation, { toolCallId, input, assistantMessageId, parentToolCallId }) {
  const call = callOf(conversation, { id: toolCallId, name: "", assistantMessageId, parentToolCallId }, false);
  if (startsWith(call.ahead, input)) {
    call.ahead = call.ahead.slice(input.length);
    return;
  }
  if (call.isFinished || call.row?.isSealed) {
    conversation.report("late_event", `a piece of the arguments of the call ${toolCallId} came after their end`);
    return;
  }
  call.append(input);
  call.ahead = "";
  change(conversation, call.row);
}

/**
 * An event changes a row.
 *
 * @param {Conversation} conversation
 * @param {Row | undefined} row
 */
function change(conversation, row) {
  if (row === undefined) return;
  if (row.connection !== conversation.connections) {
    row.connection = conversation.connections;
    row.gaps = { text: row.text.length, reasoning: row.reasoning.length };
  }
  row.changedAt = conversation.clock;
  if (!row.isSealed) resume(conversation, row.lane);
}

/** @type {(conversation: Conversation, data: LiveEventData["tool_use_parameter_streaming_complete"]) => void} */
function finishCall(conversation, data) {
  const call = callOf(conversation, data, false);
  if (call.input !== data.input) miss(conversation, call);
  finish(conversation, call, data);
}

/**
 * @param {Conversation} conversation
 * @param {Call} call
 */
function miss(conversation, { id }) {
  conversation.miss("different_input", `the pieces of the arguments of the call ${id} were not all of them`);
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
 * Servers up to 0.9.1 told a call's arguments again and again.
 *
 * @type {(conversation: Conversation, data: LiveEventData["tool"]) => void}
 */
function formerCall(conversation, data) {
  const call = callOf(conversation, data, true);
  if (data.status === "completed") {
    // Where there are pieces at all, they are all of it.
    if (call.input !== "" && call.input !== data.input) miss(conversation, call);
    finish(conversation, call, data);
  } else if (!call.isFinished && data.input.length > call.input.length && data.input.startsWith(call.input)) {
    call.append(data.input.slice(call.input.length));
    change(conversation, call.row);
  }
}

/** @type {(conversation: Conversation, data: LiveEventData["tool_execution_start"]) => void} */
function startExecution(conversation, { toolCallId, toolName, progress, parentToolCallId }) {
  const call = executedCall(conversation, toolCallId, toolName, parentToolCallId);
  closeRow(call);
  if (call.isStarted || call.isEnded) return;
  if (!call.isFinished && call.row !== undefined) conversation.miss("missing_event", `the arguments of the call ${toolCallId} were not told to their end`);
  call.isStarted = true;
  execute(conversation, call, progress);
}

/** @type {(conversation: Conversation, data: LiveEventData["tool_execution_complete"]) => void} */
function completeExecution(conversation, { toolCallId, toolName, progress, success, parentToolCallId }) {
  const call = executedCall(conversation, toolCallId, toolName, parentToolCallId);
  closeRow(call);
  if (call.isEnded) return;
  if (!call.isStarted && call.row !== undefined) conversation.miss("missing_event", `the call ${toolCallId} ended, but its start was not told`);
  call.isEnded = true;
  call.succeeded = success;
  execute(conversation, call, progress);
  const lane = conversation.subagents.get(toolCallId);
  if (lane?.isRunning) endSoftly(lane, "completed");
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
  conversation.miss("missing_event", `the beginning of the call ${id} was not told`);
  return conversation.addCall(id, name, conversation.laneOf(parent));
}

/**
 * The tools run once the turn has ended, so the next piece without an id belongs to the next one.
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

/** @type {(conversation: Conversation, data: LiveEventData["complete"]) => void} */
function completeRun(conversation, { done, messageId, content = "", reasoning = "", parentToolCallId }) {
  const lane = conversation.laneOf(parentToolCallId);
  if (!messageId && lane.run === "completed") return;
  const row = completedRow(conversation, lane, messageId, content);
  // Told again, it must not end the run that has begun since.
  if (messageId && row?.isWhole) return;
  if (row !== undefined) {
    noticeMissing(conversation, row);
    setWhole(conversation, row, "reasoning", reasoning);
    setWhole(conversation, row, "text", content);
  }
  if (!done) return;
  if (row !== undefined) row.isWhole = true;
  lane.seal();
  endRun(conversation, lane, "completed");
}

/**
 * @param {Conversation} conversation
 * @param {Lane} lane
 * @param {string | undefined} id
 * @param {string} content
 */
function completedRow(conversation, lane, id, content) {
  if (id) return rowOf(conversation, lane, id);
  if (lane.open !== undefined) return lane.open;
  const { last } = lane;
  if (content === "") return last;
  if (last !== undefined && !last.isSealed && (last.text === content || last.calls.length === 0)) return last;
  return addRow(conversation, lane, undefined);
}

/**
 * @param {Conversation} conversation
 * @param {Row} row
 * @param {"text" | "reasoning"} field
 * @param {string} text
 */
function setWhole(conversation, row, field, text) {
  row.ahead[field] = "";
  if (text === "" || row[field] === text) return;
  conversation.miss("different_text", `the pieces of the message ${row.id} were not all of them`);
  row[field] = text;
  row.changedAt = conversation.clock;
  row.gaps = undefined;
  row.touch();
}

/**
 * @param {Conversation} conversation
 * @param {Lane} lane
 * @param {"completed" | "failed" | "interrupted"} run
 * @param {LiveError} [error]
 */
export function endRun(conversation, lane, run, error) {
  lane.setRun(run, error);
  lane.endedAt = conversation.clock;
  lane.open = undefined;
  lane.untold = [];
  lane.isAnnounced = false;
  if (run === "completed") lane.isPrompted = false;
  conversation.restructured();
  if (lane !== conversation.main) return;
  for (const other of conversation.subagents.values()) if (other.isRunning) endSoftly(other, run);
  if (conversation.requests.length > 0) conversation.setRequests([]);
  conversation.wantsHistory = true;
}

/**
 * The end of a sub-agent that was not told. What still comes of it goes on.
 *
 * @param {Lane} lane
 * @param {"completed" | "failed" | "interrupted"} run
 */
function endSoftly(lane, run) {
  lane.setRun(run === "completed" ? "idle" : run);
  if (run === "completed") lane.last?.setStatus("done");
  else lane.interrupt();
}

/**
 * @param {Conversation} conversation
 * @param {LiveEventData["error"]} data
 * @param {boolean} isLimit
 */
function failRun(conversation, { error: message, type, retryAfter, attempt, maxAttempts, parentToolCallId }, isLimit) {
  const lane = conversation.laneOf(parentToolCallId);
  const mayRetry = attempt !== undefined && maxAttempts !== undefined ? attempt < maxAttempts : isLimit;
  const isOver = lane.run === "interrupted";
  const error = Object.freeze({ message, type, retryAfter, attempt, maxAttempts, isRateLimit: isLimit, isFinal: !mayRetry });
  if (lane.error !== undefined && JSON.stringify(lane.error) === JSON.stringify(error)) return;
  if (mayRetry) {
    lane.setRun("retrying", error);
    conversation.restructured();
    return;
  }
  lane.interrupt();
  // After the user has stopped the run, that it has ended is no failure.
  endRun(conversation, lane, isOver ? "interrupted" : "failed", isOver ? undefined : error);
}

/**
 * @param {Conversation} conversation
 * @param {LiveEventData["permission" | "notification"]} data
 * @param {"permission" | "notification"} kind
 */
function ask(conversation, data, kind) {
  // A sub-agent asks for a session of its own.
  if (!data.parentToolCallId && isOfAnother(conversation, data.sessionId)) return;
  if (conversation.answered.has(data.id) || conversation.requests.some(({ id }) => id === data.id)) return;
  const request = /** @type {import("./session.js").LiveRequest} */ (Object.freeze({ kind, ...data }));
  conversation.setRequests([...conversation.requests, request]);
}
