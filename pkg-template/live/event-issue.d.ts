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
