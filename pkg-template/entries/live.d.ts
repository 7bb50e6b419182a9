/**
 * Follows a live conversation: reads the backend's event stream, and assembles its events into messages. No wasm.
 *
 * @module backend-message/live
 */

export type * from "../pure/generated/events.js";
export { checkEvent } from "../live/check-event.js";
export type { EventIssue } from "../live/event-issue.js";
export { readEvents } from "../live/read-events.js";
export type { ReadEventsOptions } from "../live/read-events.js";
export { createLiveSession } from "../live/session.js";
export type {
  AgentMessage,
  AnyEvent,
  ConversationIssue,
  LiveCall,
  LiveEntry,
  LiveError,
  LiveIssue,
  LiveRequest,
  LiveSession,
  LiveSessionOptions,
  LiveSnapshot,
  LiveStatus,
  LiveSubagent,
  PendingHandle,
  PendingPrompt,
} from "../live/session.js";
export { ResponseError } from "../pure/response-error.js";
export { rows } from "../view/rows.js";
export type { AgentRows, AssistantRow, CallRow, NoticeError, NoticeRow, Row, RowEntry, RowSource, UserRow, LiveCallOfRow, PendingOfRow } from "../view/row.js";
