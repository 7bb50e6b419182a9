// A tool call, assembled from events.

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
  /** @type {Row | undefined} unknown if the first event of the call was about its execution */
  row;
  /** The JSON text of the arguments. */
  input = "";
  /** Arguments that the stored history had before the events that will repeat them. */
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

  /** Has read the arguments up to what was last shown; created when somebody first looks at them. @type {import("../view/partial-json.js").PartialJson | undefined} */
  #reader;
  /** Arguments that came since then. */
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

  /** A part of the call that the message has was changed. */
  touch() {
    this.#data = undefined;
    this.row?.touchCalls();
    this.touchLive();
  }

  /** A part that only the live call has was changed. */
  touchLive() {
    this.#live = undefined;
    this.#changed(this);
  }

  /**
   * @param {ToolCallData} stored frozen
   * @param {ToolCallData} shown the same object, or an equal one that was shown before
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

  /**
   * @param {boolean} isOver whether its turn is over
   * @param {boolean} isStopped whether the run was stopped
   */
  settle(isOver, isStopped) {
    if (this.isEnded || this.isInterrupted) return;
    const { phase } = this;
    if (isOver && (this.isFinished || this.isStarted)) this.isEnded = true;
    else if (isOver || isStopped) this.isInterrupted = true;
    else if (this.stored !== undefined && this.isFinished) this.isStarted = true;
    if (this.phase !== phase) this.touchLive();
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
      // The reader may already have read what was shown later.
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
