import type { EventIssue } from "../live/event-issue.js";
import type { Rejected } from "../pure/outcome.js";

/** What was left out, and of which response. */
export type Rejection = RejectedMessage | RejectedEvent;

/** A message of a history. */
export type RejectedMessage = {
  kind: "message";
  /** The address of the answer. */
  url: string;
  /** The message's index in the list, its source, and its issues. */
  rejected: Rejected;
};

/** An event of a stream. */
export type RejectedEvent = {
  kind: "event";
  /** The address of the answer. */
  url: string;
  /** The event's name; `""` for a frame that is too long to be read. */
  event: string;
  /** Its data, as text. */
  data: string;
  /** What is wrong with it. */
  issues: readonly EventIssue[];
  /** Whether the event is kept, without some optional fields. */
  isKept: boolean;
};
