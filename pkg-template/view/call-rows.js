// The tool calls of a row, with everything that other rows have about them.

import { describeCall, hasResult } from "./call.js";
import { remember } from "./remember.js";

/**
 * @typedef {import("../pure/generated/records.js").CallbackResultData} CallbackResultData
 * @typedef {import("../pure/generated/records.js").ToolCallData} ToolCallData
 * @typedef {import("./row.js").CallRow} CallRow
 * @typedef {import("./row.js").Row} Row
 * @typedef {import("./row.js").RowEntry} RowEntry
 * @typedef {import("./row.js").RowSource} RowSource
 */

/**
 * @typedef {object} CallIndex what is known of calls, by their ids
 * @property {RowSource} source
 * @property {ReadonlyMap<string | undefined, number>} ends the position of each session's last message
 * @property {ReadonlyMap<string, ToolCallData>} calls for each call, the first copy that has its result, or else the first
 * copy
 * @property {ReadonlyMap<string, CallbackResultData[]>} callbacks
 * @property {(entries: readonly RowEntry[]) => readonly Row[]} rowsOf
 */

/**
 * @param {RowSource} source
 * @param {readonly RowEntry[]} entries
 * @param {CallIndex["rowsOf"]} rowsOf
 * @returns {CallIndex}
 */
export function createCallIndex(source, entries, rowsOf) {
  /** @type {Map<string, ToolCallData>} */
  const calls = new Map();
  /** @type {Map<string, CallbackResultData[]>} */
  const callbacks = new Map();
  const ends = new Map();
  for (const [position, { message }] of entries.entries()) {
    ends.set(sessionOf(message), position);
    for (const call of itemsOf(message.toolCalls)) {
      const known = calls.get(call.id);
      if (!known || (!hasResult(known) && hasResult(call))) calls.set(call.id, call);
    }
    for (const callback of itemsOf(message.callbackResults)) {
      const known = callbacks.get(callback.toolCallId);
      if (known) known.push(callback);
      else callbacks.set(callback.toolCallId, [callback]);
    }
  }
  return { source, ends, calls, callbacks, rowsOf };
}

/** @param {RowEntry["message"]} message */
const sessionOf = (message) => /** @type {{ sessionId?: string }} */ (message).sessionId;

/**
 * Unchecked messages are shown as far as possible.
 *
 * @template T
 * @param {readonly T[] | null | undefined} list
 * @returns {readonly T[]}
 */
export const itemsOf = (list) => (Array.isArray(list) ? list.filter((item) => typeof item === "object" && item) : []);

/**
 * @param {ToolCallData} call
 * @param {RowEntry} entry that has the call
 * @param {number} position of the entry
 * @param {CallIndex} index
 * @returns {CallRow}
 */
export function callRow(call, { isStored, status, message }, position, { source, ends, calls, callbacks, rowsOf }) {
  const { id } = call;
  const own = callbacks.get(id) ?? [];
  const other = hasResult(call) ? call : (calls.get(id) ?? call);
  const isLast = ends.get(sessionOf(message)) === position;
  const lane = source.subagents.get(id);
  const agentRows = lane ? rowsOf(lane.entries) : [];
  // What only a live session knows about a call. It is of no use once the run is over and the history has everything.
  const isOver = source.status === "ready" || source.status === "error";
  const live = hasResult(call) || (isStored && isOver && status !== "interrupted") ? undefined : source.calls.get(id);
  return remember(call, [live, other, isLast, lane?.status, lane?.error, own.length, ...own, ...agentRows, ...Object.values(call)], () => {
    // Everything that other messages say about this call, and, of later messages, only that they follow.
    const isAlone = isLast && other === call && !own.length;
    const messages = [{ toolCalls: [call] }, ...(isAlone ? [] : [{ toolCalls: [other], callbackResults: [...own] }])];
    const agent = lane && Object.freeze({ status: lane.status, error: lane.error, rows: Object.freeze([...agentRows]) });
    return Object.freeze({ ...describeCall(call, { live, messages }), agent });
  });
}
