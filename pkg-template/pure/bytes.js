// Bytes that may be given as JSON text, in whatever buffer and view.

import { nameOf } from "./shown.js";

/**
 * The bytes of a JSON text that is not a string.
 *
 * @param {unknown} json
 * @returns {Uint8Array}
 */
export function bytesOf(json) {
  if (json instanceof Uint8Array) return looked(json);
  const bytes = viewOf(json);
  if (bytes !== undefined) return bytes;
  throw new TypeError(
    `expected JSON text: a string, an ArrayBuffer or a view of one, found ${nameOf(json)}${adviceFor(json)}`,
  );
}

/**
 * What to do with a value that is no JSON text.
 *
 * @param {any} value
 */
function adviceFor(value) {
  if (typeof value !== "object" || value === null) return "";
  if (Array.isArray(value)) return "; values that are objects already are read by from() and fromMany()";
  const has = (/** @type {string | symbol} */ name) => name in value;
  try {
    if (has("then")) return "; await it first";
    if (has("getReader") || has("bodyUsed") || has("arrayBuffer") || has(Symbol.asyncIterator)) {
      return "; stream() reads from a Response, a Blob or a stream";
    }
  } catch {
    // A proxy that does not want to be asked.
  }
  return "; for a value that is already an object use from()";
}

/**
 * The bytes of a buffer, or of a view of one.
 *
 * @param {unknown} value
 * @returns {Uint8Array | undefined}
 */
export function viewOf(value) {
  if (ArrayBuffer.isView(value)) {
    looked(value);
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  return isBuffer(value) ? new Uint8Array(/** @type {ArrayBuffer} */ (value)) : undefined;
}

const { indexOf } = Uint8Array.prototype;

/**
 * A view that is there. Of a buffer that became too small for it an array claims to be empty, until something is looked for
 * in it: that is a TypeError, as it is of a buffer that was taken away. A `DataView` says so itself.
 *
 * @template {ArrayBufferView} View
 * @param {View} view
 */
function looked(view) {
  if (view.byteLength === 0 && !(view instanceof DataView)) indexOf.call(view, 0);
  return view;
}

/**
 * Whether another thread may change the bytes while they are read.
 *
 * @param {Uint8Array} bytes
 */
export function isShared(bytes) {
  // The first check is quick, and holds in nearly all cases.
  return !(bytes.buffer instanceof ArrayBuffer) && isOf(SharedLength, bytes.buffer);
}

/**
 * A copy that nobody else has. `slice` of Node's `Buffer` gives none.
 *
 * @param {Uint8Array} bytes
 */
export const copyOf = (bytes) => new Uint8Array(bytes);

const isBuffer = (/** @type {unknown} */ value) => isOf(Length, value) || isOf(SharedLength, value);

// A page that is not isolated has no SharedArrayBuffer.
const [Length, SharedLength] = [ArrayBuffer, globalThis.SharedArrayBuffer].map(
  (type) => type && Object.getOwnPropertyDescriptor(type.prototype, "byteLength")?.get,
);

/**
 * Whether a value is what a getter belongs to. That holds for those of another realm too, and cannot be pretended.
 *
 * @param {(() => unknown) | undefined} getter
 * @param {unknown} value
 */
function isOf(getter, value) {
  if (getter === undefined) return false;
  try {
    getter.call(value);
    return true;
  } catch {
    return false;
  }
}
