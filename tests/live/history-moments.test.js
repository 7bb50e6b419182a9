// The history read at unlucky moments: far ahead of the events, or after a run of which pieces were lost.

import assert from "node:assert/strict";
import { test } from "node:test";

import { isBackendMessage } from "../../pkg-template/core/is.js";
import { createLiveSession } from "../../pkg-template/live/session.js";
import { rows } from "../../pkg-template/view/rows.js";

const sessionId = "S";
const user = (id, userInput) => ({ id, role: "user", sessionId, userInput });
const agent = (id, userInput) => ({ ...(userInput !== "" && { assistantResponse: userInput }), id, role: "assistant", sessionId, userInput });
const connected = { event: "connected", data: { sessionId } };
const umc = (messageId, content) => ({ event: "user_message_created", data: { messageId, content } });
const content = (content, assistantMessageId) => ({ event: "content", data: { content, assistantMessageId } });
const complete = (messageId, content) => ({ event: "complete", data: { done: true, messageId, content } });
const texts = ({ messages }) => messages.map(({ userInput }) => userInput);

const sessionOf = (...events) => {
  const session = createLiveSession({ sessionId, history: [], interval: 0 });
  events.forEach(session.push);
  return session;
};

test("pieces do not repeat a message that the history had empty, and then whole", () => {
  const session = sessionOf(connected, umc("U1", "a"), content("one", "A1"));
  session.reconcile([user("U1", "a"), agent("A1", "one"), user("U2", "b"), agent("A2", "")]);
  session.push(complete("A1", "one"));
  session.reconcile([user("U1", "a"), agent("A1", "one"), user("U2", "b"), agent("A2", "two")]);
  for (const event of [umc("U2", "b"), content("tw", "A2"), content("o", "A2")]) session.push(event);
  assert.deepEqual(texts(session.getSnapshot()), ["a", "one", "b", "two"]);
  session.push(complete("A2"));
  assert.deepEqual(texts(session.getSnapshot()), ["a", "one", "b", "two"]);
});

test("the history restores lost pieces of an answer without an id whose end had no text", () => {
  const session = sessionOf(connected, umc("U1", "a"), content("one"), content("two"), { event: "complete", data: { done: true, reasoning: "hm" } });
  session.reconcile([user("U1", "a"), { ...agent("A1", "one, two"), reasoning: "hm" }]);
  assert.deepEqual(texts(session.getSnapshot()), ["a", "one, two"]);
});

test("a piece that came twice goes with the history that has what the turn cost", () => {
  const session = sessionOf(connected, umc("U1", "a"), content("one", "A1"), content("one", "A1"), complete("A1"));
  session.reconcile([user("U1", "a"), { ...agent("A1", "one"), outputTokens: 1 }]);
  assert.deepEqual(texts(session.getSnapshot()), ["a", "one"]);
});

test("an answer without ids that a second prompt split is one when the history is read", () => {
  const session = sessionOf(connected, umc("U1", "a"), content("o"), umc("U2", "b"), content("ne"), complete(undefined, "one"), content("two"), complete(undefined, "two"));
  session.reconcile([user("U1", "a"), agent("A1", "one"), user("U2", "b"), agent("A2", "two")]);
  assert.deepEqual(texts(session.getSnapshot()), ["a", "one", "b", "two"]);
});

test("a prompt that is sent while the agent answers another one is not missed when its own answer begins", () => {
  const session = sessionOf(connected, umc("U1", "a"), content("o", "A1"), umc("U2", "b"), content("ne", "A1"), complete("A1", "one"), content("two", "A2"));
  const { messages, stale, status } = session.getSnapshot();
  assert.deepEqual({ ids: messages.map(({ id }) => id), stale, status }, { ids: ["U1", "A1", "U2", "A2"], stale: false, status: "streaming" });
});

test("a history from before an answer without an id does not take the answer away", () => {
  const session = sessionOf(connected, umc("U1", "a"), content("one"), complete());
  session.reconcile([user("U1", "a")]);
  assert.deepEqual(texts(session.getSnapshot()), ["a", "one"]);
});

test("a history as the backend writes it, or as objects of the generated SDK, becomes messages", () => {
  const result = { tool_call_id: "C1", tool_name: "Bash", callback_type: "bash_script", success: true, exit_code: 1 };
  const session = createLiveSession({
    sessionId,
    history: [
      { ...user("U1", "a"), model: undefined, toolCalls: undefined },
      { ...agent("A1", ""), toolCalls: [{ finished: true, id: "C1", input: "{}", name: "Bash", type: "", result: undefined }] },
      { id: "T1", role: "tool", sessionId, userInput: "", callbackResults: [result] },
    ],
  });
  const { messages } = session.getSnapshot();
  assert.ok(messages.every(isBackendMessage));
  assert.deepEqual(messages.map(Object.keys), [
    ["id", "role", "sessionId", "userInput"],
    ["id", "role", "sessionId", "userInput", "toolCalls"],
    ["id", "role", "sessionId", "userInput", "callbackResults"],
  ]);
  assert.deepEqual(Object.keys(messages[1].toolCalls[0]), ["finished", "id", "input", "name", "type"]);
  const [, { calls }] = rows(session.getSnapshot());
  assert.deepEqual(calls[0].callbacks, [{ toolCallId: "C1", toolName: "Bash", callbackType: "bash_script", success: true, exitCode: 1 }]);
});

const idle = { event: "heartbeat", data: { type: "ping" } };
const error = { event: "error", data: { error: "overloaded" } };
const start = (id, assistantMessageId) => ({ event: "tool_use_start", data: { id, name: "Bash", assistantMessageId } });
const callsOf = ({ messages }) => messages.flatMap(({ toolCalls = [] }) => toolCalls.map(({ id }) => id));

/** A session whose history is read when the test says so. */
const readingSession = (...events) => {
  const answers = [];
  const session = createLiveSession({ sessionId, interval: 0, loadHistory: () => new Promise((resolve) => answers.push(resolve)) });
  events.forEach(session.push);
  const answer = async (history) => {
    answers.shift()(history);
    await new Promise(setImmediate);
  };
  return { session, answer };
};

test("the answer to a sent prompt goes on when the history had both before their events", () => {
  const session = sessionOf(connected, umc("U1", "a"), content("one", "A1"));
  session.send("b");
  session.push(complete("A1", "one"));
  session.reconcile([user("U1", "a"), agent("A1", "one"), user("U2", "b"), agent("A2", "")]);
  for (const event of [umc("U2", "b"), content("two", "A2")]) session.push(event);
  const { messages, stale, status } = session.getSnapshot();
  assert.deepEqual({ texts: texts({ messages }), stale, status }, { texts: ["a", "one", "b", "two"], stale: false, status: "streaming" });
});

test("pieces after an error do not repeat text that the history already had", () => {
  const session = sessionOf(connected, umc("U1", "a"), content("on", "A1"), error);
  session.reconcile([user("U1", "a"), agent("A1", "one")]);
  session.push(content("e", "A1"));
  assert.deepEqual(texts(session.getSnapshot()), ["a", "one"]);
});

test("pieces that the history already had show that the run goes on", () => {
  for (const repeated of [content("on", "A1"), start("C1", "A1")]) {
    const session = sessionOf(connected, umc("U1", "a"));
    session.reconcile([user("U1", "a"), { ...agent("A1", "one"), toolCalls: [{ finished: false, id: "C1", input: "", name: "Bash", type: "" }] }]);
    session.push(repeated);
    assert.equal(session.getSnapshot().status, "streaming");
  }
});

test("a lost piece does not make the next one repeat what the history already had", () => {
  const session = sessionOf(connected, umc("U1", "a"));
  session.reconcile([user("U1", "a"), agent("A1", "one two")]);
  for (const event of [content("two", "A1"), content(" three", "A1")]) session.push(event);
  assert.deepEqual(texts(session.getSnapshot()), ["a", "one two three"]);
});

test("a first history with older messages takes nothing from the answer that arrives", () => {
  const { session } = readingSession(umc("U2", "b"), start("C1", "A2"));
  session.reconcile([user("U1", "a"), agent("A1", "one"), user("U2", "b"), agent("A2", "")]);
  assert.deepEqual(callsOf(session.getSnapshot()), ["C1"]);
});

test("the history fills the gap between two connections, and keeps a call that came meanwhile", async () => {
  const { session, answer } = readingSession(connected, umc("U1", "a"), content("on", "A1"));
  await answer([user("U1", "a")]);
  for (const event of [connected, start("C1", "A1")]) session.push(event);
  await answer([user("U1", "a"), agent("A1", "one")]);
  assert.deepEqual([texts(session.getSnapshot()), callsOf(session.getSnapshot())], [["a", "one"], ["C1"]]);
  session.disconnect();
});

test("a history that fills no gap leaves the message as it is", async () => {
  const { session, answer } = readingSession(connected, umc("U1", "a"), content("one", "A1"));
  await answer([]);
  for (const event of [connected, start("C2", "A1")]) session.push(event);
  const before = session.getSnapshot().messages[1];
  await answer([user("U1", "a"), { ...agent("A1", "on"), toolCalls: [{ finished: false, id: "C1", input: "", name: "Bash", type: "" }] }]);
  const { messages, stale } = session.getSnapshot();
  assert.equal(messages[1], before);
  assert.equal(stale, true);
  session.disconnect();
});

test("a history that was requested before another one takes nothing away that the other had", async () => {
  const { session, answer } = readingSession(connected, idle);
  session.reconcile([user("U1", "a"), agent("A1", "one"), user("U2", "b")]);
  await answer([user("U1", "a"), agent("A1", "o")]);
  assert.deepEqual(texts(session.getSnapshot()), ["a", "one", "b"]);
  session.disconnect();
});

test("the history that shows the end of a run settles it at once", () => {
  const session = sessionOf(connected, umc("U1", "a"), content("on", "A1"), { event: "tool_execution_start", data: { toolCallId: "C9", toolName: "", progress: "" } }, connected);
  const history = [user("U1", "a"), agent("A1", "one")];
  session.reconcile(history);
  const before = session.getSnapshot();
  session.reconcile(history);
  assert.equal(session.getSnapshot(), before);
  assert.deepEqual([before.status, before.calls.size], ["ready", 0]);
});

test("a piece without an id after an error goes on with the message before it", () => {
  const session = sessionOf(connected, umc("U1", "a"), content("on"), error, content("e"));
  assert.deepEqual(texts(session.getSnapshot()), ["a", "one"]);
});

test("a piece without an id is not one of a message before its prompt", () => {
  for (const history of [[user("U1", "a"), agent("A1", "one")], [user("U1", "a"), agent("A1", "one"), user("U2", "b")]]) {
    const { session } = readingSession(umc("U2", "b"));
    session.reconcile(history);
    session.push(content("on"));
    assert.deepEqual(texts(session.getSnapshot()).sort(), ["a", "b", "on", "one"]);
  }
});
