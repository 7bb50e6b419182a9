// An agent without a model: it plays a script, sends the backend's events for it, and stores the messages as the backend
// would.

/**
 * @typedef {import("backend-message").BackendMessage} BackendMessage
 * @typedef {(event: string, data: object) => void} Tell
 * @typedef {object} Stage where a sub-agent or the agent itself plays
 * @property {BackendMessage[]} rows its messages
 * @property {string} sessionId
 * @property {{ parentToolCallId?: string }} lane what its events carry
 */

/** A text in the pieces in which models give it. */
const piecesOf = (/** @type {string} */ text) => text.match(/\s*\S{1,5}|\s+/g) ?? [];

export class Agent {
  #ids = 0;
  /** Resolves a permission that was asked for, by its id. @type {Map<string, (isGranted: boolean) => void>} */
  #asked = new Map();

  /**
   * @param {object} options
   * @param {string} options.sessionId
   * @param {BackendMessage[]} options.rows the stored history, to which it adds
   * @param {Tell} options.tell sends an event
   * @param {() => Promise<unknown>} options.rest is awaited after each event
   */
  constructor({ sessionId, rows, tell, rest }) {
    this.stage = /** @type {Stage} */ ({ sessionId, rows, lane: {} });
    this.send = tell;
    this.rest = rest;
  }

  /** @param {string} kind */
  id(kind) {
    return `${this.stage.sessionId}-${kind}-${++this.#ids}`;
  }

  /**
   * @param {Stage} stage
   * @param {string} event
   * @param {object} data
   */
  async tell({ lane }, event, data) {
    this.send(event, { type: event, ...data, ...lane });
    await this.rest();
  }

  /**
   * @param {string} text
   * @param {Stage} [stage]
   */
  async prompt(text, stage = this.stage) {
    const row = { id: this.id("user"), sessionId: stage.sessionId, role: "user", userInput: text };
    stage.rows.push(row);
    await this.tell(stage, "user_message_created", { messageId: row.id, content: text });
  }

  /**
   * A turn: what it thinks and says, then its calls, all at once.
   *
   * @param {{ thinking?: string, text?: string, calls?: import("./conversations.js").Planned[] }} turn
   * @param {Stage} [stage]
   */
  async turn({ thinking = "", text = "", calls = [] }, stage = this.stage) {
    const row = /** @type {BackendMessage} */ ({ id: this.id("answer"), sessionId: stage.sessionId, role: "assistant", userInput: "" });
    const named = { assistantMessageId: row.id };
    stage.rows.push(row);
    for (const content of piecesOf(thinking)) {
      row.reasoning = (row.reasoning ?? "") + content;
      await this.tell(stage, "thinking", { content, ...named });
    }
    for (const content of piecesOf(text)) {
      row.userInput += content;
      row.assistantResponse = row.userInput;
      await this.tell(stage, "content", { content, ...named });
    }
    const begun = [];
    for (const planned of calls) {
      const call = { id: this.id("call"), name: planned.name, input: "", type: "", finished: false };
      begun.push({ call, planned });
      (row.toolCalls ??= []).push(call);
      await this.tell(stage, "tool_use_start", { id: call.id, name: call.name, ...named });
      const input = JSON.stringify(planned.input);
      for (let start = 0; start < input.length; start += 12) {
        call.input += input.slice(start, start + 12);
        await this.tell(stage, "tool_use_parameter_delta", { toolCallId: call.id, input: input.slice(start, start + 12), ...named });
      }
      call.finished = true;
      await this.tell(stage, "tool_use_parameter_streaming_complete", { id: call.id, name: call.name, input, ...named });
    }
    await Promise.all(begun.map(({ call, planned }) => this.run(call, planned, stage)));
    if (calls.length > 0) stage.rows.push({ id: this.id("results"), sessionId: stage.sessionId, role: "tool", userInput: "" });
    return row;
  }

  /**
   * @param {import("backend-message").ToolCallData} call
   * @param {import("./conversations.js").Planned} planned
   * @param {Stage} stage
   */
  async run(call, planned, stage) {
    if (planned.permission !== undefined && !(await this.ask(call, planned.permission, stage))) {
      call.result = "The user doesn't want to proceed with this tool use. The tool was not run.";
      return;
    }
    await this.tell(stage, "tool_execution_start", { toolCallId: call.id, toolName: "", progress: `Running ${call.name}` });
    let { result } = planned;
    if (planned.agent !== undefined) {
      const inner = /** @type {Stage} */ ({ rows: [], sessionId: this.id("subagent"), lane: { parentToolCallId: call.id } });
      await this.prompt(String(planned.input.prompt), inner);
      let last;
      for (const turn of planned.agent) last = await this.turn(turn, inner);
      await this.complete(last, inner);
      result = last?.userInput;
    }
    await this.rest();
    call.result = result;
    await this.tell(stage, "tool_execution_complete", {
      toolCallId: call.id, toolName: "", progress: `Completed ${call.name} tool in 12ms`, success: true,
    });
  }

  /**
   * @param {import("backend-message").ToolCallData} call
   * @param {string} description
   * @param {Stage} stage
   */
  async ask(call, description, stage) {
    const id = this.id("permission");
    const answer = new Promise((resolve) => this.#asked.set(id, resolve));
    await this.tell(stage, "permission", {
      id, sessionId: this.stage.sessionId, toolName: call.name, description, action: "execute", params: null,
    });
    return answer;
  }

  /**
   * @param {string} id
   * @param {boolean} isGranted
   * @returns {boolean} whether that was asked for
   */
  answer(id, isGranted) {
    this.#asked.get(id)?.(isGranted);
    return this.#asked.delete(id);
  }

  /**
   * @param {BackendMessage | undefined} row the last one of the answer
   * @param {Stage} [stage]
   */
  async complete(row, stage = this.stage) {
    await this.tell(stage, "complete", { done: true, messageId: row?.id, content: row?.userInput });
  }
}
