// Events that end a run or pause it.

import { addRow, noticeMissing, rowOf } from "./row-events.js";
import { equal } from "./values.js";

/**
 * @typedef {import("./conversation.js").Conversation} Conversation
 * @typedef {import("./lane.js").Lane} Lane
 * @typedef {import("./row.js").Row} Row
 * @typedef {import("./session.js").LiveError} LiveError
 * @typedef {import("../pure/generated/events.js").LiveEventData} LiveEventData
 */

/** @type {(conversation: Conversation, data: LiveEventData["complete"]) => void} */
export function completeRun(conversation, { done, messageId, content = "", reasoning = "", parentToolCallId }) {
  const lane = conversation.laneOf(parentToolCallId);
  if (!messageId && lane.run === "completed") return;
  const row = completedRow(conversation, lane, messageId, content);
  // A repeated event must not end the run that has begun since.
  if (messageId && row?.isWhole) return;
  if (row !== undefined) {
    noticeMissing(conversation, row);
    setWhole(conversation, row, "reasoning", reasoning);
    setWhole(conversation, row, "text", content);
  }
  if (!done) return;
  if (row !== undefined) row.isWhole = true;
  // The history may already have a later row.
  lane.seal(row);
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
  conversation.miss("different_text", row.id);
  row[field] = text;
  row.changedAt = conversation.clock;
  row.gaps = undefined;
  row.touch();
}

/**
 * @param {Conversation} conversation
 * @param {LiveEventData["error"]} data
 * @param {boolean} isLimit
 */
export function failRun(conversation, { error: message, type, retryAfter, attempt, maxAttempts, parentToolCallId }, isLimit) {
  const lane = conversation.laneOf(parentToolCallId);
  const mayRetry = attempt !== undefined && maxAttempts !== undefined ? attempt < maxAttempts : isLimit;
  const isOver = lane.run === "interrupted";
  const error = Object.freeze({ message, type, retryAfter, attempt, maxAttempts, isRateLimit: isLimit, isFinal: !mayRetry });
  if (equal(lane.error, error)) return;
  if (mayRetry) {
    lane.setRun("retrying", error);
    conversation.restructured();
    return;
  }
  lane.interrupt();
  // After the user stopped the run, its end is not a failure.
  endRun(conversation, lane, isOver ? "interrupted" : "failed", isOver ? undefined : error);
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
  lane.untold = [];
  lane.isAnnounced = false;
  if (run === "completed") {
    lane.open = undefined;
    // Another prompt may have been sent meanwhile.
    lane.isPrompted = lane.rows.at(-1)?.role === "user";
  }
  conversation.restructured();
  if (lane !== conversation.main) return;
  endSubagents(conversation, run);
  conversation.setRequests([]);
  conversation.wantsHistory = true;
}

/**
 * The end of the agent's run ends those of its sub-agents.
 *
 * @param {Conversation} conversation
 * @param {"completed" | "failed" | "interrupted"} run
 */
export function endSubagents({ subagents }, run) {
  for (const lane of subagents.values()) if (lane.isRunning) endSoftly(lane, run);
}

/**
 * Ends a lane's run without an event of its own. Further events of it resume it.
 *
 * @param {Lane} lane
 * @param {"completed" | "failed" | "interrupted"} run
 */
export function endSoftly(lane, run) {
  lane.setRun(run === "completed" ? "idle" : run);
  if (run === "completed") lane.last?.setStatus("done");
  else lane.interrupt();
}
