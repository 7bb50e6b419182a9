// Writes messages as text for the wasm module.

import { stringifyIfValid } from "../core/stringify.js";
import { viewOf } from "../pure/bytes.js";
import { lengthOf } from "../pure/values.js";

/** More than fit into a string: an array that claims more has holes, or is a fake. */
const MOST = 2 ** 28;

/**
 * The messages, if the source is a list of messages and not of pieces of text.
 *
 * @param {any} source
 * @returns {unknown[] | undefined}
 */
export function messagesOf(source) {
  const length = lengthOf(source);
  if (length < 0) return undefined;
  if (length > MOST) throw new RangeError(`at most ${MOST} messages are taken at once, not ${length}`);
  const list = Array.from({ length }, (_, index) => source[index]);
  return list.some((item) => typeof item === "string" || viewOf(item) !== undefined) ? undefined : list;
}

/**
 * Messages one after another. An invalid one becomes `null`, which is invalid too.
 *
 * @param {import("../pure/generated/model.js").Record} record
 * @param {unknown[]} messages
 */
export function textOf(record, messages) {
  return messages.map((value) => stringifyIfValid(record, value) ?? "null").join("\n");
}
