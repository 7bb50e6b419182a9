// Snapshots and their subscribers.

/**
 * @typedef {import("./conversation.js").Conversation} Conversation
 * @typedef {import("./session.js").LiveSnapshot} LiveSnapshot
 */

/**
 * Structural changes are shown at once, pieces of text at most once per interval, the last one always. It uses a timer, as
 * hidden pages, Node and workers have no animation frames.
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
      // An error in a listener must neither end the reading of the stream nor keep the other listeners from being called.
      queueMicrotask(() => {
        throw error;
      });
    }
  }

  return {
    flush,
    /** Shows changes, now or together with the next pieces. */
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
