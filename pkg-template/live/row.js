// A message, assembled from events.

/**
 * @typedef {import("../pure/generated/records.js").BackendMessage} BackendMessage
 * @typedef {import("../pure/generated/records.js").ToolCallData} ToolCallData
 * @typedef {import("./call.js").Call} Call
 * @typedef {import("./lane.js").Lane} Lane
 * @typedef {import("./session.js").LiveEntry} LiveEntry
 */

export class Row {
  index = -1;
  /** Identifies the row on screen; it stays the same when the row gets an id. */
  key;
  /** @type {string | undefined} unknown until an event names it */
  id;
  role;
  lane;
  text = "";
  reasoning = "";
  /** @type {Call[]} */
  calls = [];
  /** The message of the stored history. @type {BackendMessage | undefined} */
  stored = undefined;
  /** @type {LiveEntry["status"]} */
  status = "done";
  /** Whether it is complete, because a later row of its lane or the end of the run came. */
  isSealed = false;
  /** Whether an event had its whole text. */
  isWhole = false;
  /** Whether `user_message_created` came for it. */
  isAnnounced = false;
  /** What was sent to make it. @type {import("./pending.js").Prompt | undefined} */
  prompt;
  /** When it was shown first, by the conversation's clock. */
  shownAt;
  /** When it was in the backend, as far as is known, and when an event last changed it. */
  addedAt;
  changedAt;
  /** Text that the stored history had before the events that will repeat it. */
  ahead = { text: "", reasoning: "" };
  /** How many connections there had been when an event last changed it. */
  connection = -1;
  /** Where text may be missing, as the row began before the connection. @type {{ text: number, reasoning: number } | undefined} */
  gaps;

  /** @type {BackendMessage | undefined} */
  #message;
  /** @type {readonly ToolCallData[] | undefined} */
  #toolCalls;
  /** @type {LiveEntry | undefined} */
  #entry;

  /**
   * @param {Lane} lane
   * @param {{ key: string, id: string | undefined, role: string, at: number }} row
   */
  constructor(lane, { key, id, role, at }) {
    this.lane = lane;
    this.key = key;
    this.id = id;
    this.role = role;
    this.shownAt = this.addedAt = this.changedAt = at;
  }

  /** Forgets how the row was shown, as its message has changed. */
  touch() {
    this.#message = undefined;
    this.touchEntry();
  }

  touchCalls() {
    this.#toolCalls = undefined;
    this.touch();
  }

  touchEntry() {
    this.#entry = undefined;
    this.lane.changed(this);
  }

  /** @param {LiveEntry["status"]} status */
  setStatus(status) {
    if (this.status === status) return;
    this.status = status;
    this.touchEntry();
  }

  /**
   * Takes a message that is known to be correct.
   *
   * @param {BackendMessage} message frozen
   */
  show(message) {
    this.#message = message;
    this.#toolCalls = message.toolCalls;
    this.touchEntry();
  }

  get message() {
    return (this.#message ??= this.#build());
  }

  get isStored() {
    return this.stored !== undefined && this.#message === this.stored;
  }

  get entry() {
    const { key, status, message, isStored } = this;
    return (this.#entry ??= Object.freeze({ key, status, isStored, message }));
  }

  /** The message as the history will have it, with the fields that events provide. */
  #build() {
    const { id = "", role, text, reasoning, calls, lane } = this;
    /** @type {Partial<BackendMessage>} */
    const message = { ...this.stored };
    if (role !== "user" && text !== "") message.assistantResponse = text;
    message.id = id;
    if (reasoning !== "") message.reasoning = reasoning;
    message.role = role;
    if (lane.sessionId !== undefined) message.sessionId = lane.sessionId;
    this.#toolCalls ??= Object.freeze(calls.map((call) => call.data));
    if (calls.length > 0) message.toolCalls = /** @type {ToolCallData[]} */ (this.#toolCalls);
    message.userInput = text;
    return /** @type {BackendMessage} */ (Object.freeze(message));
  }
}
