// The source of a history. A failed HTTP response, or one without a body, is an error, not an empty history.

import { errorOfEmpty, errorOfResponse, isFailure } from "./response-error.js";
import { openerOf } from "./source.js";

/** "No content": the only status for which a missing body is valid. */
const NO_CONTENT = 204;

/**
 * As `openerOf`, for a source whose text is a history.
 *
 * @param {unknown} source
 * @returns {ReturnType<typeof openerOf>}
 */
export function historyOpenerOf(source) {
  const opener = openerOf(source);
  if (!isAnswer(source)) return opener;
  return { ...opener, open: (signal) => bodyOf(source, opener, signal) };
}

/**
 * @param {unknown} source
 * @returns {source is Response}
 */
function isAnswer(source) {
  return typeof source === "object" && source !== null && "body" in source && "status" in source && "ok" in source;
}

/**
 * @param {Response} answer
 * @param {ReturnType<typeof openerOf>} opener
 * @param {AbortSignal | undefined} signal
 */
async function* bodyOf(answer, { open }, signal) {
  if (isFailure(answer)) throw await errorOfResponse(answer);
  let isEmpty = true;
  for await (const piece of open(signal)) {
    isEmpty &&= /** @type {{ length?: number }} */ (piece).length === 0;
    yield piece;
  }
  if (isEmpty && answer.status !== NO_CONTENT) throw errorOfEmpty(answer);
}
