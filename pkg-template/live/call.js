// A tool call while it is put together from events.

import { PartialJson } from "../view/partial-json.js";

/**
 * @typedef {import("../pure/generated/records.js").ToolCallData} ToolCallData
 * @typedef {import("./lane.js").Lane} Lane
 * @typedef {import("./row.js").Row} Row
 * @typedef {import("./session.js").LiveCall} LiveCall
 * @typedef {{ value?: unknown, error?: LiveCall["inputError"] }} Value
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

  /** Reads the arguments as they were shown last, once somebody has looked at them. @type {PartialJson | undefined} */
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
    if (isFinished) this.#reader?.replace(inputText);
    else this.#reader?.push(this.#unread);
    this.#unread = "";
    /** @type {Value | undefined} */
    let read;
    /** @returns {Value} */
    const look = () => {
      if (inputText === "") return {};
      // The reader has gone on with what was shown later.
      if (this.#shown !== shown) return valueOf(readerOf(inputText, isFinished));
      return valueOf((this.#reader ??= readerOf(inputText, isFinished)));
    };
    const shown = Object.freeze({
      id,
      name,
      phase,
      inputText,
      get input() {
        return (read ??= look()).value;
      },
      get inputError() {
        return (read ??= look()).error;
      },
      progress,
      messageId: row?.id,
      parentToolCallId: lane.parent,
    });
    return (this.#shown = shown);
  }
}

/**
 * @param {string} text
 * @param {boolean} isWhole
 */
function readerOf(text, isWhole) {
  const reader = new PartialJson();
  if (isWhole) reader.replace(text);
  else reader.push(text);
  return reader;
}

/** @param {PartialJson} reader */
const valueOf = (reader) => ({ value: reader.value, error: reader.error });
