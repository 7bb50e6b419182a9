import type { LiveEvent } from "../pure/generated/events.js";

/** The declaration of each event, by its name, including events that only older servers send. */
export declare const events: () => ReadonlyMap<string, object>;

/**
 * Checks an event against its declaration; `undefined` if it is invalid. `null` means absent, unknown fields are kept,
 * invalid optional fields are left out. The argument is not changed.
 *
 * @param event a frame of the stream, with its data as JSON text, or an event of the generated SDK, with its data parsed
 * @param onIssue called for everything that is wrong
 */
export declare function checkEvent(
  event: { readonly event: string; readonly data: unknown; readonly id?: string | undefined },
  onIssue?: (issue: EventIssue) => void,
): LiveEvent | undefined;

/** What is wrong with an event. `path` and positions refer to the event's data. */
export type EventIssue = {
  /** What kind of thing is wrong; stable. */
  code:
    | "invalid_json" | "unexpected_end" | "too_deep"
    | "missing_field" | "invalid_type" | "invalid_enum" | "not_integer"
    | "unknown_event" | "frame_too_long";
  /** What is wrong, for people. */
  message: string;
  /** The path from the data to the invalid value. */
  path: readonly (string | number)[];
  /** The path as a JSON Pointer (RFC 6901). */
  pointer: string;
  /** The event's name, as received. */
  event?: string | undefined;
  /** The `id` of its frame. */
  id?: string | undefined;
  /** What would have been right. */
  expected?: string | undefined;
  /** What was found instead. */
  received?: string | undefined;
  /** UTF-16 units before it in the data's text. */
  index?: number | undefined;
  /** Its line there, from 1. */
  line?: number | undefined;
  /** Its column, from 1, in UTF-16 units. */
  column?: number | undefined;
};
