// The pieces of a stream's text, from whatever gives them, until somebody aborts. `pure/source.js` does that for histories,
// and says more of a source that is wrong; this takes a page a third of the bytes.

/**
 * @param {any} source
 * @param {import("../pure/json-input.js").AbortSignalLike | undefined} signal
 * @returns {AsyncGenerator<any, void, undefined>}
 */
export async function* piecesOf(source, signal) {
  signal?.throwIfAborted();
  if (typeof source === "string" || source?.byteLength !== undefined) return yield source;
  if (source?.bodyUsed) throw new TypeError("the body was read already");
  // A Blob, a Response, a stream, or what can be iterated over.
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
      // Not `await` alone: what is waited for then ends at once.
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
    // If it has ended, or failed, that changes nothing.
    const closing = (async () => iterator.return?.())().catch(() => {});
    // The end of a generator that is still running would have to be waited for.
    if (!signal?.aborted) await closing;
    reader?.releaseLock();
  }
}
