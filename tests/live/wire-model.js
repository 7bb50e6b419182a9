// A second backend, written from the facts of the wire alone and apart from backend-model.js: lanes of sub-agents, calls that
// stream and run side by side, texts of anything. Beside each event stands what the history held when it was sent.

import { randomFrom } from "./random.js";

const PARTS = ["a", "é", "😀", " ", "\n", "\r\n", "the ", "the ", "data: ", "\u2028", '"', "\\", "<b>", "{", "x", "event: content\n\n"];
const TOOLS = ["Bash", "bash", "Write", "TodoWrite", "Task", "github_search", "constructor", "Unheard"];
const REMINDER = "\n\n<system-reminder>\nPlan mode is active.\n</system-reminder>";

/**
 * @param {number} seed
 * @param {boolean} [isKept] whether the history at every event is wanted: that is most of the work
 * @returns {{ timeline: { event: { event: string, data: any }, history: any[] }[], history: any[], told: any[], prompts: Map<number, string> }}
 *   `told` is what can be known of the history from events; `prompts` are the texts of prompts by the places of their events
 */
export function wireFrom(seed, isKept = false) {
  const wire = new Wire(seed);
  const add = (event) => timeline.push({ event, history: isKept ? wire.history : [] });
  const timeline = [{ event: { event: "connected", data: { sessionId: "S" } }, history: [] }];
  const prompts = new Map();
  for (let run = wire.random.between(1, 3); run > 0; run--) {
    const prompt = wire.random.chance(0.3) ? "hi" : wire.text(4);
    prompts.set(timeline.length, prompt);
    for (const event of wire.run(wire.rows, undefined, 0, prompt)) {
      add(event);
      if (wire.random.chance(0.02)) add({ event: "heartbeat", data: { type: "ping" } });
      if (wire.random.chance(0.02)) add({ event: "brand_new", data: {} });
    }
  }
  return { timeline, history: wire.history, told: wire.told, prompts };
}

class Wire {
  rows = [];
  /** The rows of `send_message` callbacks, of which no event tells. */
  silent = new Set();
  #ids = 0;

  constructor(seed) {
    this.random = randomFrom(seed);
  }

  get history() {
    return structuredClone(this.rows);
  }

  get told() {
    return this.history
      .filter(({ id, role }) => role !== "tool" && !this.silent.has(id))
      .map(({ model, cost, outputTokens, toolCalls, ...row }) => ({
        ...row,
        ...(toolCalls && { toolCalls: toolCalls.map(({ finished, id, input, name, type }) => ({ finished, id, input, name, type })) }),
      }));
  }

  id(kind) {
    return `${kind}${++this.#ids}`;
  }

  text(most) {
    return Array.from({ length: this.random.between(1, most) }, () => this.random.pick(PARTS)).join("");
  }

  *pieces(text) {
    for (let at = 0, end; at < text.length; at = end) yield text.slice(at, (end = at + this.random.between(1, 6)));
  }

  event(event, data, parent) {
    return { event, data: { type: event, ...data, ...(parent && { parentToolCallId: parent }), ...(this.random.chance(0.05) && { unknown: [1] }) } };
  }

  *run(rows, parent, depth, prompt) {
    const { random } = this;
    const sessionId = parent ? `of-${parent}` : "S";
    const messageId = this.id("U");
    const content = prompt + (!parent && random.chance(0.15) ? REMINDER : "");
    rows.push({ id: messageId, role: "user", sessionId, userInput: content });
    yield this.event("user_message_created", { messageId, content }, parent);
    for (let turns = random.between(1, 3); ; turns--) {
      const row = { id: this.id("A"), role: "assistant", sessionId, userInput: "" };
      rows.push(row);
      const by = { assistantMessageId: row.id };
      if (random.chance(0.4)) yield* this.say("thinking", this.text(12), by, parent, (piece) => (row.reasoning = (row.reasoning ?? "") + piece));
      const text = turns === 1 || random.chance(0.7) ? this.text(15) : "";
      yield* this.say("content", text, by, parent, (piece) => (row.assistantResponse = row.userInput += piece));
      if (turns === 1) {
        Object.assign(row, { model: "m", cost: 0.5, outputTokens: 7 });
        const whole = random.chance(0.8) ? { content: text, reasoning: row.reasoning ?? "" } : {};
        return yield this.event("complete", { done: true, messageId: row.id, ...whole }, parent);
      }
      row.toolCalls = [];
      const calls = Array.from({ length: random.between(1, 3) }, () => this.call(row, depth));
      yield* this.mix(calls.map((call) => this.stream(call, row, by, parent)));
      Object.assign(row, { model: "m", cost: 0.5, outputTokens: 7 });
      yield* this.mix(calls.map((call) => this.execute(call, parent, depth)));
      for (const call of row.toolCalls) Object.assign(call, calls.find(({ id }) => id === call.id).outcome);
      rows.push({ id: this.id("T"), role: "tool", sessionId, userInput: "" });
      if (random.chance(0.1)) {
        const id = this.id("S");
        this.silent.add(id);
        rows.push({ id, role: "user", sessionId, userInput: this.text(3) });
      }
    }
  }

  *say(event, text, by, parent, store) {
    for (const content of this.pieces(text)) {
      store(content);
      yield this.event(event, { content, ...by }, parent);
      if (this.random.chance(0.02)) yield this.event("rate_limit_error", { error: "slow", retryAfter: 60, attempt: 1, maxAttempts: 8 }, parent);
    }
  }

  call(row, depth) {
    const name = this.random.pick(TOOLS);
    const input = this.random.chance(0.1) ? "" : JSON.stringify({ command: this.text(5), todos: [{ id: "1", content: this.text(3) }], n: [1, -0.5, null] });
    return { id: this.id("c"), name: name === "Task" && depth > 1 ? "Bash" : name, input };
  }

  *stream({ id, name, input }, row, by, parent) {
    const stored = { finished: false, id, input: "", name, type: "" };
    row.toolCalls.push(stored);
    yield this.event("tool_use_start", { id, name, ...by }, parent);
    for (const piece of this.pieces(input)) {
      stored.input += piece;
      yield this.event("tool_use_parameter_delta", { toolCallId: id, input: piece, ...by }, parent);
    }
    stored.finished = true;
    yield this.event("tool_use_parameter_streaming_complete", { id, name, input, ...by }, parent);
  }

  *execute(call, parent, depth) {
    const { id, name } = call;
    yield this.event("tool_execution_start", { toolCallId: id, toolName: "", progress: "Running" }, parent);
    if (name === "Task") yield* this.run([], id, depth + 1, this.text(2));
    call.outcome = this.random.chance(0.2) ? { result: "boom", isError: true } : this.random.chance(0.8) ? { result: this.text(3) } : {};
    yield this.event("tool_execution_complete", { toolCallId: id, toolName: "", progress: "Completed in 3ms", success: this.random.chance(0.9) }, parent);
  }

  *mix(lanes) {
    const open = [...lanes];
    while (open.length > 0) {
      const lane = this.random.pick(open);
      const { done, value } = lane.next();
      if (done) open.splice(open.indexOf(lane), 1);
      else yield value;
    }
  }
}
