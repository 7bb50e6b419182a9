// Checked events from any source of text. An invalid event does not end the stream.

import { checkOptions } from "../pure/option-names.js";
import { errorOfResponse, isFailure } from "../pure/response-error.js";
import { checkEvent } from "./check-event.js";
import { createEventStreamParser } from "./event-stream.js";
import { piecesOf } from "./pieces.js";

/** The longest frames contain a file that a tool writes. A stream that never ends a frame must not fill the memory. */
const MAX_FRAME = 16 << 20;

/** @type {import("../pure/option-names.js").Names<import("./read-events.js").ReadEventsOptions>} */
const NAMES = { signal: 1, onIssue: 1, onRetry: 1, onPiece: 1, maxFrameBytes: 1 };

/** @type {typeof import("./read-events.js").readEvents} */
export async function* readEvents(source, options = {}) {
  checkOptions(options, NAMES);
  const { signal, onIssue, onRetry, onPiece, maxFrameBytes = MAX_FRAME } = options;
  if (isFailure(source)) throw await errorOfResponse(source);
  const parse = createEventStreamParser({
    maxFrameBytes,
    onSkip: () => onIssue?.({ code: "frame_too_long", message: `a frame is longer than ${maxFrameBytes}`, path: [], pointer: "" }),
  });
  /** @type {number | undefined} */
  let known;
  for await (const piece of piecesOf(source, signal)) {
    onPiece?.();
    for (const frame of parse(piece)) {
      const { retry } = frame;
      if (retry !== undefined && retry !== known) onRetry?.((known = retry));
      const event = checkEvent(frame, onIssue);
      if (event) yield event;
      signal?.throwIfAborted();
    }
  }
}
