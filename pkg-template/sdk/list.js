// Histories without their invalid messages.

import { BackendMessage } from "../core/codecs.js";

/** In the form that the SDK's parser takes: no nulls, and each field by its name on the wire. */
const OPTIONS = /** @type {const} */ ({
  onInvalid: "salvage",
  batch: true,
  // The SDK decodes text so.
  malformedUnicode: "replace",
  unknownKeys: "keep",
});

/** A list after white space and a byte order mark, or the `null` that Go writes for a nil slice. */
const BEGINNING = /^\ufeff?[ \t\n\r]*(\[|null[ \t\n\r]*$)/;
/** More white space than anybody writes. */
const LONGEST_BEGINNING = 1024;

/**
 * @param {ArrayBuffer} body
 * @param {string} url
 * @param {AbortSignal | undefined} signal
 * @param {(rejection: import("./rejection.js").Rejection) => void} onRejected
 * @returns {Promise<BodyInit>}
 */
export async function guardedList(body, url, signal, onRejected) {
  const beginning = String.fromCharCode(...new Uint8Array(body, 0, Math.min(body.byteLength, LONGEST_BEGINNING)));
  const [, found] = BEGINNING.exec(beginning.replace(/^\xef\xbb\xbf/, "")) ?? [];
  // A list alone is expected here; whatever else it is, the SDK has its own error for it.
  if (found === undefined) return body;
  if (found !== "[") return "[]";
  const texts = [];
  for await (const batch of BackendMessage.stream(body, { ...OPTIONS, signal })) {
    const messages = [];
    for (const entry of batch) {
      if (entry.ok) messages.push(entry.value);
      else onRejected({ kind: "message", url, rejected: entry });
    }
    if (messages.length > 0) texts.push(BackendMessage.stringify(messages).slice(1, -1));
  }
  return `[${texts.join(",")}]`;
}
