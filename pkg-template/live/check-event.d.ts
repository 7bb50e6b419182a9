import type { LiveEvent } from "../pure/generated/events.js";

/** What is declared of each event, by its name, with those that only older servers send. */
export declare const events: () => ReadonlyMap<string, object>;

/**
 * An event as it is declared, or `undefined` if it is not one. `null` is absent; unknown fields are kept; an optional field
 * that is wrong is left out. What was given is not changed.
 *
 * @param event a frame of the stream, with its data as JSON text, or an event of the generated SDK, with its data parsed
 * @param onIssue called for everything that is wrong
 */
export declare function checkEvent(
  event: { readonly event: string; readonly data: unknown; readonly id?: string | undefined },
  onIssue?: (issue: EventIssue) => void,
): LiveEvent | undefined;

/** What is wrong with an event. `path` and positions are those in the event's data. */
export type EventIssue = {
  /** What kind of thing is wrong; stable. */
  code:
    | "invalid_json" | "unexpected_end" | "too_deep"
    | "missing_field" | "invalid_type" | "invalid_enum" | "not_integer"
    | "unknown_event" | "frame_too_long";
  /** What is wrong, for people. */
  message: string;
  /** The way from the data to the value that is wrong. */
  path: readonly (string | number)[];
  /** The path as a JSON Pointer (RFC 6901). */
  pointer: string;
  /** The event's name, as it came. */
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
