// Event streams without the frames at which the SDK's parser fails.

import { checkData, teller } from "../live/event-data.js";
import { createEventStreamParser } from "../live/event-stream.js";
import { need } from "../pure/engine-parts.js";
import { encoderOfUtf8 } from "../pure/text-codecs.js";

/** The longest frames contain a file that a tool writes. */
const MAX_FRAME = 16 << 20;

/** Sent by the backend, or by older ones, and unknown to the SDK. */
const UNKNOWN_TO_SDK = new Set(["rate_limit_error", "tool", "tool_parameter_delta", "summarize", "subagent_created"]);
/** Its `type` says what failed, and need not be there; the others' is their name. */
const WITHOUT_TYPE = "error";

/**
 * @typedef {import("../live/event-stream.js").Frame} Frame
 * @typedef {import("../live/event-issue.js").EventIssue} EventIssue
 * @typedef {(rejection: import("./rejection.js").Rejection) => void} OnRejected
 */

/**
 * @param {ReadableStream<Uint8Array>} body
 * @param {string} url
 * @param {OnRejected} onRejected
 */
export function guardedEvents(body, url, onRejected) {
  const reader = body.getReader();
  const encoder = encoderOfUtf8();
  const parse = createEventStreamParser({
    maxFrameBytes: MAX_FRAME,
    onSkip: () => {
      const issue = /** @type {const} */ ({ code: "frame_too_long", message: `a frame is longer than ${MAX_FRAME}`, path: [], pointer: "" });
      onRejected({ kind: "event", url, event: "", data: "", issues: [/** @type {any} */ (issue)], isKept: false });
    },
  });
  return need("ReadableStream", () =>
    new ReadableStream(
      {
        async pull(controller) {
          for (;;) {
            const { done, value } = await reader.read();
            if (done) return controller.close();
            let text = "";
            try {
              for (const frame of parse(value)) text += guarded(frame, url, onRejected);
            } catch (error) {
              reader.cancel(error).catch(() => {});
              throw error;
            }
            if (text !== "") return controller.enqueue(encoder.encode(text));
          }
        },
        cancel: (reason) => reader.cancel(reason),
      },
      // Nothing is read before somebody wants it.
      { highWaterMark: 0 },
    ),
  );
}

/**
 * A frame's text; `""` if it is left out.
 *
 * @param {Frame} frame
 * @param {string} url
 * @param {OnRejected} onRejected
 */
function guarded({ event, data, id, retry }, url, onRejected) {
  /** @type {EventIssue[]} */
  const issues = [];
  const tell = teller({ event, id }, (issue) => issues.push(issue));
  const checked = checkText({ event, id }, data, tell);
  const isKept = checked !== undefined && !UNKNOWN_TO_SDK.has(checked.event);
  if (checked !== undefined && !isKept) {
    tell({ code: "unknown_event", message: `the SDK does not know the event "${checked.event}"` });
  }
  if (issues.length > 0) onRejected({ kind: "event", url, event, data, issues, isKept });
  if (!isKept) return "";
  const { event: name, data: value } = checked;
  const type = value.type === undefined && name !== WITHOUT_TYPE ? { type: name } : {};
  const lines = [`event: ${name}`, `data: ${JSON.stringify({ ...value, ...type })}`];
  if (id !== "") lines.unshift(`id: ${id}`);
  if (retry !== undefined) lines.push(`retry: ${retry}`);
  return `${lines.join("\n")}\n\n`;
}

/**
 * @param {{ event: string, id: string }} frame
 * @param {string} data
 * @param {ReturnType<typeof teller>} tell
 */
function checkText(frame, data, tell) {
  let value;
  try {
    value = JSON.parse(data);
  } catch (error) {
    return tell({ code: "invalid_json", message: /** @type {Error} */ (error).message });
  }
  return checkData(frame, value, tell);
}
