// One stream at a time, opened again when it ends.

import { ResponseError } from "../pure/response-error.js";
import { events } from "./check-event.js";
import { readEvents } from "./read-events.js";

/** In milliseconds. The backend sends something every 45 seconds, so a silence this long is a dead connection. */
const LONGEST_SILENCE = 120_000;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;

/**
 * @typedef {import("./session.js").LiveEvent} LiveEvent
 * @typedef {import("./session.js").ConversationIssue} ConversationIssue
 * @typedef {Parameters<import("./session.js").LiveSession["connect"]>[0]} Open
 */

/**
 * @param {object} session
 * @param {(event: LiveEvent) => void} session.apply
 * @param {(event: import("./session.js").AnyEvent) => void} session.push
 * @param {(state: "connecting" | "open" | "closed") => void} session.setState
 * @param {(issue: ConversationIssue) => void} session.report
 * @param {(issue: import("./check-event.js").EventIssue) => void} session.notice
 */
export function createConnection({ apply, push, setState, report, notice }) {
  let firstPause = FIRST_PAUSE;
  const onRetry = (/** @type {number} */ pause) => void (firstPause = pause);
  /** Ends the present connection. */
  let end = () => {};

  /** @param {Open} open */
  async function connect(open) {
    end();
    const controller = new AbortController();
    const { signal } = controller;
    end = () => controller.abort();
    setState("connecting");
    await /** @type {Promise<void>} */ (
      new Promise((resolve, reject) => {
        signal.addEventListener("abort", () => resolve());
        keepOpen(open, signal, resolve).catch(reject);
      })
    );
  }

  /**
   * @param {Open} open
   * @param {AbortSignal} signal
   * @param {() => void} opened
   */
  async function keepOpen(open, signal, opened) {
    for (let attempt = 1; !signal.aborted; attempt++) {
      try {
        const isOver = await read(open, attempt, signal, () => {
          attempt = 0;
          opened();
        });
        if (isOver) return close(opened);
      } catch (error) {
        if (signal.aborted) return;
        report({ code: "connection_failed", message: `the connection failed: ${error}` });
        if (isFinal(error)) {
          close(() => {});
          throw error;
        }
      }
      if (signal.aborted) return;
      setState("connecting");
      // Many clients must not come back all at once.
      const pause = Math.min(firstPause * 2 ** attempt, LONGEST_PAUSE) * (0.5 + Math.random() / 2);
      await wait(pause, signal);
    }
  }

  /** @param {() => void} closed */
  function close(closed) {
    end = () => {};
    setState("closed");
    closed();
  }

  /**
   * Reads one stream to its end.
   *
   * @param {Open} open
   * @param {number} attempt
   * @param {AbortSignal} signal
   * @param {() => void} opened
   * @returns {Promise<boolean>} whether the server wants no other attempt
   */
  async function read(open, attempt, signal, opened) {
    const controller = new AbortController();
    const abort = () => controller.abort(signal.reason);
    signal.addEventListener("abort", abort);
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const hear = () => {
      clearTimeout(timer);
      timer = setTimeout(() => controller.abort(new Error("nothing came for two minutes")), LONGEST_SILENCE);
    };
    hear();
    try {
      const response = await until(open({ signal: controller.signal, attempt }), controller.signal);
      if (response.status === 204) return true;
      for await (const event of readEvents(response, { signal: controller.signal, onIssue: notice, onRetry, onPiece: hear })) {
        if (signal.aborted) return false;
        setState("open");
        apply(event);
        opened();
      }
      return false;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
    }
  }

  /** @param {EventSource} source */
  function attach(source) {
    end();
    setState(source.readyState === 1 ? "open" : "connecting");
    /** @type {(message: MessageEvent) => void} */
    const take = ({ type, data, lastEventId }) => {
      // Without data it is the source's own: the connection was lost.
      if (type === "error" && data === undefined) return setState(source.readyState === 2 ? "closed" : "connecting");
      push({ event: type, id: lastEventId || undefined, data: jsonOf(data) });
    };
    const open = () => setState("open");
    const names = [...events().keys()];
    for (const name of names) source.addEventListener(name, take);
    source.addEventListener("open", open);
    let isAttached = true;
    const detach = () => {
      if (!isAttached) return;
      isAttached = false;
      for (const name of names) source.removeEventListener(name, take);
      source.removeEventListener("open", open);
    };
    end = detach;
    return () => {
      if (!isAttached) return;
      end = () => {};
      detach();
      setState("closed");
    };
  }

  return {
    connect,
    attach,
    disconnect() {
      end();
      end = () => {};
      setState("closed");
    },
  };
}

/**
 * Whether the server's answer is that this request will never do.
 *
 * @param {unknown} error
 */
function isFinal(error) {
  if (!(error instanceof ResponseError)) return false;
  return error.status >= 400 && error.status < 500 && ![408, 425, 429].includes(error.status);
}

/**
 * @template T
 * @param {Promise<T>} promise
 * @param {AbortSignal} signal
 * @returns {Promise<T>}
 */
function until(promise, signal) {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
    promise.then(resolve, reject);
  });
}

/**
 * @param {number} pause
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
function wait(pause, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, pause);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** @param {string} text */
function jsonOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
