// The acceptance cases of the live conversation: what is told to a session, and what it shows then. The table is data; what a
// step does is in `case-runner.js`, which any runtime can run.

/**
 * @typedef {object} Case
 * @property {number} number
 * @property {string} name
 * @property {{ history?: readonly any[], interval?: number, loads?: boolean }} [options]
 * @property {readonly any[]} steps
 */

const of = (parent) => (parent === undefined ? {} : { parentToolCallId: parent });
const by = (row) => (row === undefined ? {} : { assistantMessageId: row });
const event = (name, data) => ({ event: name, data: { type: name, ...data } });

const connected = (sessionId = "S") => event("connected", { sessionId });
const heartbeat = event("heartbeat", { type: "ping" });
const umc = (messageId, content, parent) => event("user_message_created", { messageId, content, ...of(parent) });
const ct = (row, content, parent) => event("content", { content, ...by(row), ...of(parent) });
const th = (row, content, parent) => event("thinking", { content, ...by(row), ...of(parent) });
const tus = (row, id, name = "Bash", parent) => event("tool_use_start", { id, name, ...by(row), ...of(parent) });
const tpd = (row, toolCallId, input, parent) => event("tool_use_parameter_delta", { toolCallId, input, ...by(row), ...of(parent) });
const tpc = (row, id, input, name = "Bash", parent) => event("tool_use_parameter_streaming_complete", { id, name, input, ...by(row), ...of(parent) });
const tes = (toolCallId, parent) => event("tool_execution_start", { toolCallId, toolName: "", progress: "Running", ...of(parent) });
const tec = (toolCallId, success = true, parent) =>
  event("tool_execution_complete", { toolCallId, toolName: "", progress: "Completed in 3ms", success, ...of(parent) });
const complete = (messageId, content, parent) => event("complete", { done: true, messageId, content, ...of(parent) });
const error = (message, parent) => event("error", { error: message, ...of(parent) });
const limit = (attempt, maxAttempts) => event("rate_limit_error", { error: "slow down", retryAfter: 60, attempt, maxAttempts });
const permission = (id, sessionId = "S", parent) =>
  event("permission", { id, sessionId, toolName: "Bash", description: "may I?", action: "execute", params: null, ...of(parent) });

const user = (id, userInput) => ({ id, role: "user", sessionId: "S", userInput });
const agent = (id, userInput, more = {}) => ({ assistantResponse: userInput, id, role: "assistant", sessionId: "S", userInput, ...more });
const tool = (id) => ({ id, role: "tool", sessionId: "S", userInput: "" });
const called = (id, input, more = {}) => ({ finished: true, id, input, name: "Bash", type: "tool_use", ...more });

const times = (count, make) => Array.from({ length: count }, (_, index) => make(index));

const REMINDER = "\n\n<system-reminder>\nPlan mode is active.\n</system-reminder>";
const HARD = '{"a": "\\u00e9\\ud83d\\ude00\\n\\"\\\\", "😀": ["x\\ud83d\\ude00"]}';

/** The value that a text has so far is a beginning of the one that it has in the end. */
function isBeginning(part, whole) {
  if (part === undefined) return true;
  if (typeof part === "string") return typeof whole === "string" && whole.startsWith(part) && part.isWellFormed?.() !== false;
  if (Array.isArray(part)) return part.every((item, index) => isBeginning(item, whole[index]));
  return Object.entries(part).every(([key, value]) => key in whole && isBeginning(value, whole[key]));
}

/** Frames of a stream with all kinds of line ends. */
const FRAMES = ["event: content", 'data: {"content":"é😀"}', "", ": a comment", "event: content", 'data: {"content":', 'data: "b"}', "id: 7", "", "retry: 10", ""];
const READ = [
  { event: "content", data: { content: "é😀" } },
  { event: "content", data: { content: "b" } },
];

const COMMANDS = '{"command":"ls"}';

/** @type {readonly Case[]} */
export const cases = [
  {
    number: 1,
    name: "a new answer leaves the stored ones as they are",
    options: { history: [user("U1", "hi"), agent("A1", "hello")] },
    steps: [{ mark: "before" }, { push: ct("A2", "x") }, { expect: { texts: ["U1: hi", "A1: hello", "A2: x"] }, same: { as: "before", paths: ["messages.0", "messages.1", "rows.1"] } }],
  },
  {
    number: 2,
    name: "what was lost with a connection comes with the history, once",
    options: { history: [user("U1", "hi")], loads: true },
    steps: [
      { store: [user("U1", "hi")], connect: true },
      { receive: [connected(), ct("A1", "Hel")] },
      { store: [user("U1", "hi"), agent("A1", "Hello")], end: true },
      { wait: 2000, receive: connected() },
      { expect: { texts: ["U1: hi", "A1: Hello"], attempts: 2 } },
      { receive: ct("A1", " world"), expect: { stale: false } },
      { expect: { texts: ["U1: hi", "A1: Hello world"] } },
    ],
  },
  {
    number: 3,
    name: "an answer has its id from the first piece on, in one row",
    steps: [
      { push: times(100, () => ct("A1", "x")) },
      { push: complete("A1", "x".repeat(100)) },
      { reconcile: [agent("A1", "x".repeat(100), { model: "m" })] },
      { always: ({ messages }, rows) => messages.every(({ id }) => id === "A1") && rows.length <= 1, expect: { texts: [`A1: ${"x".repeat(100)}`], keys: "A1" } },
    ],
  },
  {
    number: 4,
    name: "a row gets its id later, and keeps its key",
    steps: [
      { push: ct(undefined, "a") },
      { mark: "first", push: ct("A1", "b") },
      { expect: { texts: ["A1: ab"], rowTexts: ["assistant: ab"] }, same: { as: "first", paths: ["entries.0.key", "rows.0.key"] } },
    ],
  },
  {
    number: 5,
    name: "a prompt that was sent becomes the stored one",
    steps: [
      { send: { text: "hi", as: "hi" } },
      { mark: "sent", expect: { rowTexts: ["user: hi"], "rows.0.state": "pending", status: "submitted" } },
      { push: umc("U1", "hi") },
      { expect: { texts: ["U1: hi"], rowTexts: ["user: hi"], "rows.0.state": "sent", "rows.0.id": "U1", pendingTexts: [] }, same: { as: "sent", paths: ["rows.0.key"] } },
      { reconcile: [user("U1", "hi")], same: { as: "sent", paths: ["rows.0.key"] } },
    ],
  },
  {
    number: 6,
    name: "two equal prompts are two rows, and none is taken for an older one",
    options: { history: [user("U0", "hi")] },
    steps: [
      { send: { text: "hi", as: "first" } },
      { send: { text: "hi", as: "second" } },
      { push: [umc("U1", "hi"), umc("U2", `hi${REMINDER}`)] },
      { expect: { texts: ["U0: hi", "U1: hi", `U2: hi${REMINDER}`], pendingTexts: [], rowTexts: ["user: hi", "user: hi", "user: hi"] } },
    ],
  },
  {
    number: 7,
    name: "who connects twice has one connection",
    steps: [
      { connect: true },
      { connect: true },
      { receive: [connected(), ct("A1", "x")] },
      { expect: { aborted: [true, false], texts: ["A1: x"] } },
    ],
  },
  {
    number: 8,
    name: "events of another session are not this one's",
    steps: [{ push: [permission("P1", "other"), connected("other"), ct("A1", "x")] }, { expect: { requestIds: [], issueCodes: ["other_session", "other_session"], texts: ["A1: x"], connection: "closed" } }],
  },
  {
    number: 9,
    name: "pieces within an interval are one change",
    options: { interval: 50 },
    steps: [
      { push: ct("A1", "a"), mark: "first" },
      { push: times(50, () => ct("A1", "b")), same: { as: "first", paths: [""] }, told: { since: "first", atMost: 0 } },
      { flush: true, expect: { texts: [`A1: a${"b".repeat(50)}`] }, told: { since: "first", atMost: 1 } },
    ],
  },
  {
    number: 10,
    name: "five thousand pieces at once are few notifications",
    options: { interval: 50 },
    steps: [
      { mark: "start", push: times(5000, () => ct("A1", "x")) },
      { wait: 100, told: { since: "start", atMost: 4 }, expect: { texts: [`A1: ${"x".repeat(5000)}`] } },
    ],
  },
  {
    number: 11,
    name: "the last piece is shown when nothing follows",
    options: { interval: 50 },
    steps: [{ push: [ct("A1", "a"), ct("A1", "b")], expect: { texts: ["A1: a"] } }, { wait: 50, expect: { texts: ["A1: ab"] } }],
  },
  {
    number: 12,
    name: "the first snapshot that is ready has the whole text",
    options: { interval: 50 },
    steps: [
      { push: [umc("U1", "hi"), ct("A1", "He"), ct("A1", "llo"), complete("A1", "Hello")] },
      { always: ({ status, messages }) => status !== "ready" || messages.length === 0 || messages[1].userInput === "Hello", expect: { status: "ready" } },
    ],
  },
  {
    number: 13,
    name: "a piece touches one of five hundred rows",
    options: { history: times(499, (index) => (index % 2 ? agent(`A${index}`, "x", { toolCalls: [called(`c${index}`, COMMANDS, { result: "y" })] }) : user(`U${index}`, "x"))) },
    steps: [
      { push: [tus("A", "c", "Bash"), ct("A", "x")], mark: "before" },
      { push: ct("A", "y") },
      { same: { as: "before", paths: [...times(499, (index) => `messages.${index}`), "calls", "calls.c1", "messages.499.toolCalls", "rows.1", "rows.499.calls.0"] }, other: { as: "before", paths: ["messages.499", "messages", "rows.499"] } },
    ],
  },
  {
    number: 14,
    name: "the snapshot is the same until something changes",
    steps: [{ mark: "start" }, { same: { as: "start", paths: [""] } }, { push: heartbeat, same: { as: "start", paths: [""] } }],
  },
  {
    number: 15,
    name: "arguments of 16,000 pieces are parsed in linear time, and not at all if nobody looks",
    steps: [
      { work: { count: 8000, isLooking: true, atMost: 2.5, events: (count) => [tus("A1", "c1"), tpd("A1", "c1", '{"a":"'), ...times(count, () => tpd("A1", "c1", "x"))] } },
      { work: { count: 8000, isLooking: false, events: (count) => [tus("A1", "c1"), tpd("A1", "c1", '{"a":"'), ...times(count, () => tpd("A1", "c1", "x"))] } },
    ],
  },
  {
    number: 16,
    name: "damaged arguments are an error of the call, and nothing else",
    steps: [
      { push: [tus("A1", "c1"), tpd("A1", "c1", '{"a": "x" y"'), ct("A1", "on")] },
      { expect: { texts: ["A1: on"], inputs: [{ a: "x" }], "calls.c1.inputError.code": "invalid_json" } },
    ],
  },
  {
    number: 17,
    name: "whole arguments that are not JSON are kept as text",
    steps: [
      { push: [tus("A1", "c1"), tpd("A1", "c1", "{bad"), tpc("A1", "c1", "{bad")] },
      { expect: { "calls.c1.inputText": "{bad", "calls.c1.inputError.code": "invalid_json", "messages.0.toolCalls.0.input": "{bad", inputs: [undefined] } },
    ],
  },
  {
    number: 18,
    name: "arguments that are cut anywhere are the beginning of the whole ones",
    steps: times(HARD.length + 1, (cut) => ({
      push: [tus(`A${cut}`, `c${cut}`), tpd(`A${cut}`, `c${cut}`, HARD.slice(0, cut))],
      check: ({ calls }) => isBeginning(calls.get(`c${cut}`).input, JSON.parse(HARD)),
    })),
  },
  {
    number: 19,
    name: "the whole arguments replace their pieces",
    steps: [{ push: [tus("A1", "c1"), tpd("A1", "c1", '{"a"'), tpd("A1", "c1", ":1}"), tpc("A1", "c1", '{"a":1}')] }, { expect: { inputs: [{ a: 1 }], "messages.0.toolCalls.0.input": '{"a":1}', issueCodes: [] } }],
  },
  {
    number: 20,
    name: "equal pieces are two pieces",
    steps: [{ push: [tus("A1", "c1"), tpd("A1", "c1", "x"), tpd("A1", "c1", "x"), ct("A1", "y"), ct("A1", "y")] }, { expect: { "calls.c1.inputText": "xx", texts: ["A1: yy"] } }],
  },
  {
    number: 21,
    name: "arguments of two calls may come in turns",
    steps: [
      { push: [tus("A1", "c1"), tus("A1", "c2"), tpd("A1", "c1", '{"a"'), tpd("A1", "c2", '{"b"'), tpd(undefined, "c1", ":1}"), tpd(undefined, "c2", ":2}")] },
      { expect: { inputs: [{ a: 1 }, { b: 2 }] } },
    ],
  },
  {
    number: 22,
    name: "arguments are undefined until something is known, and typed only where they fit",
    steps: [
      { push: tus("A1", "c1"), expect: { inputs: [undefined], "rows.0.calls.0.arguments": {} } },
      { push: [tpd("A1", "c1", '{"command":5}'), tpc("A1", "c1", '{"command":5}')] },
      { expect: { "rows.0.calls.0.arguments": {}, "rows.0.calls.0.misfits.0.path": ["command"], "rows.0.calls.0.misfits.0.value": 5 } },
    ],
  },
  {
    number: 23,
    name: "a list grows by its items, the last one partial",
    steps: [{ push: [tus("A1", "c1"), tpd("A1", "c1", '{"e":[{"a":1},{"a":2},{"a":"3')] }, { expect: { inputs: [{ e: [{ a: 1 }, { a: 2 }, { a: "3" }] }] } }],
  },
  {
    number: 24,
    name: "text goes on behind a call",
    steps: [{ push: [ct("A1", "a"), tus("A1", "c1"), ct("A1", "b")] }, { expect: { texts: ["A1: ab"], phases: ["c1: input"], "messages.0.toolCalls.length": 1 } }],
  },
  {
    number: 25,
    name: "who joins in the middle of an answer gets all of it",
    options: { loads: true },
    steps: [
      { store: [user("U1", "hi"), agent("A1", "He")], connect: true },
      { receive: [connected(), ct("A1", "llo")] },
      { expect: { texts: ["U1: hi", "A1: Hello"], historyRequests: 1 } },
      { receive: ct("A1", "!") },
      { expect: { texts: ["U1: hi", "A1: Hello!"] } },
    ],
  },
  {
    number: 26,
    name: "a silent connection is opened again, one that beats is not",
    steps: [
      { connect: true },
      { receive: connected() },
      ...times(10, () => ({ wait: 45_000, receive: heartbeat })),
      { expect: { attempts: 1, connection: "open" } },
      { wait: 119_000, expect: { attempts: 1 } },
      { wait: 3000, expect: { attempts: 2, aborted: [true, false] } },
    ],
  },
  {
    number: 27,
    name: "a page that is hidden and shown asks for nothing, and prompts are sent by the caller alone",
    options: { loads: true },
    steps: [
      { connect: true },
      { receive: connected(), send: { text: "hi", as: "hi" } },
      { check: () => (globalThis.document?.dispatchEvent(new Event("visibilitychange")), globalThis.dispatchEvent?.(new Event("focus")), true) },
      { expect: { attempts: 1, historyRequests: 1, pendingTexts: ["hi: pending"] } },
    ],
  },
  {
    number: 28,
    name: "a stream is the same however its bytes are cut, with all line ends",
    steps: [{ cut: { streams: ["\n", "\r", "\r\n"].flatMap((end) => [FRAMES.join(end) + end, `\ufeff${FRAMES.join(end)}${end}`]), events: READ } }],
  },
  {
    number: 29,
    name: "what is unknown or null does not end the stream",
    steps: [
      { push: [{ ...ct("A1", "a"), id: "1" }, { event: "content", data: { content: "b", assistantMessageId: "A1", more: [1] } }, { event: "new_thing", data: {} }, permission("P1"), ct("A1", "c")] },
      { expect: { texts: ["A1: abc"], issueCodes: ["unknown_event"], requestIds: ["P1"], "requests.0.params": undefined } },
    ],
  },
  {
    number: 30,
    name: "an EventSource's own error is the connection's, one with data is the agent's",
    steps: [
      { attach: true, dispatch: { event: "open", readyState: 1 } },
      { dispatch: { event: "connected", data: { sessionId: "S" } }, expect: { connection: "open" } },
      { dispatch: { event: "error", readyState: 0 }, expect: { connection: "connecting", errorText: "none", status: "ready" } },
      { dispatch: { event: "error", data: { error: "no" } }, expect: { errorText: "no", status: "error" } },
    ],
  },
  {
    number: 31,
    name: "a history that was asked for before the last piece takes no text away",
    options: { loads: true, history: [] },
    steps: [
      { store: [agent("A1", "He")], push: [ct("A1", "He"), connected(), ct("A1", "llo")] },
      { expect: { texts: ["A1: Hello"], historyRequests: 1 } },
    ],
  },
  {
    number: 32,
    name: "an answer that is not stored yet stays behind the one before it",
    steps: [{ push: [umc("U1", "hi"), ct("A1", "a"), ct("A2", "b")] }, { reconcile: [user("U1", "hi"), agent("A1", "a"), tool("T1")] }, { expect: { texts: ["U1: hi", "A1: a", "T1: ", "A2: b"], status: "streaming" } }],
  },
  {
    number: 33,
    name: "to disconnect ends the reading alone",
    steps: [{ connect: true }, { receive: [connected(), ct("A1", "x")] }, { disconnect: true, expect: { connection: "closed", texts: ["A1: x"], aborted: [true] } }, { wait: 200_000, expect: { attempts: 1 } }],
  },
  {
    number: 34,
    name: "an error interrupts the call that runs",
    steps: [{ push: [tus("A1", "c1"), tpc("A1", "c1", COMMANDS), tes("c1")], expect: { phases: ["c1: running"] } }, { push: error("denied"), expect: { phases: ["c1: interrupted"], status: "error", "rows.0.status": "interrupted", "rows.0.calls.0.phase": "interrupted" } }],
  },
  {
    number: 35,
    name: "a permission may overtake the call that it is about",
    steps: [{ push: permission("P1"), expect: { requestIds: ["P1"] } }, { push: [tus("A1", "c1"), tpc("A1", "c1", COMMANDS)], expect: { requestIds: ["P1"], phases: ["c1: ready"] } }, { answered: "P1", expect: { requestIds: [] } }],
  },
  {
    number: 36,
    name: "a sub-agent speaks for itself",
    steps: [
      { push: [umc("U1", "hi"), ct("A1", "p"), umc("U2", "work", "c1"), ct("A2", "k", "c1")] },
      { expect: { texts: ["U1: hi", "A1: p"], agentTexts: ["c1: work: k"] } },
    ],
  },
  {
    number: 37,
    name: "a sub-agent fails alone",
    steps: [{ push: [ct("A1", "p"), ct("A2", "k", "c1"), error("no", "c1")] }, { expect: { status: "streaming", errorText: "none", "subagents.c1.status": "error", "subagents.c1.error.message": "no" } }],
  },
  {
    number: 38,
    name: "a sub-agent's end is not the run's",
    steps: [{ push: [ct("A1", "p"), ct("A2", "k", "c1"), complete("A2", "k", "c1")] }, { expect: { status: "streaming", "subagents.c1.status": "ready" } }],
  },
  {
    number: 39,
    name: "an error that is overcome is gone",
    steps: [{ push: [umc("U1", "hi"), limit(1, 8)], expect: { errorText: "slow down", status: "error" } }, { push: ct("A1", "x"), expect: { errorText: "none", status: "streaming" } }],
  },
  {
    number: 40,
    name: "two turns are two rows, and complete arguments are no result",
    steps: [
      { push: [ct("A1", "a"), tus("A1", "c1"), tpc("A1", "c1", COMMANDS)], expect: { phases: ["c1: ready"] } },
      { push: [tes("c1"), tec("c1"), ct("A2", "b"), th("A2", "t")], expect: { texts: ["A1: a", "A2: b"], phases: ["c1: done"], rowTexts: ["assistant: a", "assistant: b"], "rows.0.calls.length": 1, "rows.0.calls.0.isResultPending": true } },
    ],
  },
];
