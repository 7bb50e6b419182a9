// A backend that exists only here: it makes the events of a conversation and what the history holds of it, at every moment.
//
// It knows what `GET /stream` and `GET /messages` do (order, omissions, what no event tells) and nothing of the code that
// puts the two together.

import { randomFrom } from "./random.js";

/**
 * @typedef {object} Told an event, as it is sent
 * @property {string} event
 * @property {any} data
 *
 * @typedef {object} Habits what servers do differently
 * @property {"all" | "some" | "none"} ids whether events of the agent name the message
 * @property {"grows" | "empty" | "late"} storing what the history holds of a turn that still streams: all so far, an empty row, none
 * @property {boolean} former the names of events before SDK 0.10
 * @property {boolean} subagents
 * @property {boolean} failures whether runs may fail
 */

const SESSION = "session-1";
const REMINDER = "\n\n<system-reminder>\nPlan mode is active. Do not write until you approve a plan.\n</system-reminder>";

/**
 * @param {Random} random
 * @returns {Habits}
 * @typedef {import("./random.js").Random} Random
 */
export function habitsFrom(random) {
  return {
    ids: random.pick(["all", "all", "all", "some", "none"]),
    storing: random.pick(["grows", "empty", "late"]),
    former: random.chance(0.15),
    subagents: random.chance(0.5),
    failures: random.chance(0.3),
  };
}

/**
 * A conversation, the same for the same seed.
 *
 * @param {number} seed
 * @param {Partial<Habits> & { stopAfter?: number, runs?: number }} [options]
 */
export function conversationFrom(seed, { stopAfter = Infinity, runs, ...given } = {}) {
  const random = randomFrom(seed);
  const backend = new Backend(random, { ...habitsFrom(random), ...given });
  const playing = backend.play(runs ?? random.between(1, 3));
  while (backend.events.length < stopAfter && !playing.next().done);
  return backend;
}

class Backend {
  sessionId = SESSION;
  /** @type {Told[]} */
  events = [];
  /** The session's own rows. */
  rows = [];
  /** The rows of sub-agents, by the calls that started them. @type {Map<string, any[]>} */
  agents = new Map();
  /** The user rows of `send_message` callbacks, of which no event tells. @type {Set<string>} */
  silent = new Set();
  /** What the user sent, in order. @type {string[]} */
  prompts = [];
  hasFailed = false;
  hasFailedLast = false;
  #ids = 0;

  /**
   * @param {Random} random
   * @param {Habits} habits
   */
  constructor(random, habits) {
    this.random = random;
    this.habits = habits;
  }

  /** What `GET /messages` answers now. */
  get history() {
    return structuredClone(this.rows.filter((row) => !row.isHidden).map(withoutEmpty));
  }

  /** What can be known of that from events. */
  get told() {
    return this.history.filter(({ id, role }) => role !== "tool" && !this.silent.has(id)).map(toldOf);
  }

  /** What can be known of the sub-agents' messages. */
  get toldOfAgents() {
    return new Map(Array.from(this.agents, ([id, rows]) => [id, rows.filter(({ id, role }) => role !== "tool" && !this.silent.has(id)).map(withoutEmpty).map(toldOf).map(withoutSession)]));
  }

  /** @param {number} runs */
  *play(runs) {
    yield* this.emit("connected", { sessionId: SESSION });
    for (let run = 0; run < runs; run++) {
      yield* this.run(undefined, this.rows);
      if (this.random.chance(0.3)) yield* this.emit("heartbeat", { type: "ping" });
      if (this.random.chance(0.1)) yield* this.emit("session_created", { sessionId: "session-2", title: "Other", createdAt: 1 });
    }
  }

  /**
   * @param {string} event
   * @param {any} data
   */
  *emit(event, data) {
    this.events.push({ event, data: { type: event, ...data } });
    yield;
  }

  /** @param {string} kind */
  id(kind) {
    return `${kind}${++this.#ids}`;
  }

  /**
   * A prompt, and the agent's turns until its answer.
   *
   * @param {string | undefined} parent
   * @param {any[]} rows
   * @param {string} [prompt]
   */
  *run(parent, rows, prompt = this.text()) {
    const { random } = this;
    const lane = parent === undefined ? {} : { parentToolCallId: parent };
    const content = parent === undefined && random.chance(0.2) ? prompt + REMINDER : prompt;
    const user = { id: this.id("U"), role: "user", sessionId: parent === undefined ? SESSION : `of-${parent}`, userInput: content };
    if (parent === undefined) {
      this.prompts.push(prompt);
      this.hasFailedLast = false;
    }
    rows.push(user);
    yield* this.emit("user_message_created", { messageId: user.id, content, ...lane });
    const turns = parent === undefined ? random.pick([1, 1, 2, 2, 3, 5]) : random.pick([1, 1, 2]);
    for (let turn = 1; turn <= turns; turn++) {
      if (random.chance(0.08)) yield* this.limit(lane);
      const failsAt = this.habits.failures && parent === undefined && random.chance(0.15) ? random.pick(["pieces", "tools"]) : undefined;
      const row = yield* this.turn(parent, rows, lane, turn === turns && failsAt !== "tools", failsAt === "pieces");
      if (failsAt !== undefined) return yield* this.fail(lane, row);
      if (turn === turns) yield* this.complete(lane, row);
    }
  }

  /** The provider refuses for now, and the backend tries again. @param {object} lane */
  *limit(lane) {
    const maxAttempts = this.random.between(2, 8);
    for (let attempt = 1; attempt <= this.random.between(1, maxAttempts - 1); attempt++) {
      yield* this.emit("rate_limit_error", { error: "rate limited", retryAfter: 60, attempt, maxAttempts, ...lane });
    }
  }

  /** @param {object} lane @param {any} row */
  *fail(lane, row) {
    row.isHidden = false;
    this.hasFailed = this.hasFailedLast = true;
    yield* this.emit("error", { error: "permission denied", ...lane });
  }

  /** @param {object} lane @param {any} row */
  *complete(lane, row) {
    const { random, habits } = this;
    const told = habits.ids === "all" || (habits.ids === "some" && random.chance(0.5)) ? { messageId: row.id } : {};
    const reasoning = row.reasoning === "" || random.chance(0.2) ? {} : { reasoning: row.reasoning, reasoningDuration: random.between(1, 90) };
    yield* this.emit("complete", { done: true, ...told, ...(row.userInput !== "" && { content: row.userInput }), ...reasoning, ...lane });
  }

  /** @param {string} id */
  nameOf(id) {
    const { ids } = this.habits;
    return ids === "all" || (ids === "some" && this.random.chance(0.5)) ? { assistantMessageId: id } : {};
  }

  /**
   * One turn of the agent: reasoning, text and calls, then what the calls do.
   *
   * @param {string | undefined} parent
   * @param {any[]} rows
   * @param {object} lane
   * @param {boolean} isLast
   * @param {boolean} isCut
   */
  *turn(parent, rows, lane, isLast, isCut) {
    const { random, habits } = this;
    const row = {
      id: this.id("A"), role: "assistant", sessionId: parent === undefined ? SESSION : `of-${parent}`,
      userInput: "", reasoning: "", toolCalls: [], isHidden: false,
    };
    rows.push(row);
    const final = { userInput: "", reasoning: "" };
    const store = () => Object.assign(row, final);
    row.isHidden = habits.storing === "late";
    const count = isLast ? 0 : random.pick([1, 1, 2, 3]);
    const pieces = random.between(isLast || random.chance(0.7) ? 1 : 0, 6);
    const thoughts = random.chance(0.5) ? random.between(1, 4) : 0;
    for (let piece = 0; piece < thoughts; piece++) {
      const content = this.text();
      final.reasoning += content;
      if (habits.storing === "grows") store();
      yield* this.emit("thinking", { content, ...this.nameOf(row.id), ...lane });
    }
    for (let piece = 0; piece < pieces; piece++) {
      const content = this.text();
      final.userInput += content;
      if (habits.storing === "grows") store();
      yield* this.emit("content", { content, ...this.nameOf(row.id), ...lane });
      if (isCut && random.chance(0.5)) break;
    }
    if (!isCut || count > 0) {
      // Nothing tells of a turn without any content before it is complete.
      if (pieces + thoughts + count === 0 && !isLast) {
        final.userInput = this.text();
        yield* this.emit("content", { content: final.userInput, ...this.nameOf(row.id), ...lane });
      }
      const calls = Array.from({ length: isCut ? 1 : count }, () => this.newCall(row, parent));
      yield* this.interleave(calls.map((call) => this.tellCall(call, row, lane, isCut)), random.chance(0.3));
      row.isHidden = false;
      store();
      if (!isCut) yield* this.execute(calls, row, rows, lane, parent);
    }
    store();
    row.isHidden = false;
    row.model = "claude";
    row.inputTokens = random.between(1, 5000);
    row.cost = random.between(1, 100) / 1000;
    return row;
  }

  /** @param {any} row @param {string | undefined} parent */
  newCall(row, parent) {
    const { random } = this;
    const isTask = this.habits.subagents && parent === undefined && random.chance(0.4);
    const name = isTask ? "Task" : random.pick(["Bash", "bash", "Grep", "ReadText", "Write", "TodoWrite", "server_tool", "Show", "made-up"]);
    const input = random.chance(0.1) ? "" : JSON.stringify(isTask ? { description: "do", prompt: this.text(), subagent_type: "general-purpose" } : this.argumentsOf());
    const call = { id: this.id("c"), name, type: random.pick(["", "tool_use", "function"]), finished: false, input: "" };
    return { call, input, row };
  }

  argumentsOf() {
    const { random } = this;
    return random.pick([
      { command: this.text(), timeout: random.between(1, 1000) },
      { file_path: `/tmp/${this.text()}`, offset: 0 },
      { todos: [{ id: "1", content: this.text(), status: "pending", priority: "high" }, { id: "2", content: this.text(), status: "completed", priority: "low" }] },
      { outputs: [{ type: "markdown", title: this.text(), data: "# \ud83d\ude00" }] },
      { pattern: "\\d+\"", "-i": true, nested: [[1, 2.5, -3e-7], { a: null }] },
      {},
    ]);
  }

  /**
   * @param {{ call: any, input: string, row: any }} made
   * @param {any} row
   * @param {object} lane
   * @param {boolean} isCut
   */
  *tellCall({ call, input }, row, lane, isCut) {
    const { random, habits } = this;
    row.toolCalls.push(call);
    const named = () => ({ ...this.nameOf(row.id), ...lane });
    if (habits.former) yield* this.emit("tool", { id: call.id, name: call.name, input: "", status: "running", ...named() });
    else yield* this.emit("tool_use_start", { id: call.id, name: call.name, ...named() });
    for (let rest = input; rest !== ""; ) {
      const piece = rest.slice(0, random.between(1, Math.max(1, rest.length)));
      rest = rest.slice(piece.length);
      call.input += piece;
      yield* this.emit(habits.former ? "tool_parameter_delta" : "tool_use_parameter_delta", { toolCallId: call.id, input: piece, ...named() });
      if (isCut && random.chance(0.4)) return;
    }
    if (isCut) return;
    call.finished = true;
    if (habits.former) yield* this.emit("tool", { id: call.id, name: call.name, input, status: "completed", ...named() });
    else yield* this.emit("tool_use_parameter_streaming_complete", { id: call.id, name: call.name, input, ...named() });
  }

  /**
   * @param {{ call: any, input: string, row: any }[]} calls
   * @param {any} row
   * @param {any[]} rows
   * @param {object} lane
   * @param {string | undefined} parent
   */
  *execute(calls, row, rows, lane, parent) {
    if (calls.length === 0) return;
    yield* this.interleave(calls.map((made) => this.executeCall(made, lane)), true);
    for (const { call } of calls) this.result(call);
    rows.push({ id: this.id("T"), role: "tool", sessionId: row.sessionId, userInput: "" });
    for (const { call } of calls) {
      if (!call.isError && this.random.chance(0.25)) yield* this.callBack(call, rows, parent);
    }
  }

  /** @param {{ call: any }} made @param {object} lane */
  *executeCall({ call }, lane) {
    const { random } = this;
    if (random.chance(0.2)) {
      yield* this.emit("permission", {
        id: this.id("P"), sessionId: SESSION, toolName: call.name, description: "may I?", action: "execute",
        ...random.pick([{}, { path: "/tmp" }, { params: null }, { params: { command: "ls" } }]), ...lane,
      });
    }
    const toolName = random.pick(["", call.name]);
    yield* this.emit("tool_execution_start", { toolCallId: call.id, toolName, progress: `Running ${call.name}`, ...lane });
    if (call.name === "Task") {
      const rows = [];
      this.agents.set(call.id, rows);
      yield* this.run(call.id, rows);
    }
    if (random.chance(0.05)) {
      yield* this.emit("notification", {
        id: this.id("N"), sessionId: SESSION, title: "T", message: "M", notificationType: "question", responseType: "choice",
        choices: ["a", "b"], timeout: 60, createdAt: 1, ...lane,
      });
    }
    yield* this.emit("tool_execution_complete", {
      toolCallId: call.id, toolName, progress: `Completed ${call.name} tool in 3ms`, success: random.chance(0.8), ...lane,
    });
  }

  /** @param {any} call */
  result(call) {
    const { random } = this;
    if (random.chance(0.85)) call.result = random.pick([this.text() || "x", "no output", "a\nExit code 2\n", "The user doesn't want to proceed with this tool use. Stop."]);
    if (random.chance(0.15)) call.isError = true;
    if (random.chance(0.05)) call.screenshotUrls = ["http://x/api/sessions/s/screenshots/1.png"];
  }

  /** @param {any} call @param {any[]} rows @param {string | undefined} parent */
  *callBack(call, rows, parent) {
    const { random } = this;
    const callbackType = random.pick(["bash_script", "sub_agent", "send_message"]);
    const result = { callbackType, success: random.chance(0.8), toolCallId: call.id, toolName: call.name };
    if (callbackType === "bash_script") Object.assign(result, { stdout: "out", exitCode: random.pick([1, 2]) });
    if (callbackType === "sub_agent") {
      Object.assign(result, { subagentId: "sub", subagentResult: "fine" });
      if (this.habits.subagents && parent === undefined) {
        const own = this.agents.get(call.id) ?? [];
        this.agents.set(call.id, own);
        yield* this.run(call.id, own);
      }
    }
    if (callbackType === "send_message") {
      const user = { id: this.id("S"), role: "user", sessionId: SESSION, userInput: this.text() };
      this.silent.add(user.id);
      rows.push(user);
    }
    rows.push({ id: this.id("T"), role: "tool", sessionId: SESSION, userInput: "", callbackResults: [result] });
  }

  /**
   * @param {Generator[]} tasks
   * @param {boolean} isMixed
   */
  *interleave(tasks, isMixed) {
    const open = [...tasks];
    while (open.length > 0) {
      const index = isMixed ? this.random.below(open.length) : 0;
      if (open[index].next().done) open.splice(index, 1);
      else yield;
    }
  }

  text() {
    const { random } = this;
    return Array.from({ length: random.between(1, 3) }, () =>
      random.pick(["a", "b", " ", "ab", "\n", "word ", "\ud83d\ude00", "é", '"', "\\", "<x>", "hi", "long text of the answer, "]),
    ).join("");
  }
}

/** The backend leaves out what is empty, and repeats the text of all but the user. */
function withoutEmpty({ isHidden, ...row }) {
  const { userInput, reasoning, toolCalls } = row;
  const kept = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
  if (reasoning === "") delete kept.reasoning;
  if (toolCalls?.length === 0) delete kept.toolCalls;
  if (toolCalls?.length > 0) kept.toolCalls = toolCalls.map((call) => ({ ...call }));
  if (row.role !== "user" && userInput !== "") kept.assistantResponse = userInput;
  return kept;
}

/** What events tell of a message. */
function toldOf({ assistantResponse, id, reasoning, role, sessionId, toolCalls, userInput }) {
  return {
    ...(assistantResponse !== undefined && { assistantResponse }),
    id,
    ...(reasoning !== undefined && { reasoning }),
    role,
    sessionId,
    ...(toolCalls !== undefined && { toolCalls: toolCalls.map(({ finished, id, input, name }) => ({ finished, id, input, name, type: "" })) }),
    userInput,
  };
}

const withoutSession = ({ sessionId, ...message }) => message;
