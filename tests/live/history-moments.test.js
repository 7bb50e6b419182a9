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
