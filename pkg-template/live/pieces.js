// The pieces of a stream's text, from any kind of source, until somebody aborts. `pure/source.js` does the same for
// histories, with better errors for a wrong source; this takes a third of its bytes in a page.

/**
 * @param {any} source
 * @param {import("../pure/json-input.js").AbortSignalLike | undefined} signal
 * @returns {AsyncGenerator<any, void, undefined>}
 */
export async function* piecesOf(source, signal) {
  signal?.throwIfAborted();
  if (typeof source === "string" || source?.byteLength !== undefined) return yield source;
  if (source?.bodyUsed) throw new TypeError("the body was read already");
  // A Blob, a Response, a stream, or an iterable.
  const stream = source?.stream?.() ?? (source?.bodyUsed === false ? (source.body ?? []) : source);
  const reader = stream?.getReader?.();
  const iterator = reader
    ? { next: () => reader.read(), return: () => reader.cancel() }
    : (stream?.[Symbol.asyncIterator] ?? stream?.[Symbol.iterator])?.call(stream);
  if (!iterator) throw new TypeError("expected the text of an event stream, or what gives it in pieces");
  let stop = () => {};
  const onAbort = () => stop();
  signal?.addEventListener("abort", onAbort);
  try {
    for (;;) {
      // Not `await` alone, so that an abort ends the wait at once.
      const { done, value } = await new Promise((resolve, reject) => {
        stop = () => reject(signal?.reason);
        Promise.resolve(iterator.next()).then(resolve, reject);
      });
      if (done) return;
      yield await value;
      signal?.throwIfAborted();
    }
  } finally {
    signal?.removeEventListener("abort", onAbort);
    // It may have ended or failed; both are fine.
    const closing = (async () => iterator.return?.())().catch(() => {});
    // Awaiting would mean waiting for a generator that is still running.
    if (!signal?.aborted) await closing;
    reader?.releaseLock();
  }
}
