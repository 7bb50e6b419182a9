// The working state of a conversation. Events and the stored history change it; snapshots show it.

import { Call } from "./call.js";
import { ItemList } from "./item-list.js";
import { Lane } from "./lane.js";
import { Row } from "./row.js";

/**
 * @typedef {import("./pending.js").Prompt} Prompt
 * @typedef {import("./session.js").ConversationIssue} ConversationIssue
 * @typedef {import("./session.js").LiveRequest} LiveRequest
 */

export class Conversation {
  sessionId;
  /** Counts what happens, to establish what came first. */
  clock = 0;
  /** How many connections there were. The backend replays nothing, so events between two connections are lost. */
  connections = 0;
  /** Whether an event has come over the present connection. */
  isConnectionUsed = false;
  /** How many heartbeats came since the last event. */
  beats = 0;

  main;
  /** @type {Map<string, Lane>} */
  subagents = new Map();
  /** All rows with an id. @type {Map<string, Row>} */
  rows = new Map();
  /** @type {Map<string, Call>} */
  calls = new Map();
  /** @type {ItemList<Call>} */
  callList = new ItemList();
  liveCalls = this.callList.view((call) => call.live);
  /** @type {Prompt[]} */
  prompts = [];
  /** @type {readonly LiveRequest[]} */
  requests = Object.freeze([]);
  /** Requests that were answered, and may be sent again. @type {Set<string>} */
  answered = new Set();

  isStale = false;
  /** When a gap was last noticed. */
  staleAt = 0;
  /** Whether the history before this conversation is known. */
  hasHistory;

  /** Whether a snapshot would differ from the last one. */
  isChanged = false;
  /** Whether that snapshot should not wait. */
  isUrgent = false;
  /** Whether the stored history should be read. */
  wantsHistory = false;

  #report;
  #keys = 0;

  /**
   * @param {string} sessionId
   * @param {boolean} hasHistory
   * @param {(issue: ConversationIssue) => void} report
   */
  constructor(sessionId, hasHistory, report) {
    this.sessionId = sessionId;
    this.hasHistory = hasHistory;
    this.#report = report;
    this.main = new Lane(undefined, sessionId, () => this.changed());
  }

  /** Whether the silence is so long that the end of the run may have been missed: a whole heartbeat interval, or a connection. */
  get isQuiet() {
    return this.beats > 1;
  }

  changed() {
    this.isChanged = true;
  }

  /** Something changed that is shown at once. */
  restructured() {
    this.isChanged = true;
    this.isUrgent = true;
  }

  /**
   * The message is the code in words, and what it is about: sentences would take another 400 bytes of a page.
   *
   * @param {ConversationIssue["code"]} code
   * @param {unknown} about
   */
  report(code, about) {
    this.#report({ code, message: `${code.replace("_", " ")}: ${about}` });
  }

  /**
   * Reports that the messages shown may differ from those that will be stored.
   *
   * @param {ConversationIssue["code"]} code
   * @param {unknown} about
   */
  miss(code, about) {
    this.report(code, about);
    this.becomeStale();
  }

  becomeStale() {
    this.staleAt = this.clock;
    if (this.isStale) return;
    this.isStale = true;
    this.wantsHistory = true;
    this.restructured();
  }

  /** A key for a row that has no id yet. */
  newKey() {
    return `live-${++this.#keys}`;
  }

  /** @param {string | undefined} parent */
  laneOf(parent) {
    if (!parent) return this.main;
    let lane = this.subagents.get(parent);
    if (lane === undefined) {
      lane = new Lane(parent, undefined, () => this.changed());
      this.subagents.set(parent, lane);
    }
    return lane;
  }

  /**
   * @param {Lane} lane
   * @param {string} role
   * @param {string | undefined} id
   * @param {string} [key]
   */
  newRow(lane, role, id, key = id ?? this.newKey()) {
    const row = new Row(lane, { key, id, role, at: this.clock });
    if (id !== undefined) this.rows.set(id, row);
    return row;
  }

  /**
   * @param {Row} row
   * @param {string} id
   */
  identify(row, id) {
    row.id = id;
    this.rows.set(id, row);
    row.touch();
    for (const call of row.calls) call.touchLive();
    this.restructured();
  }

  /**
   * @param {string} id
   * @param {string} name
   * @param {Lane} lane
   */
  addCall(id, name, lane) {
    const call = new Call(id, name, lane, (changed) => {
      this.callList.changed(changed);
      this.changed();
    });
    this.calls.set(id, call);
    this.callList.add(call);
    this.restructured();
    return call;
  }

  /** @param {readonly LiveRequest[]} requests the present ones and another, or some of them */
  setRequests(requests) {
    if (requests.length === this.requests.length) return;
    this.requests = Object.freeze(requests);
    this.restructured();
  }

  get status() {
    const { main } = this;
    if (main.run !== "idle") return main.status;
    // The session was joined while a sub-agent works.
    return [...this.subagents.values()].some(({ isRunning }) => isRunning) ? "streaming" : "ready";
  }
}
