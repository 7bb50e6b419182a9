// Keeps one stream open, and opens it again when it ends.

import { ResponseError } from "../pure/response-error.js";
import { events } from "./check-event.js";
import { readEvents } from "./read-events.js";

/** In milliseconds. The backend sends something every 45 seconds, so a silence this long is a dead connection. */
const LONGEST_SILENCE = 120_000;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;

/**
 * @param {object} session
 * @param {import("./conversation.js").Conversation} session.conversation
 * @param {(event: import("./session.js").LiveEvent) => void} session.apply
 * @param {(event: import("./session.js").AnyEvent) => void} session.push
 * @param {(state: "connecting" | "open" | "closed") => void} session.setState
 * @param {(issue: import("./event-issue.js").EventIssue) => void} session.notice
 */
export function createConnection({ conversation, apply, push, setState, notice }) {
  let firstPause = FIRST_PAUSE;
  const nothing = () => {};
  /** Ends the present connection. */
  let end = nothing;

  function disconnect() {
    end();
    end = nothing;
    setState("closed");
  }

  /** @type {import("./session.js").LiveSession["connect"]} */
  const connect = (open) =>
    new Promise((resolve, reject) => {
      end();
      let isEnded = false;
      /** Ends the current wait. */
      let stop = nothing;
      end = () => {
        isEnded = true;
        stop();
        resolve();
      };
      setState("connecting");
      keepOpen().catch(reject);

      async function keepOpen() {
        for (let attempt = 1; !isEnded; attempt++) {
          const controller = new AbortController();
          const { signal } = controller;
          stop = () => controller.abort();
          /** @type {ReturnType<typeof setTimeout> | undefined} */
          let timer;
          const hear = () => {
            clearTimeout(timer);
            timer = setTimeout(() => controller.abort(new Error("nothing came for two minutes")), LONGEST_SILENCE);
          };
          hear();
          try {
            const response = await new Promise((answer, fail) => {
              signal.addEventListener("abort", () => fail(signal.reason));
              open({ signal, attempt }).then(answer, fail);
            });
            // The server asks for no further attempt.
            if (response.status === 204) return disconnect();
            const onRetry = (/** @type {number} */ pause) => void (firstPause = pause);
            for await (const event of readEvents(response, { signal, onIssue: notice, onRetry, onPiece: hear })) {
              attempt = 0;
              setState("open");
              apply(event);
              resolve();
            }
          } catch (error) {
            if (!isEnded) conversation.report("connection_failed", error);
            if (!isEnded && isFinal(error)) {
              reject(error);
              disconnect();
            }
          } finally {
            clearTimeout(timer);
          }
          if (isEnded) return;
          setState("connecting");
          // Many clients must not reconnect at the same moment.
          const pause = Math.min(firstPause * 2 ** attempt, LONGEST_PAUSE) * (0.5 + Math.random() / 2);
          await new Promise((over) => {
            const waiting = setTimeout(over, pause);
            stop = () => over(clearTimeout(waiting));
          });
        }
      }
    });

  /** @type {import("./session.js").LiveSession["attach"]} */
  function attach(source) {
    end();
    const follow = () => setState(source.readyState === 1 ? "open" : source.readyState === 2 ? "closed" : "connecting");
    follow();
    /** @param {Event & Partial<MessageEvent>} message */
    const take = ({ type, data, lastEventId }) => {
      // An event without data is the source's own.
      if (data === undefined) follow();
      else push({ event: type, id: lastEventId || undefined, data });
    };
    const names = ["open", ...events().keys()];
    for (const name of names) source.addEventListener(name, take);
    const detach = () => names.forEach((name) => source.removeEventListener(name, take));
    end = detach;
    return () => {
      if (end === detach) disconnect();
    };
  }

  return { connect, attach, disconnect };
}

/**
 * Whether the server's answer means that this request can never succeed.
 *
 * @param {unknown} error
 */
const isFinal = (error) => error instanceof ResponseError && error.status >= 400 && error.status < 500 && ![408, 425, 429].includes(error.status);
