// The sources of text, read piece by piece.

import { bytesOf, viewOf } from "./bytes.js";
import { need } from "./engine-parts.js";
import { nameOf } from "./shown.js";

/** Bytes or UTF-16 units of a piece of a text that is not a stream. */
const PIECE = 1 << 18;

/** Bytes of a Blob that may come as one piece: WebKit copies so many in 20 ms. */
const SLICE = 1 << 22;

/**
 * The pieces of a text, or of a piece of it, that is in memory.
 *
 * @param {unknown} json
 */
export function* piecesOf(json) {
  const text = typeof json === "string" ? json : bytesOf(json);
  const { length } = text;
  let start = 0;
  do {
    // A buffer that was transferred must not look like the end of the text.
    if (text.length < length) throw new TypeError("the text was taken away while it was read");
    yield typeof text === "string" ? text.substring(start, start + PIECE) : text.subarray(start, start + PIECE);
    start += PIECE;
  } while (start < length);
}

/**
 * The pieces of a source, in a form that can be cancelled.
 *
 * @param {any} source
 * @returns {{ total: number | undefined, open: (signal: AbortSignal | undefined) => AsyncIterable<unknown> | Iterable<unknown> }}
 */
export function openerOf(source) {
  if (typeof source === "string") return { total: undefined, open: () => piecesOf(source) };
  if (typeof source === "object" && source !== null) {
    const bytes = viewOf(source);
    if (bytes !== undefined) return { total: bytes.length, open: () => piecesOf(bytes) };
    if (typeof source.getReader === "function") return { total: undefined, open: (signal) => read(source, signal) };
    // A Response; a Request, or a similar object of another library, works as well.
    if ("body" in source && "bodyUsed" in source) {
      if (source.bodyUsed) throw new TypeError("the body was read already");
      return { total: lengthOf(source.headers), open: (signal) => (source.body === null ? [] : read(source.body, signal)) };
    }
    if (typeof source.stream === "function" && typeof source.size === "number") {
      return { total: source.size, open: (signal) => readBlob(source, signal) };
    }
    // A Blob of jsdom, or of an old browser.
    if (typeof source.slice === "function" && typeof source.size === "number") {
      return { total: source.size, open: (signal) => iterate(slicesOf(source), signal) };
    }
    if (typeof (source[Symbol.asyncIterator] ?? source[Symbol.iterator]) === "function") {
      return { total: undefined, open: (signal) => iterate(source, signal) };
    }
  }
  const hint = typeof source?.then === "function" ? "; await it first" : "";
  throw new TypeError(
    `expected JSON text, or a ReadableStream, a Response, a Blob or an iterable of it, found ${nameOf(source)}${hint}`,
  );
}

/**
 * How long a body will be; undefined if the header has the length of its compressed form.
 *
 * @param {Headers | undefined} headers
 */
function lengthOf(headers) {
  const length = headers?.get("content-encoding") ? null : headers?.get("content-length");
  return length && /^\d+$/.test(length) ? Number(length) : undefined;
}

/**
 * @param {ReadableStream} stream
 * @param {AbortSignal | undefined} signal
 */
async function* read(stream, signal) {
  const reader = stream.getReader();
  // A pending read then ends at once.
  const stop = () => void reader.cancel(signal?.reason).catch(() => {});
  signal?.addEventListener("abort", stop);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      signal?.throwIfAborted();
      if (done) return;
      yield value;
    }
  } finally {
    signal?.removeEventListener("abort", stop);
    // If it has ended, or failed, that changes nothing.
    await reader.cancel().catch(() => {});
    reader.releaseLock();
  }
}

/**
 * Firefox and WebKit give a Blob that is in memory as one piece, and the page cannot do anything until it is copied. If the
 * first slice comes so, the others are read likewise; elsewhere the rest is one stream, which is faster.
 *
 * @param {Blob} blob
 * @param {AbortSignal | undefined} signal
 */
async function* readBlob(blob, signal) {
  const { size } = blob;
  for (let start = 0, end = SLICE; start < size; ) {
    let pieces = 0;
    for await (const piece of read(blob.slice(start, end).stream(), signal)) {
      pieces++;
      yield piece;
    }
    start = end;
    end = pieces > 1 ? size : end + SLICE;
  }
}

/** @param {Blob} blob */
async function* slicesOf(blob) {
  for (let start = 0; start < blob.size; start += PIECE) {
    const slice = blob.slice(start, start + PIECE);
    yield new Promise((resolve, reject) => {
      const reader = need("FileReader", () => new FileReader());
      reader.onload = () => resolve(reader.result);
      reader.onerror = () => reject(reader.error);
      reader.readAsArrayBuffer(slice);
    });
  }
}

/**
 * @param {any} iterable
 * @param {AbortSignal | undefined} signal
 */
async function* iterate(iterable, signal) {
  const iterator = (iterable[Symbol.asyncIterator] ?? iterable[Symbol.iterator]).call(iterable);
  let isOver = false;
  /** Ends the pending read. */
  let stop = () => {};
  const onAbort = () => stop();
  /** Not `await` alone: after an abort no one may be left to catch a rejection. */
  const orAborted = (/** @type {Promise<any>} */ promise) =>
    new Promise((resolve, reject) => {
      stop = () => reject(signal?.reason);
      promise.then(resolve, reject);
    });
  signal?.addEventListener("abort", onAbort);
  try {
    for (;;) {
      const next = Promise.resolve(iterator.next()).catch((error) => {
        isOver = true;
        throw error;
      });
      const { done, value } = await orAborted(next);
      isOver ||= done;
      signal?.throwIfAborted();
      if (done) return;
      // Of a plain iterable it may be a promise.
      yield await orAborted(Promise.resolve(value));
    }
  } finally {
    signal?.removeEventListener("abort", onAbort);
    if (!isOver) {
      const closing = (async () => iterator.return?.())().catch(() => {});
      // A generator that is running would make us wait for its end.
      if (!signal?.aborted) await closing;
    }
  }
}
