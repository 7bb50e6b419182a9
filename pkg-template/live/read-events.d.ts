import type { LiveEvent } from "../pure/generated/events.js";
import type { AbortSignalLike, JsonSource } from "../pure/json-input.js";
import type { EventIssue } from "./event-issue.js";

/**
 * The events of a stream, one after another. An invalid event is reported as an issue and skipped; the stream goes on. A
 * `Response` whose `ok` is false rejects with a `ResponseError`.
 *
 * @param source the stream's text, or a source of its pieces, cut anywhere
 */
export declare function readEvents(source: JsonSource, options?: ReadEventsOptions): AsyncGenerator<LiveEvent, void, undefined>;

/** How to read an event stream. */
export type ReadEventsOptions = {
  /** Ends the reading, which then rejects with the signal's reason. */
  signal?: AbortSignalLike | undefined;
  /** Called for everything that is wrong. */
  onIssue?: ((issue: EventIssue) => void) | undefined;
  /** Called with the time, in milliseconds, after which the server asks the client to reconnect. */
  onRetry?: ((milliseconds: number) => void) | undefined;
  /** Called for every piece of the source, before its events. */
  onPiece?: (() => void) | undefined;
  /** The longest frame, in UTF-16 units; 16 Mi by default. Longer ones are skipped. */
  maxFrameBytes?: number | undefined;
};
