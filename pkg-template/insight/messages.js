// Messages as the text that the wasm module reads.

import { stringifyIfValid } from "../core/stringify.js";

/**
 * Messages one after another; what is none becomes `null`, which is none either.
 *
 * @param {import("../pure/generated/model.js").Record} record
 * @param {unknown[]} messages
 */
export function textOf(record, messages) {
  return messages.map((value) => stringifyIfValid(record, value) ?? "null").join("\n");
}
