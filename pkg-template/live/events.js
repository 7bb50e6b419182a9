// How each event changes the conversation.

import { appendToCall, completeExecution, finishCall, formerCall, startCall, startExecution } from "./call-events.js";
import { addPrompt, appendToRow } from "./row-events.js";
import { completeRun, failRun } from "./run-events.js";

/**
 * @typedef {import("./conversation.js").Conversation} Conversation
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
  conversation.beats = 0;
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
  conversation.beats = 2;
  conversation.becomeStale();
}

/** @param {Conversation} conversation */
function beat(conversation) {
  if (!conversation.main.isRunning) return;
  // A whole interval without an event: a tool is slow, or the end of the run was lost.
  if (++conversation.beats > 1) conversation.wantsHistory = true;
}

/**
 * @param {Conversation} conversation
 * @param {string} sessionId
 */
function isOfAnother(conversation, sessionId) {
  if (sessionId === conversation.sessionId) return false;
  conversation.report("other_session", sessionId);
  return true;
}

/**
 * @param {Conversation} conversation
 * @param {LiveEventData["permission" | "notification"]} data
 * @param {"permission" | "notification"} kind
 */
function ask(conversation, data, kind) {
  // A sub-agent's requests name its own session.
  if (!data.parentToolCallId && isOfAnother(conversation, data.sessionId)) return;
  if (conversation.answered.has(data.id) || conversation.requests.some(({ id }) => id === data.id)) return;
  const request = /** @type {import("./session.js").LiveRequest} */ (Object.freeze({ kind, ...data }));
  conversation.setRequests([...conversation.requests, request]);
}
