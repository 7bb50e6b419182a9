// Reads the stored history again when there is reason to.

import { reconcile } from "./reconcile.js";

/** In milliseconds: the pause before the history is read once more, and the longest pause while reading fails. */
const PAUSE = 250;
const LONGEST_PAUSE = 30_000;

/**
 * @typedef {import("./conversation.js").Conversation} Conversation
 * @typedef {import("../pure/generated/records.js").BackendMessage} BackendMessage
 */

/**
 * @param {Conversation} conversation
 * @param {(() => Promise<readonly import("../pure/lenient.js").Lenient<BackendMessage>[] | null>) | undefined} load
 * @param {() => void} changed
 */
export function createHistory(conversation, load, changed) {
  /** @type {Promise<void> | undefined} */
  let reading;
  /** @type {Promise<void> | undefined} */
  let next;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let failures = 0;
  /** When the run ended whose results are awaited. */
  let waitedFor = -1;

  async function read() {
    clearTimeout(timer);
    const since = conversation.clock;
    try {
      const history = (await load?.()) ?? [];
      failures = 0;
      reconcile(conversation, history, since);
    } catch (error) {
      failures++;
      conversation.report("history_failed", error);
      readAgain(Math.min(PAUSE * 2 ** failures, LONGEST_PAUSE));
      throw error;
    } finally {
      changed();
    }
    const { main, isStale } = conversation;
    if (isStale || (!main.isRunning && main.endedAt > since)) {
      readAgain(main.isRunning ? 4 * PAUSE : 0);
    } else if (main.endedAt !== waitedFor && isResultMissing(conversation)) {
      // Empty results are never stored, so this happens only once.
      waitedFor = main.endedAt;
      readAgain(PAUSE);
    }
  }

  /** @param {number} pause */
  function readAgain(pause) {
    clearTimeout(timer);
    timer = setTimeout(() => refresh().catch(() => {}), pause);
  }

  /**
   * Never reads twice at once: requests that come meanwhile are served together by one later reading.
   *
   * @returns {Promise<void>}
   */
  async function refresh() {
    if (load === undefined) return;
    if (reading === undefined) {
      reading = read().finally(() => (reading = undefined));
      return reading;
    }
    next ??= reading
      .catch(() => {})
      .then(() => {
        next = undefined;
        return refresh();
      });
    return next;
  }

  return {
    refresh,
    /** Reads the history if something happened that requires it. */
    want() {
      if (!conversation.wantsHistory) return;
      conversation.wantsHistory = false;
      refresh().catch(() => {});
    },
    stop: () => clearTimeout(timer),
  };
}

/** @param {Conversation} conversation */
function isResultMissing({ main }) {
  if (main.run !== "completed") return false;
  return main.rows.some(
    ({ addedAt, calls }) => addedAt > 0 && calls.some(({ isFinished, stored }) => isFinished && stored?.result === undefined && !stored?.isError),
  );
}
