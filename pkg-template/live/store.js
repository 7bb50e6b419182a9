// Snapshots, and those who are told of them.

/**
 * @typedef {import("./conversation.js").Conversation} Conversation
 * @typedef {import("./session.js").LiveSnapshot} LiveSnapshot
 */

/**
 * What changes the structure is shown at once; pieces of text at most once in an interval, the last of them always. A timer
 * does that, as hidden pages, Node and workers have no animation frames.
 *
 * @param {() => LiveSnapshot} take
 * @param {Conversation} conversation
 * @param {number} interval
 */
export function createStore(take, conversation, interval) {
  let snapshot = take();
  conversation.isChanged = conversation.isUrgent = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {Set<(snapshot: LiveSnapshot) => void>} */
  const listeners = new Set();

  function flush() {
    if (!conversation.isChanged) return;
    conversation.isChanged = conversation.isUrgent = false;
    snapshot = take();
    if (interval > 0 && timer === undefined) timer = setTimeout(endInterval, interval);
    for (const listener of [...listeners]) if (listeners.has(listener)) tell(listener);
  }

  function endInterval() {
    timer = undefined;
    flush();
  }

  /** @param {(snapshot: LiveSnapshot) => void} listener */
  function tell(listener) {
    try {
      listener(snapshot);
    } catch (error) {
      // A listener's mistake is its own: it must not end the reading of the stream, nor keep others from being told.
      queueMicrotask(() => {
        throw error;
      });
    }
  }

  return {
    flush,
    /** Shows what has changed, now or with the next pieces. */
    commit() {
      if (conversation.isUrgent || timer === undefined) flush();
    },
    getSnapshot: () => snapshot,
    /** @param {(snapshot: LiveSnapshot) => void} listener */
    subscribe(listener) {
      // The same function can subscribe twice.
      const own = (/** @type {LiveSnapshot} */ given) => listener(given);
      listeners.add(own);
      tell(own);
      return () => void listeners.delete(own);
    },
  };
}
