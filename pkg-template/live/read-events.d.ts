import type { LiveEvent } from "../pure/generated/events.js";
import type { AbortSignalLike, JsonSource } from "../pure/json-input.js";
import type { EventIssue } from "./check-event.js";

/**
 * The events of a stream, one after another. What is not an event, or not as it is declared, is reported as an issue and
 * passed over; the stream goes on. A `Response` whose `ok` is false rejects with a `ResponseError`.
 *
 * @param source the stream's text, or what gives it in pieces, cut anywhere
 */
export declare function readEvents(source: JsonSource, options?: ReadEventsOptions): AsyncGenerator<LiveEvent, void, undefined>;

/** How to read an event stream. */
export type ReadEventsOptions = {
  /** Ends the reading: it rejects with the signal's reason. */
  signal?: AbortSignalLike | undefined;
  /** Called for everything that is wrong. */
  onIssue?: ((issue: EventIssue) => void) | undefined;
  /** Called with the time, in milliseconds, after which the server asks to connect anew. */
  onRetry?: ((milliseconds: number) => void) | undefined;
  /** Called with every piece of the source, before its events are given. */
  onPiece?: (() => void) | undefined;
  /** The most that a frame may hold, 16 MiB by default, counted in UTF-16 units. A longer one is passed over. */
  maxFrameBytes?: number | undefined;
};
