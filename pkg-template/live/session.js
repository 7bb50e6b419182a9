// A live conversation.

import { checkOptions } from "../pure/option-names.js";
import { checkEvent } from "./check-event.js";
import { createConnection } from "./connection.js";
import { Conversation } from "./conversation.js";
import { applyEvent } from "./events.js";
import { createHistory } from "./history.js";
import { addPrompt, handleOf } from "./pending.js";
import { momentOf, reconcile } from "./reconcile.js";
import { endRun } from "./run-events.js";
import { createSnapshots } from "./snapshot.js";
import { createStore } from "./store.js";

/** Issues that mean that an event is missing. */
const LOSSES = /* @__PURE__ */ new Set(["invalid_json", "unexpected_end", "too_deep", "missing_field", "frame_too_long"]);

/** @type {import("../pure/option-names.js").Names<import("./session.js").LiveSessionOptions>} */
const NAMES = { sessionId: 1, history: 1, loadHistory: 1, interval: 1, onIssue: 1 };

/** @type {typeof import("./session.js").createLiveSession} */
export function createLiveSession(options) {
  checkOptions(options, NAMES);
  const { sessionId, history, loadHistory, interval = 50, onIssue } = options;
  const report = (/** @type {import("./session.js").LiveIssue} */ issue) => onIssue?.(issue);
  const conversation = new Conversation(sessionId, history !== undefined || loadHistory === undefined, report);
  if (history !== undefined) reconcile(conversation, history, 0);

  /** @type {import("./session.js").LiveSnapshot["connection"]} */
  let state = "closed";
  const take = createSnapshots(conversation);
  const store = createStore(() => take(state), conversation, interval);
  const stored = createHistory(conversation, loadHistory, changed);
  const connection = createConnection({ conversation, apply, push, setState, notice });

  function changed() {
    store.commit();
    stored.want();
  }

  /** @param {import("./session.js").LiveEvent} event valid */
  function apply(event) {
    applyEvent(conversation, event);
    if (event.event === "connected" && event.data.sessionId === sessionId) setState("open");
    changed();
  }

  /** @type {import("./session.js").LiveSession["push"]} */
  function push(event) {
    const checked = checkEvent(event, notice);
    if (checked === undefined) changed();
    else apply(checked);
  }

  /** @param {import("./event-issue.js").EventIssue} issue */
  function notice(issue) {
    report(issue);
    // An unreadable event may have been a part of a message.
    if (LOSSES.has(issue.code)) conversation.becomeStale();
  }

  /** @param {typeof state} next */
  function setState(next) {
    if (state === next) return;
    state = next;
    conversation.restructured();
    store.commit();
  }

  return Object.freeze({
    subscribe: store.subscribe,
    getSnapshot: store.getSnapshot,
    push,
    connect: connection.connect,
    attach: connection.attach,
    send(text) {
      const prompt = addPrompt(conversation, text);
      changed();
      return handleOf(conversation, prompt, changed);
    },
    reconcile(history) {
      reconcile(conversation, history, momentOf(conversation, history));
      changed();
    },
    refresh: stored.refresh,
    answered(requestId) {
      conversation.answered.add(requestId);
      conversation.setRequests(conversation.requests.filter(({ id }) => id !== requestId));
      changed();
    },
    interrupt() {
      const { main } = conversation;
      if (!main.isRunning) return;
      main.interrupt();
      endRun(conversation, main, "interrupted");
      changed();
    },
    flush: store.flush,
    disconnect() {
      stored.stop();
      connection.disconnect();
    },
  });
}
