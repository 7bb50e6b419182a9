/**
 * Parses the text of an event stream, cut anywhere, into frames. Yields all frames of a piece before it takes the next one.
 * A frame that the end of the stream cuts off is dropped.
 */
export declare function createEventStreamParser(options: {
  /** The longest frame, in UTF-16 units: longer ones are skipped. */
  maxFrameBytes: number;
  /** Called once for each skipped frame. */
  onSkip(): void;
}): (piece: string | Uint8Array) => Generator<Frame, void, undefined>;

/** A frame of an event stream. */
export type Frame = {
  /** The event's name; `message` where the frame has none. */
  event: string;
  /** Its lines of data, joined by line feeds. */
  data: string;
  /** The last `id` of this frame or an earlier one; `""` if there is none. */
  id: string;
  /** How long to wait before reconnecting, in milliseconds, as the stream last requested. */
  retry: number | undefined;
};
