// A session of the demo's backend: its history, the streams that are open, and what goes wrong with them.

import { setTimeout } from "node:timers/promises";

import { conversationFrom } from "../../tests/live/backend-model.js";
import { Agent } from "./agent.js";
import { TOUR } from "./conversations.js";

/**
 * @typedef {import("backend-message").BackendMessage} BackendMessage
 * @typedef {import("node:http").ServerResponse} Response
 * @typedef {{ response: Response, frames: number, isStalled: boolean, timer: NodeJS.Timeout }} Connection
 */

const GENERATED_RUNS = 2;

export class Session {
  /** @type {BackendMessage[]} */
  #rows = [];
  /** @type {Set<Connection>} */
  #connections = new Set();
  /** How many of the next events are lost. */
  #toDrop = 0;
  /** The event after which the agent waits, and how many of these come first. @type {{ event: unknown, left: number } | undefined} */
  #hold;
  /** What the agent waits for. @type {Promise<void> | undefined} */
  #held;
  #release = () => {};
  /** One prompt after another. @type {Promise<unknown>} */
  #running = Promise.resolve();

  /** @param {{ id: string, pause: number, heartbeat: number }} options */
  constructor({ id, pause, heartbeat }) {
    this.id = id;
    this.pause = pause;
    this.heartbeat = heartbeat;
    const seed = /^generated-(\d+)$/.exec(id)?.[1];
    /** A conversation that was made up, for sessions that are named so: it begins when somebody listens. */
    this.generated = seed === undefined ? undefined : conversationFrom(Number(seed), { stopAfter: 0 });
    this.agent = new Agent({ sessionId: id, rows: this.#rows, rest: () => this.#rest(), tell: (event, data) => this.#tell(event, data) });
  }

  /** What is stored. The backend leaves out what is empty, and so do the rows. */
  get history() {
    return this.generated === undefined ? this.#rows : this.#withOwnId(this.generated.history);
  }

  /** Every made-up conversation is of the same session. @template T @param {T} value @returns {T} */
  #withOwnId(value) {
    return JSON.parse(JSON.stringify(value).replaceAll(`"${this.generated?.sessionId}"`, `"${this.id}"`));
  }

  /** @param {Response} response of a request for the stream */
  connect(response) {
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    const beat = () => this.#write(connection, "heartbeat", { type: "ping" });
    const connection = { response, frames: 0, isStalled: false, timer: setInterval(beat, this.heartbeat) };
    this.#connections.add(connection);
    response.on("close", () => {
      clearInterval(connection.timer);
      this.#connections.delete(connection);
    });
    this.#write(connection, "connected", { type: "connected", sessionId: this.id });
    if (this.generated !== undefined && this.#connections.size === 1) this.#running = this.#running.then(() => this.#playGenerated());
  }

  async #playGenerated() {
    const { generated } = this;
    if (generated === undefined) return;
    for (const _ of generated.play(GENERATED_RUNS)) {
      const { event, data } = this.#withOwnId(generated.events[generated.events.length - 1]);
      if (event !== "connected") this.#tell(event, data);
      await this.#rest();
    }
  }

  async #rest() {
    await setTimeout(this.pause);
    await this.#held;
  }

  /**
   * Lets the agent run until it has sent that many events with a name, so that a test sees the page at a certain moment.
   *
   * @param {unknown} event
   * @param {unknown} count
   */
  goOn(event, count) {
    this.#hold = event === undefined ? undefined : { event, left: Number(count) };
    this.#held = undefined;
    this.#release();
  }

  /**
   * @param {string} text
   * @returns {BackendMessage | undefined} the answer to a slash command
   */
  prompt(text) {
    const command = /^\/([\w-]+)/.exec(text.trim())?.[1];
    if (command !== undefined) return answerTo(command, text);
    this.#running = this.#running.then(() => this.#play(text));
    return undefined;
  }

  /** @param {string} text */
  async #play(text) {
    await this.agent.prompt(text);
    let last;
    for (const turn of TOUR) last = await this.agent.turn(turn);
    await this.agent.complete(last);
  }

  /** @param {string} id @param {boolean} isGranted */
  answer(id, isGranted) {
    return this.agent.answer(id, isGranted);
  }

  /** @param {unknown} kind */
  fail(kind) {
    if (kind === "drop") this.#toDrop = 5;
    for (const connection of this.#connections) {
      if (kind === "end") connection.response.destroy();
      if (kind === "stall") connection.isStalled = true;
      if (kind === "garbage") connection.response.write('event: content\ndata: {"content":\n\nevent: news\ndata: {}\n\n');
    }
  }

  /** @param {string} event @param {object} data */
  #tell(event, data) {
    if (this.#hold?.event === event && --this.#hold.left === 0) this.#held = new Promise((resolve) => (this.#release = resolve));
    if (this.#toDrop > 0) {
      this.#toDrop -= 1;
      return;
    }
    for (const connection of this.#connections) this.#write(connection, event, data);
  }

  /** @param {Connection} connection @param {string} event @param {object} data */
  #write(connection, event, data) {
    if (connection.isStalled) return;
    connection.frames += 1;
    // Go escapes what could be markup.
    const text = JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
    connection.response.write(`id: ${connection.frames}\nevent: ${event}\ndata: ${text}\nretry: 3000\n\n`);
  }
}

/** @param {string} command @param {string} typed */
function answerTo(command, typed) {
  const isHelp = command === "help";
  const answer = isHelp
    ? { type: "message", message: "Ask anything. The agent does the same whatever it is asked.", command }
    : { type: "error", error: `There is no command /${command}`, command };
  return { id: `cmd-${command}`, sessionId: "", role: "assistant", userInput: typed, assistantResponse: JSON.stringify(answer) };
}
