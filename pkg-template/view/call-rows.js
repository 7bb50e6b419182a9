// The tool calls of a row, with all that other rows have of them.

import { describeCall } from "./call.js";

/**
 * @typedef {import("../pure/generated/records.js").CallbackResultData} CallbackResultData
 * @typedef {import("../pure/generated/records.js").ToolCallData} ToolCallData
 * @typedef {import("./rows.js").CallRow} CallRow
 * @typedef {import("./rows.js").Row} Row
 * @typedef {import("./rows.js").RowEntry} RowEntry
 * @typedef {import("./rows.js").RowSource} RowSource
 */

/**
 * @typedef {object} CallIndex what is known of calls, by their ids
 * @property {RowSource} source
 * @property {ReadonlyMap<string | undefined, number>} ends where the last message of each session stands
 * @property {ReadonlyMap<string, ToolCallData>} calls of each call the first that has its result, or else the first
 * @property {ReadonlyMap<string, readonly CallbackResultData[]>} callbacks
 * @property {(entries: readonly RowEntry[]) => readonly Row[]} rowsOf
 */

/** What a call was shown as, and what that depends on. @type {WeakMap<ToolCallData, { parts: readonly unknown[], row: CallRow }>} */
const shown = /* @__PURE__ */ new WeakMap();

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
      if (known === undefined || (!hasResult(known) && hasResult(call))) calls.set(call.id, call);
    }
    for (const callback of itemsOf(message.callbackResults)) {
      const known = callbacks.get(callback.toolCallId);
      if (known === undefined) callbacks.set(callback.toolCallId, [callback]);
      else known.push(callback);
    }
  }
  return { source, ends, calls, callbacks, rowsOf };
}

/** @param {RowEntry["message"]} message */
const sessionOf = (message) => ("sessionId" in message ? message.sessionId : undefined);

/**
 * Messages that nobody has checked are shown as far as they can be.
 *
 * @template T
 * @param {readonly T[] | null | undefined} list
 * @returns {readonly T[]}
 */
export const itemsOf = (list) => (Array.isArray(list) ? list.filter((item) => typeof item === "object" && item !== null) : []);

/** @param {ToolCallData} call */
const hasResult = ({ result, isError }) => (result ?? undefined) !== undefined || (isError ?? undefined) !== undefined;

/**
 * @param {ToolCallData} call
 * @param {RowEntry} entry that has the call
 * @param {number} position of the entry
 * @param {CallIndex} index
 * @returns {CallRow}
 */
export function callRow(call, entry, position, { source, ends, calls, callbacks, rowsOf }) {
  const live = liveOf(call, entry, source);
  const own = callbacks.get(call.id) ?? [];
  const other = hasResult(call) ? call : (calls.get(call.id) ?? call);
  const isLast = ends.get(sessionOf(entry.message)) === position;
  const lane = source.subagents.get(call.id);
  const agentRows = lane === undefined ? [] : rowsOf(lane.entries);
  const parts = [live, other, isLast, lane?.status, lane?.error, own.length, ...own, ...agentRows, ...Object.values(call)];
  const known = shown.get(call);
  if (known !== undefined && known.parts.length === parts.length && known.parts.every((part, index) => part === parts[index])) return known.row;
  // All that is said elsewhere of this call, and of what follows it no more than that it follows.
  const isAlone = isLast && other === call && own.length === 0;
  const messages = [{ toolCalls: [call] }, ...(isAlone ? [] : [{ toolCalls: [other], callbackResults: [...own] }])];
  const agent = lane && Object.freeze({ status: lane.status, error: lane.error, rows: Object.freeze([...agentRows]) });
  const row = Object.freeze({ ...describeCall(call, { live, messages }), agent });
  shown.set(call, { parts, row });
  return row;
}

/**
 * What only a live session knows of a call. Once the run is over and the history has it all, there is no more to know.
 *
 * @param {ToolCallData} call
 * @param {RowEntry} entry
 * @param {RowSource} source
 */
function liveOf(call, { isStored, status: own }, { calls, status }) {
  const live = calls.get(call.id);
  if (live === undefined || hasResult(call)) return undefined;
  const isOver = status === "ready" || status === "error";
  return isStored && isOver && own !== "interrupted" ? undefined : live;
}
