// JSON text given as bytes, in any buffer or view.

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
 * Throws for a value that is not JSON text.
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
    // A proxy that throws.
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
 * A view that is still valid. If its buffer has become too small for it, a typed array claims to be empty until a search in
 * it throws a TypeError; the same for a buffer that was transferred. A `DataView` throws by itself.
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
  // The first check is quick, and nearly always enough.
  return !(bytes.buffer instanceof ArrayBuffer) && isOf(SharedLength, bytes.buffer);
}

/**
 * A copy that no one else has. `slice` of Node's `Buffer` does not copy.
 *
 * @param {Uint8Array} bytes
 */
export const copyOf = (bytes) => new Uint8Array(bytes);

const isBuffer = (/** @type {unknown} */ value) => isOf(Length, value) || isOf(SharedLength, value);

// Pages without cross-origin isolation have no SharedArrayBuffer.
const [Length, SharedLength] = [ArrayBuffer, globalThis.SharedArrayBuffer].map(
  (type) => type && Object.getOwnPropertyDescriptor(type.prototype, "byteLength")?.get,
);

/**
 * Whether a value has the getter's internal slot. Works for other realms too, and cannot be faked.
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
