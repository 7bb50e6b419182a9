// A lane of the conversation: the agent's own, or that of the sub-agents of one tool call.

import { ItemList } from "./item-list.js";

/**
 * @typedef {import("./row.js").Row} Row
 * @typedef {import("./session.js").LiveError} LiveError
 * @typedef {import("./session.js").LiveSubagent} LiveSubagent
 */

/**
 * The state of a lane's run: none was seen; its prompt was sent; it is running; it failed and may be retried; it completed;
 * it failed; the user stopped it.
 *
 * @typedef {"idle" | "submitted" | "streaming" | "retrying" | "completed" | "failed" | "interrupted"} Run
 */

export class Lane {
  /** The tool call whose sub-agents this lane shows; `undefined` for the agent's own lane. */
  parent;
  /** Known only for the agent's own messages. */
  sessionId;
  /** @type {ItemList<Row>} */
  list = new ItemList();
  entries = this.list.view((row) => row.entry);
  messages = this.list.view((row) => row.message);
  /** @type {Run} */
  run = "idle";
  /** When the run ended, by the conversation's clock. */
  endedAt = 0;
  /** Whether a prompt came after the last run ended. */
  isPrompted = true;
  /** Whether an event announced the prompt of the present run. */
  isAnnounced = false;
  /** How many connections there had been when something was first seen to begin. Whatever begins later is seen from its beginning. */
  connection = 0;
  /** Rows that the history had before their events came. @type {readonly Row[]} */
  untold = [];
  /** The row that events without an id belong to. @type {Row | undefined} */
  open;
  /** The last row of the agent. @type {Row | undefined} */
  last;
  /** @type {LiveError | undefined} */
  error;

  /** @type {LiveSubagent | undefined} */
  #view;
  #changed;

  /**
   * @param {string | undefined} parent
   * @param {string | undefined} sessionId
   * @param {() => void} changed
   */
  constructor(parent, sessionId, changed) {
    this.parent = parent;
    this.sessionId = sessionId;
    this.#changed = changed;
  }

  get rows() {
    return this.list.items;
  }

  get isRunning() {
    return ["submitted", "streaming", "retrying"].includes(this.run);
  }

  /** @returns {"ready" | "submitted" | "streaming" | "error"} */
  get status() {
    if (this.run === "submitted" || this.run === "streaming") return this.run;
    return this.run === "failed" || this.run === "retrying" ? "error" : "ready";
  }

  /** @param {Row} row */
  add(row) {
    this.list.add(row);
    this.touch();
  }

  /** @param {Row} row */
  changed(row) {
    // A row that is not in the list yet is shown once it is added.
    if (this.rows[row.index] === row) this.list.changed(row);
    this.touch();
  }

  touch() {
    this.#view = undefined;
    this.#changed();
  }

  /**
   * @param {Run} run
   * @param {LiveError} [error]
   */
  setRun(run, error) {
    if (this.run === run && this.error === error) return;
    this.run = run;
    this.error = error;
    this.touch();
  }

  /** Marks a row as complete: no event can add to it. @param {Row | undefined} last */
  seal(last = this.last) {
    if (!last) return;
    last.isSealed = true;
    last.setStatus("done");
    for (const call of last.calls) call.settle(true, false);
  }

  /** Interrupts the unfinished row, or resumes it when something follows. */
  interrupt(isInterrupted = true) {
    const { last } = this;
    if (!last || last.isSealed) return;
    last.setStatus(isInterrupted ? "interrupted" : "streaming");
    for (const call of last.calls) {
      if (call.isEnded || call.isInterrupted === isInterrupted) continue;
      call.isInterrupted = isInterrupted;
      call.touchLive();
    }
  }

  /** @returns {LiveSubagent} */
  get view() {
    const { status, error } = this;
    const entries = this.entries();
    return (this.#view ??= Object.freeze({
      status,
      error,
      get entries() {
        return entries();
      },
    }));
  }
}
