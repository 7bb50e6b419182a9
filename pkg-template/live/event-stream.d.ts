/**
 * Takes the text of an event stream, cut anywhere, and gives its frames. What a piece holds is given before the next one is
 * taken. A frame that the end of the stream cuts is none.
 */
export declare function createEventStreamParser(options: {
  /** The most that a frame may hold, in UTF-16 units: a longer one is passed over. */
  maxFrameBytes: number;
  /** Called once for each frame that is passed over. */
  onSkip(): void;
}): (piece: string | Uint8Array) => Generator<Frame, void, undefined>;

/** A frame of an event stream. */
export type Frame = {
  /** The event's name; `message` where the frame has none. */
  event: string;
  /** Its lines of data, with line feeds between them. */
  data: string;
  /** The last `id` of this frame or one before; `""` where there is none. */
  id: string;
  /** How long to wait before connecting anew, in milliseconds, as the stream asked for last. */
  retry: number | undefined;
};
