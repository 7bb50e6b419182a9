// A response with an error status.

import { newDecoder } from "./engine-parts.js";

/** How much of the body is kept, in bytes. */
const MOST = 4096;

export class ResponseError extends Error {
  /**
   * @param {Response} response
   * @param {string} body
   * @param {string} [reason] what is wrong where the server does not say so
   */
  constructor(response, body, reason) {
    const { status, statusText, url } = response;
    const { code, type, message } = errorIn(body);
    const statusLine = `HTTP ${status} ${statusText}`.trimEnd();
    super(typeof message === "string" && message !== "" ? message : reason === undefined ? statusLine : `${reason} (${statusLine})`);
    this.status = status;
    this.statusText = statusText;
    this.url = url;
    this.body = body;
    this.code = typeof code === "number" ? code : undefined;
    this.type = typeof type === "string" ? type : undefined;
  }
}

/**
 * Whether a source is a response with an error status.
 *
 * @param {unknown} source
 * @returns {source is Response}
 */
export const isFailure = (source) => typeof source === "object" && source !== null && "body" in source && "ok" in source && source.ok === false;

/**
 * The error for a response with an error status.
 *
 * @param {Response} response
 */
export async function errorOfResponse(response) {
  return new ResponseError(response, await beginningOf(response));
}

/**
 * The error for a response without a body, where a history was expected.
 *
 * @param {Response} response
 */
export function errorOfEmpty(response) {
  return new ResponseError(response, "", "the answer has no body");
}

// On the prototype and not enumerable, like the engine's own errors.
Object.defineProperty(ResponseError.prototype, "name", { value: "ResponseError", writable: true, configurable: true });

/**
 * The backend's error object, if the body is one: `{"error":{"code":404,"message":"…","type":"not_found"}}`.
 *
 * @param {string} body
 * @returns {{ code?: unknown, type?: unknown, message?: unknown }}
 */
function errorIn(body) {
  try {
    return Object(JSON.parse(body).error);
  } catch {
    return {};
  }
}

/**
 * The beginning of a body; nothing if it cannot be read, as the status is what matters.
 *
 * @param {Response} response
 */
async function beginningOf({ body }) {
  if (!body) return "";
  let text = "";
  try {
    const decoder = newDecoder("utf-8", false);
    const reader = body.getReader();
    for (let left = MOST; left > 0; ) {
      const { done, value } = await reader.read();
      if (done) break;
      // An incomplete character at the end is left out.
      text += decoder.decode(value.subarray(0, left), { stream: true });
      left -= value.length;
    }
    void reader.cancel().catch(() => {});
  } catch {
    // What was read is kept.
  }
  return text;
}
