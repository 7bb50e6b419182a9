// The live session beyond its acceptance cases: connections, reading the history, prompts, what older servers send.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { createLiveSession } from "../../pkg-template/live/session.js";

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

const sessionId = "S";
const user = (id, userInput) => ({ id, role: "user", sessionId, userInput });
const agent = (id, userInput, more) => ({ assistantResponse: userInput, id, role: "assistant", sessionId, userInput, ...more });
const call = (id, more) => ({ finished: true, id, input: "{}", name: "Bash", type: "", ...more });
const connected = { event: "connected", data: { sessionId } };
const content = (assistantMessageId, content) => ({ event: "content", data: { content, assistantMessageId } });
const umc = (messageId, content) => ({ event: "user_message_created", data: { messageId, content } });
const complete = (messageId, content) => ({ event: "complete", data: { done: true, messageId, content } });
const texts = ({ messages }) => messages.map(({ id, userInput }) => `${id}: ${userInput}`);

/** Lets everything happen that waits for no time. */
async function settle() {
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
}

function sessionOf(options = {}) {
  const issues = [];
  const session = createLiveSession({ sessionId, interval: 0, onIssue: ({ code }) => issues.push(code), ...options });
  return { session, issues };
}

/** A server whose answers a test decides. */
function server() {
  const requests = [];
  const open = (context) => new Promise((resolve, reject) => requests.push({ ...context, resolve, reject }));
  return {
    requests,
    open,
    /** Answers the last request with a stream, which is written to. */
    accept() {
      let controller;
      requests.at(-1).resolve(new Response(new ReadableStream({ start: (given) => void (controller = given) })));
      return {
        send: (...events) => events.forEach(({ event, data }) => controller.enqueue(new TextEncoder().encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`))),
        end: () => controller.close(),
        fail: () => controller.error(new Error("reset")),
      };
    },
  };
}

test("connect resolves when the stream is open", async () => {
  const { session } = sessionOf();
  const { open, accept } = server();
  let isOpen = false;
  const opening = session.connect(open).then(() => (isOpen = true));
  const stream = accept();
  await settle();
  assert.equal(isOpen, false);
  assert.equal(session.getSnapshot().connection, "connecting");
  stream.send(connected);
  await opening;
  assert.equal(session.getSnapshot().connection, "open");
  session.disconnect();
  assert.equal(session.getSnapshot().connection, "closed");
});

test("a stream that fails is opened again, later each time, until it is open once more", async () => {
  const { session, issues } = sessionOf();
  const { open, accept, requests } = server();
  session.connect(open);
  requests[0].reject(new Error("offline"));
  await settle();
  mock.timers.tick(499);
  await settle();
  assert.equal(requests.length, 1);
  mock.timers.tick(501);
  await settle();
  assert.deepEqual(requests.map(({ attempt }) => attempt), [1, 2]);
  const stream = accept();
  stream.send(connected);
  await settle();
  stream.fail();
  await settle();
  assert.equal(session.getSnapshot().connection, "connecting");
  mock.timers.tick(1000);
  await settle();
  assert.deepEqual(requests.map(({ attempt }) => attempt), [1, 2, 1]);
  assert.deepEqual(issues, ["connection_failed", "connection_failed"]);
  session.disconnect();
});

test("a server that refuses the request is not asked again", async () => {
  const { session } = sessionOf();
  const { open, requests } = server();
  const opening = session.connect(open);
  requests[0].resolve(new Response('{"error":{"code":404,"message":"no such session","type":"not_found"}}', { status: 404 }));
  await assert.rejects(opening, { name: "ResponseError", status: 404, message: "no such session" });
  mock.timers.tick(100_000);
  await settle();
  assert.equal(requests.length, 1);
  assert.equal(session.getSnapshot().connection, "closed");
});

test("a server that is busy is asked again", async () => {
  const { session } = sessionOf();
  const { open, requests } = server();
  session.connect(open);
  requests[0].resolve(new Response("busy", { status: 503 }));
  await settle();
  mock.timers.tick(1000);
  await settle();
  assert.equal(requests.length, 2);
  session.disconnect();
  assert.equal(requests[1].signal.aborted, true);
});

test("an answer that comes after the end of the connection is not read", async () => {
  const { session } = sessionOf();
  const { open, accept } = server();
  const opening = session.connect(open);
  session.disconnect();
  accept().send(connected, content("A1", "late"));
  await opening;
  await settle();
  assert.deepEqual(session.getSnapshot().messages, []);
  assert.equal(session.getSnapshot().connection, "closed");
});

test("the history is never read twice at once, and what is asked for meanwhile is read together", async () => {
  const answers = [];
  const { session } = sessionOf({ loadHistory: () => new Promise((resolve) => answers.push(resolve)) });
  session.refresh();
  session.refresh();
  const last = session.refresh();
  await settle();
  assert.equal(answers.length, 1);
  answers[0]([user("U1", "a")]);
  await settle();
  assert.equal(answers.length, 2);
  answers[1]([user("U1", "a"), agent("A1", "b")]);
  await last;
  assert.deepEqual(texts(session.getSnapshot()), ["U1: a", "A1: b"]);
  await settle();
  assert.equal(answers.length, 2);
});

test("after a run the history is read, and once more while results are missing", async () => {
  let requests = 0;
  const stored = (result) => [user("U1", "a"), agent("A1", "b", { toolCalls: [call("c1", result)] }), agent("A2", "c")];
  const { session } = sessionOf({ history: [], loadHistory: async () => stored(++requests < 2 ? {} : { result: "x" }) });
  session.push(umc("U1", "a"));
  session.push({ event: "tool_use_start", data: { id: "c1", name: "Bash", assistantMessageId: "A1" } });
  session.push(complete("A2", "c"));
  await settle();
  assert.equal(requests, 1);
  mock.timers.tick(250);
  await settle();
  assert.equal(requests, 2);
  assert.equal(session.getSnapshot().messages[1].toolCalls[0].result, "x");
  mock.timers.tick(100_000);
  await settle();
  assert.equal(requests, 2);
});

test("an empty result is asked for only once more", async () => {
  let requests = 0;
  const { session } = sessionOf({ history: [], loadHistory: async () => (requests++, [agent("A1", "b", { toolCalls: [call("c1")] })]) });
  session.push({ event: "tool_use_start", data: { id: "c1", name: "Bash", assistantMessageId: "A1" } });
  session.push(complete("A1", "b"));
  for (let time = 0; time < 10; time++) {
    await settle();
    mock.timers.tick(1000);
  }
  assert.equal(requests, 2);
});

test("a history that cannot be read is an issue, and is read again later", async () => {
  let requests = 0;
  const { session, issues } = sessionOf({
    loadHistory() {
      if (++requests < 3) throw new Error("offline");
      return Promise.resolve([user("U1", "a")]);
    },
  });
  await assert.rejects(session.refresh(), { message: "offline" });
  assert.deepEqual(issues, ["history_failed"]);
  for (let time = 0; time < 5; time++) {
    await settle();
    mock.timers.tick(1000);
  }
  await settle();
  assert.equal(requests, 3);
  assert.deepEqual(texts(session.getSnapshot()), ["U1: a"]);
});

test("an old server's history that is null is empty", async () => {
  const { session } = sessionOf({ history: [user("U1", "a")], loadHistory: async () => null });
  await session.refresh();
  assert.deepEqual(session.getSnapshot().messages, []);
});

test("a listener is told at once, and of each change until it goes; one that throws keeps nobody else from being told", () => {
  const later = mock.method(globalThis, "queueMicrotask", () => {});
  const { session } = sessionOf();
  const told = [];
  session.subscribe(() => {
    throw new Error("mine");
  });
  const leave = session.subscribe(({ status }) => told.push(status));
  session.push(umc("U1", "a"));
  leave();
  session.push(content("A1", "b"));
  later.mock.restore();
  assert.deepEqual(told, ["ready", "submitted"]);
  assert.equal(later.mock.callCount(), 3);
  // The error is not swallowed: it is thrown where no caller stands in its way.
  for (const { arguments: [act] } of later.mock.calls) assert.throws(act, { message: "mine" });
});

test("methods need no object", () => {
  const { getSnapshot, push, send, flush } = createLiveSession({ sessionId });
  push(content("A1", "x"));
  send("hi");
  flush();
  assert.deepEqual(texts(getSnapshot()), ["A1: x"]);
});

test("what comes after the user has stopped the run is shown, and the run stays stopped", () => {
  const { session } = sessionOf();
  session.push(umc("U1", "a"));
  session.push(content("A1", "b"));
  session.push({ event: "tool_use_start", data: { id: "c1", name: "Bash", assistantMessageId: "A1" } });
  session.interrupt();
  session.push(content("A1", "c"));
  const { status, entries, calls } = session.getSnapshot();
  assert.deepEqual([status, entries[1].status, calls.get("c1").phase], ["ready", "interrupted", "interrupted"]);
  assert.deepEqual(texts(session.getSnapshot()), ["U1: a", "A1: bc"]);
  session.push({ event: "error", data: { error: "request cancelled by user" } });
  assert.equal(session.getSnapshot().error, undefined);
  session.push(umc("U2", "again"));
  assert.equal(session.getSnapshot().status, "submitted");
});

test("events of servers before 0.10 make the same calls", () => {
  const { session, issues } = sessionOf();
  const tool = (input, status) => ({ event: "tool", data: { type: "tool", id: "c1", name: "bash", input, status } });
  session.push(tool("", "running"));
  session.push({ event: "tool_parameter_delta", data: { toolCallId: "c1", input: '{"command":' } });
  session.push({ event: "tool_parameter_delta", data: { toolCallId: "c1", input: '"ls"}' } });
  assert.deepEqual(session.getSnapshot().calls.get("c1").input, { command: "ls" });
  session.push(tool('{"command":"ls"}', "completed"));
  assert.equal(session.getSnapshot().calls.get("c1").phase, "ready");
  session.push({ event: "summarize", data: { progress: "…", done: true } });
  session.push({ event: "subagent_created", data: {} });
  assert.deepEqual(issues, []);
});

test("an execution of an unknown call makes one, and the session stale", () => {
  const { session, issues } = sessionOf();
  session.push({ event: "tool_execution_start", data: { toolCallId: "c1", toolName: "Bash", progress: "Running" } });
  const { calls, stale, messages } = session.getSnapshot();
  assert.deepEqual([calls.get("c1").phase, calls.get("c1").name, stale, messages.length], ["running", "Bash", true, 0]);
  assert.deepEqual(issues, ["missing_event"]);
  session.reconcile([agent("A1", "", { toolCalls: [call("c1")] })]);
  assert.equal(session.getSnapshot().stale, false);
  assert.equal(session.getSnapshot().calls.get("c1").messageId, "A1");
});

test("pieces that are missing in the middle are noticed when the whole text comes", () => {
  const { session, issues } = sessionOf();
  session.push(content("A1", "Hel"));
  session.push(complete("A1", "Hello"));
  assert.deepEqual(issues, ["different_text"]);
  assert.deepEqual(texts(session.getSnapshot()), ["A1: Hello"]);
  assert.equal(session.getSnapshot().stale, true);
});

test("a piece of a row that is followed is ignored, with an issue", () => {
  const { session, issues } = sessionOf();
  session.push(content("A1", "a"));
  session.push(content("A2", "b"));
  session.push(content("A1", "late"));
  assert.deepEqual(texts(session.getSnapshot()), ["A1: a", "A2: b"]);
  assert.deepEqual(issues, ["late_event"]);
});

test("what the history already has of a text is not added again by the pieces that bring it", () => {
  const { session } = sessionOf({ history: [] });
  session.push(umc("U1", "a"));
  session.push(content("A1", "Hel"));
  session.reconcile([user("U1", "a"), agent("A1", "Hello, wor")]);
  session.push(content("A1", "lo, "));
  session.push(content("A1", "wor"));
  session.push(content("A1", "ld"));
  assert.deepEqual(texts(session.getSnapshot()), ["U1: a", "A1: Hello, world"]);
});

test("a text whose beginning came over an earlier connection is put together", async () => {
  let answer = () => {};
  const { session } = sessionOf({ history: [], loadHistory: () => new Promise((resolve) => (answer = resolve)) });
  session.push(connected);
  session.push(umc("U1", "a"));
  session.push(content("A1", "one "));
  answer([user("U1", "a")]);
  await settle();
  // The connection is lost, and with it "two ".
  session.push(connected);
  session.push(content("A1", "three "));
  session.push(content("A1", "four "));
  answer([user("U1", "a"), agent("A1", "one two three ")]);
  await settle();
  assert.deepEqual(texts(session.getSnapshot()), ["U1: a", "A1: one two three four "]);
});

test("the end of a run that was lost with a connection is seen from the history", async () => {
  const { session } = sessionOf({ history: [], loadHistory: async () => [user("U1", "a"), agent("A1", "done")] });
  session.push(connected);
  session.push(umc("U1", "a"));
  session.push(content("A1", "do"));
  await settle();
  session.push(connected);
  await settle();
  assert.equal(session.getSnapshot().status, "ready");
  session.push(content("A1", ", and more"));
  assert.equal(session.getSnapshot().status, "streaming");
  assert.deepEqual(texts(session.getSnapshot()), ["U1: a", "A1: done, and more"]);
});

test("a prompt that was lost on the stream is found in the history, unless it is older than the sending", () => {
  const { session } = sessionOf({ history: [user("U0", "hi")] });
  const handle = session.send("hi");
  session.reconcile([user("U0", "hi")]);
  assert.equal(session.getSnapshot().pending.length, 1);
  session.reconcile([user("U0", "hi"), user("U1", "hi"), agent("A1", "yes")]);
  const { pending, entries } = session.getSnapshot();
  assert.deepEqual([pending.length, entries[1].key], [0, handle.key]);
});

test("a history of unknown length is not searched for a prompt that was just sent", async () => {
  const { session } = sessionOf({ loadHistory: async () => [user("U0", "hi"), agent("A0", "old")] });
  session.send("hi");
  await session.refresh();
  assert.equal(session.getSnapshot().pending.length, 1);
  session.push(umc("U1", "hi"));
  assert.equal(session.getSnapshot().pending.length, 0);
});

test("the id of the agent's message that is the user's is an issue", () => {
  const { session, issues } = sessionOf({ history: [user("U1", "a")] });
  session.push(content("U1", "x"));
  assert.deepEqual(texts(session.getSnapshot()), ["U1: a", ": x"]);
  assert.deepEqual(issues, ["different_role"]);
});

test("garbage is an issue each, and the next event is good", () => {
  const { session, issues } = sessionOf();
  for (const event of [{ event: "content", data: null }, { event: "content", data: "{" }, { event: "content", data: {} }, { event: 5, data: {} }]) session.push(event);
  session.push(content("A1", "x"));
  assert.deepEqual(texts(session.getSnapshot()), ["A1: x"]);
  assert.deepEqual(issues, ["invalid_type", "unexpected_end", "missing_field", "unknown_event"]);
  assert.equal(session.getSnapshot().stale, true);
});

test("a snapshot of before shows what it showed then, arguments included", () => {
  const { session } = sessionOf();
  session.push({ event: "tool_use_start", data: { id: "c1", name: "Bash", assistantMessageId: "A1" } });
  session.push({ event: "tool_use_parameter_delta", data: { toolCallId: "c1", input: '{"command":"l' } });
  const before = session.getSnapshot();
  session.push({ event: "tool_use_parameter_delta", data: { toolCallId: "c1", input: 's"}' } });
  const after = session.getSnapshot();
  assert.deepEqual(after.calls.get("c1").input, { command: "ls" });
  assert.deepEqual(before.calls.get("c1").input, { command: "l" });
  assert.equal(before.messages[0].toolCalls[0].input, '{"command":"l');
});

test("what a newer history has told is not shown twice, however often it is read meanwhile", () => {
  const { session } = sessionOf({ history: [] });
  for (const event of [connected, umc("U1", "hi")]) session.push(event);
  session.reconcile([user("U1", "hi"), agent("A1", "one two")]);
  session.reconcile([user("U1", "hi"), agent("A1", "one two three")]);
  session.push(content("A1", "one "));
  session.reconcile([user("U1", "hi"), agent("A1", "one two three four")]);
  for (const piece of ["two ", "three ", "four ", "five"]) session.push(content("A1", piece));
  assert.deepEqual(texts(session.getSnapshot()), ["U1: hi", "A1: one two three four five"]);
});

test("a history that is read between two runs may tell of the next one first", () => {
  const { session, issues } = sessionOf({ history: [] });
  for (const event of [connected, umc("U1", "hi"), content("A1", "yes"), complete("A1", "yes")]) session.push(event);
  session.reconcile([user("U1", "hi"), agent("A1", "yes"), user("U2", "and"), agent("A2", "it")]);
  assert.equal(session.getSnapshot().status, "ready");
  session.push(umc("U2", "and"));
  assert.equal(session.getSnapshot().status, "submitted");
  for (const piece of ["it", " goes on"]) session.push(content("A2", piece));
  assert.deepEqual(texts(session.getSnapshot()).slice(2), ["U2: and", "A2: it goes on"]);
  assert.deepEqual(issues, []);
});

test("the end of an answer does not seal a later one that the history told of", () => {
  const { session, issues } = sessionOf({ history: [] });
  for (const event of [connected, umc("U1", "hi"), content("A1", "yes")]) session.push(event);
  session.reconcile([user("U1", "hi"), agent("A1", "yes"), user("U2", "and"), agent("A2", "it")]);
  for (const event of [complete("A1"), umc("U2", "and"), content("A2", "it"), content("A2", " goes on")]) session.push(event);
  assert.deepEqual(texts(session.getSnapshot()).slice(2), ["U2: and", "A2: it goes on"]);
  assert.deepEqual(issues, []);
});

test("an older history that comes after a newer one does not shorten the last answer", () => {
  const { session } = sessionOf({ history: [] });
  for (const event of [connected, umc("U1", "hi"), content("A1", "whole answer"), complete("A1")]) session.push(event);
  session.reconcile([user("U1", "hi"), agent("A1", "whole answer")]);
  session.reconcile([user("U1", "hi"), agent("A1", "whole")]);
  assert.deepEqual(texts(session.getSnapshot()), ["U1: hi", "A1: whole answer"]);
});

test("a turn whose cost is stored is over, so its text is what is stored", () => {
  const { session } = sessionOf({ history: [] });
  // A piece came twice, and the end of the run was lost.
  for (const event of [connected, umc("U1", "hi"), content("A1", "a"), content("A1", "b"), content("A1", "b")]) session.push(event);
  const history = [user("U1", "hi"), agent("A1", "ab", { cost: 0.5 })];
  session.reconcile(history);
  assert.deepEqual(session.getSnapshot().messages, history);
});

test("a prompt that was sent before the history was known does not stay pending once its run has ended", async () => {
  const { session } = sessionOf({ loadHistory: async () => [user("U1", "hi"), agent("A1", "yes", { cost: 1 })] });
  session.send("hi").sent();
  // The connection on which its events came was lost: only heartbeats are left.
  for (const event of [connected, { event: "heartbeat", data: { type: "ping" } }, { event: "heartbeat", data: { type: "ping" } }]) {
    session.push(event);
    await settle();
  }
  mock.timers.tick(1000);
  await settle();
  const { status, pending } = session.getSnapshot();
  assert.deepEqual([status, pending], ["ready", []]);
  assert.deepEqual(texts(session.getSnapshot()), ["U1: hi", "A1: yes"]);
});

test("sub-agents whose end was lost end with a run whose end was lost", async () => {
  const history = [user("U1", "hi"), agent("A1", "", { toolCalls: [call("c1", { name: "Task" })] }), agent("A2", "yes")];
  const { session } = sessionOf({ loadHistory: async () => history });
  const heartbeat = { event: "heartbeat", data: { type: "ping" } };
  const start = { event: "tool_use_start", data: { id: "c1", name: "Task", assistantMessageId: "A1" } };
  const inside = { event: "content", data: { content: "look", assistantMessageId: "B1", parentToolCallId: "c1" } };
  for (const event of [connected, umc("U1", "hi"), start, inside, heartbeat, heartbeat]) {
    session.push(event);
    await settle();
  }
  mock.timers.tick(1000);
  await settle();
  assert.equal(session.getSnapshot().status, "ready");
  assert.equal(session.getSnapshot().subagents.get("c1").status, "ready");
});
