// A tool call while it is put together from events.

import { partialJson } from "../view/partial-json.js";

/**
 * @typedef {import("../pure/generated/records.js").ToolCallData} ToolCallData
 * @typedef {import("./lane.js").Lane} Lane
 * @typedef {import("./row.js").Row} Row
 * @typedef {import("./session.js").LiveCall} LiveCall
 */

export class Call {
  index = -1;
  id;
  name;
  lane;
  /** @type {Row | undefined} unknown of a call that an execution event told first */
  row;
  /** The JSON text of the arguments. */
  input = "";
  /** What the stored history told of it before the events that are to bring it. */
  ahead = "";
  isFinished = false;
  isStarted = false;
  isEnded = false;
  isInterrupted = false;
  /** What `tool_execution_complete` guessed. */
  succeeded = true;
  /** @type {string | undefined} */
  progress;
  /** The call of the stored history. @type {ToolCallData | undefined} */
  stored;

  /** Reads the arguments as they were shown last, once somebody has looked at them. @type {import("../view/partial-json.js").PartialJson | undefined} */
  #reader;
  /** What came since then. */
  #unread = "";
  /** @type {LiveCall | undefined} */
  #shown;
  /** @type {ToolCallData | undefined} */
  #data;
  /** @type {LiveCall | undefined} */
  #live;
  #changed;

  /**
   * @param {string} id
   * @param {string} name
   * @param {Lane} lane
   * @param {(call: Call) => void} changed
   */
  constructor(id, name, lane, changed) {
    this.id = id;
    this.name = name;
    this.lane = lane;
    this.#changed = changed;
  }

  /** @param {string} piece */
  append(piece) {
    this.input += piece;
    this.#unread += piece;
    this.touch();
  }

  /** @param {string} input all of it */
  replace(input) {
    if (!this.isFinished && input.startsWith(this.input)) this.#unread += input.slice(this.input.length);
    else this.#reader = undefined;
    this.isFinished = true;
    this.input = input;
    this.touch();
  }

  /** Something that the message has of the call has changed. */
  touch() {
    this.#data = undefined;
    this.row?.touchCalls();
    this.touchLive();
  }

  /** Something has changed that only the live call has. */
  touchLive() {
    this.#live = undefined;
    this.#changed(this);
  }

  /**
   * @param {ToolCallData} stored frozen
   * @param {ToolCallData} shown the same, or an object that equals it and was shown before
   */
  store(stored, shown) {
    const phase = this.phase;
    const isSame = this.name === stored.name && this.input === stored.input && this.isFinished === stored.finished;
    this.name = stored.name;
    this.input = stored.input;
    this.isFinished = stored.finished;
    this.stored = shown;
    this.#data = shown;
    if (!isSame) this.#reader = undefined;
    if (stored.result !== undefined || stored.isError) this.isEnded = true;
    if (!isSame || this.phase !== phase) this.touchLive();
  }

  /** @returns {LiveCall["phase"]} */
  get phase() {
    if (this.stored?.isError) return "failed";
    if (this.stored?.result !== undefined) return "done";
    if (this.isInterrupted) return "interrupted";
    if (this.isEnded) return this.succeeded ? "done" : "failed";
    if (this.isStarted) return "running";
    return this.isFinished ? "ready" : "input";
  }

  get data() {
    const { id, name, input, isFinished: finished, stored } = this;
    return (this.#data ??= Object.freeze({ ...stored, finished, id, input, name, type: stored?.type ?? "" }));
  }

  get live() {
    return (this.#live ??= this.#show());
  }

  /** @returns {LiveCall} */
  #show() {
    const { id, name, phase, input: inputText, progress, isFinished, lane, row } = this;
    this.#reader?.push(this.#unread, isFinished);
    this.#unread = "";
    /** @type {{ value?: unknown, error?: LiveCall["inputError"] } | undefined} */
    let read;
    /** @returns {NonNullable<typeof read>} */
    const look = () => {
      if (read || inputText === "") return (read ??= {});
      // The reader may have gone on with what was shown later.
      let reader = this.#shown === shown ? this.#reader : undefined;
      if (!reader) {
        reader = partialJson();
        reader.push(inputText, isFinished);
        if (this.#shown === shown) this.#reader = reader;
      }
      return (read = { value: reader.value, error: reader.error });
    };
    /** @type {LiveCall} */
    const shown = Object.freeze({
      id,
      name,
      phase,
      inputText,
      get input() {
        return look().value;
      },
      get inputError() {
        return look().error;
      },
      progress,
      messageId: row?.id,
      parentToolCallId: lane.parent,
    });
    return (this.#shown = shown);
  }
}
