// The text codecs, created when they are first needed.

import { newDecoder, newEncoder } from "./engine-parts.js";

/** Safari's decoder fails after 2 GiB in total, so it is replaced before. */
const MOST = 2 ** 31 - 2 ** 20;

/** @type {TextEncoder | undefined} */
let encoder;
/** @type {TextDecoder | undefined} */
let utf8;
/** @type {TextDecoder | undefined} */
let utf16;
/** How many bytes `utf8` has decoded. */
let decoded = 0;

export const encoderOfUtf8 = () => (encoder ??= newEncoder());

/** @param {Uint8Array} bytes */
export function decodeUtf8(bytes) {
  decoded += bytes.length;
  if (utf8 === undefined || decoded > MOST) {
    utf8 = newDecoder("utf-8");
    decoded = bytes.length;
  }
  return utf8.decode(bytes);
}

/** @param {Uint8Array} bytes */
export const decodeUtf16 = (bytes) => (utf16 ??= newDecoder("utf-16le")).decode(bytes);
