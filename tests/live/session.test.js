// The live session beyond its acceptance cases: subscribers, prompts, missing events, what older servers send.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { createLiveSession } from "../../pkg-template/live/session.js";
import { agent, call, complete, content, sessionId, sessionOf, texts, umc, user } from "./session-parts.js";

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

test("a listener is called at once, and for each change until it leaves; one that throws does not keep others from being called", () => {
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

test("text after the user stopped the run is shown, and the run stays stopped", () => {
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

test("missing pieces are noticed when the whole text comes", () => {
  const { session, issues } = sessionOf();
  session.push(content("A1", "Hel"));
  session.push(complete("A1", "Hello"));
  assert.deepEqual(issues, ["different_text"]);
  assert.deepEqual(texts(session.getSnapshot()), ["A1: Hello"]);
  assert.equal(session.getSnapshot().stale, true);
});

test("a piece of a row that another row follows is ignored, with an issue", () => {
  const { session, issues } = sessionOf();
  session.push(content("A1", "a"));
  session.push(content("A2", "b"));
  session.push(content("A1", "late"));
  assert.deepEqual(texts(session.getSnapshot()), ["A1: a", "A2: b"]);
  assert.deepEqual(issues, ["late_event"]);
});

test("an agent's message with the id of a user's is an issue", () => {
  const { session, issues } = sessionOf({ history: [user("U1", "a")] });
  session.push(content("U1", "x"));
  assert.deepEqual(texts(session.getSnapshot()), ["U1: a", ": x"]);
  assert.deepEqual(issues, ["different_role"]);
});

test("each piece of garbage is an issue, and the next event is read", () => {
  const { session, issues } = sessionOf();
  for (const event of [{ event: "content", data: null }, { event: "content", data: "{" }, { event: "content", data: {} }, { event: 5, data: {} }]) session.push(event);
  session.push(content("A1", "x"));
  assert.deepEqual(texts(session.getSnapshot()), ["A1: x"]);
  assert.deepEqual(issues, ["invalid_type", "unexpected_end", "missing_field", "unknown_event"]);
  assert.equal(session.getSnapshot().stale, true);
});

test("an earlier snapshot never changes, arguments included", () => {
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
