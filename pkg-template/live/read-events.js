// Events from wherever their text comes: checked, one after another, and never ended by a bad one.

import { bytesOf } from "../pure/bytes.js";
import { errorOfResponse } from "../pure/response-error.js";
import { openerOf } from "../pure/source.js";
import { checkEvent } from "./check-event.js";
import { createEventStreamParser } from "./event-stream.js";

/** The longest frames hold a file that a tool writes; a stream that never ends a frame must end somewhere. */
const MAX_FRAME = 16 << 20;

/** @type {typeof import("./read-events.js").readEvents} */
export async function* readEvents(source, { signal, onIssue = () => {}, onRetry = () => {}, maxFrameBytes = MAX_FRAME } = {}) {
  signal?.throwIfAborted();
  if (isFailed(source)) throw await errorOfResponse(source);
  const parse = createEventStreamParser({
    maxFrameBytes,
    onSkip: () => onIssue({ code: "frame_too_long", message: `a frame is longer than ${maxFrameBytes}`, path: [], pointer: "" }),
  });
  /** @type {number | undefined} */
  let retry;
  for await (const piece of openerOf(source).open(/** @type {AbortSignal} */ (signal))) {
    for (const frame of parse(typeof piece === "string" ? piece : bytesOf(piece))) {
      if (frame.retry !== undefined && frame.retry !== retry) onRetry((retry = frame.retry));
      const event = checkEvent(frame, onIssue);
      if (event !== undefined) yield event;
      signal?.throwIfAborted();
    }
  }
}

/**
 * @param {unknown} source
 * @returns {source is Response}
 */
function isFailed(source) {
  return typeof source === "object" && source !== null && "body" in source && "ok" in source && source.ok === false;
}
