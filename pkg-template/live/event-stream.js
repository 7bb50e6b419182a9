// The text of an event stream as frames, by the rules of the HTML Standard, section 9.2.6.

import { newDecoder } from "../pure/engine-parts.js";

/** @typedef {import("./event-stream.js").Frame} Frame */

/**
 * @param {{ maxFrameBytes: number, onSkip: () => void }} options
 * @returns {(piece: string | Uint8Array) => Generator<Frame, void, undefined>}
 */
export function createEventStreamParser({ maxFrameBytes, onSkip }) {
  /** @type {TextDecoder | undefined} */
  let decoder;
  let isFirst = true;
  /** Whether the last line ended in a carriage return, which a line feed may follow. */
  let isAfterReturn = false;
  /** The line that has not ended. */
  let line = "";
  /** The length of the frame so far. */
  let size = 0;
  /** Whether the frame is too long, so that the rest of it is skipped. */
  let isSkipping = false;

  let name = "";
  /** @type {string[]} */
  let data = [];
  let id = "";
  let nextId = "";
  /** @type {number | undefined} */
  let retry;

  /** @param {string} part of a line */
  function add(part) {
    size += part.length;
    if (!isSkipping && size > maxFrameBytes) {
      isSkipping = true;
      data = [];
      onSkip();
    }
    // In a skipped frame it only matters whether a line is empty.
    line = isSkipping ? line.slice(0, 1) || part.slice(0, 1) : line + part;
  }

  /** @returns {Frame | undefined} */
  function endLine() {
    const ended = line;
    line = "";
    if (ended === "") return endFrame();
    if (isSkipping) return undefined;
    const [, field, value = ""] = /** @type {RegExpExecArray} */ (/^([^:]*)(?::(?: )?(.*))?$/s.exec(ended));
    if (field === "event") name = value;
    else if (field === "data") data.push(value);
    else if (field === "id" && !value.includes("\0")) nextId = value;
    else if (field === "retry" && /^\d+$/.test(value)) retry = Number(value);
    return undefined;
  }

  function endFrame() {
    const isWhole = !isSkipping && data.length > 0;
    // A frame without data counts as well.
    if (!isSkipping) id = nextId;
    const frame = isWhole ? { event: name || "message", data: data.join("\n"), id, retry } : undefined;
    nextId = id;
    name = "";
    data = [];
    size = 0;
    isSkipping = false;
    return frame;
  }

  return function* (piece) {
    decoder ??= newDecoder("utf-8");
    let text = typeof piece === "string" ? piece : decoder.decode(piece, { stream: true });
    if (text === "") return;
    if (isFirst && text[0] === "\ufeff") text = text.slice(1);
    isFirst = false;
    let start = isAfterReturn && text[0] === "\n" ? 1 : 0;
    if (text !== "") isAfterReturn = false;
    for (const { 0: end, index } of text.matchAll(/\r\n|[\r\n]/g)) {
      // The line feed belongs to the carriage return in the piece before.
      if (index < start) continue;
      add(text.slice(start, index));
      const frame = endLine();
      if (frame) yield frame;
      start = index + end.length;
      isAfterReturn = end === "\r" && start === text.length;
    }
    add(text.slice(start));
  };
}
