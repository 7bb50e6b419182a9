// The stored history of a live session: when it is read, and how it is merged with the events.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { agent, call, complete, connected, content, sessionOf, settle, texts, umc, user } from "./session-parts.js";

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

test("the history is never read twice at once; requests meanwhile share one later reading", async () => {
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

test("for an empty result the history is read only once more", async () => {
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

test("pieces do not add text again that the history already has", () => {
  const { session } = sessionOf({ history: [] });
  session.push(umc("U1", "a"));
  session.push(content("A1", "Hel"));
  session.reconcile([user("U1", "a"), agent("A1", "Hello, wor")]);
  session.push(content("A1", "lo, "));
  session.push(content("A1", "wor"));
  session.push(content("A1", "ld"));
  assert.deepEqual(texts(session.getSnapshot()), ["U1: a", "A1: Hello, world"]);
});

test("a text that came over two connections is put together", async () => {
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

test("the history shows the end of a run that was lost with a connection", async () => {
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

test("a prompt that the stream lost is found in the history, unless the history's is older", () => {
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

test("text from a newer history is not shown twice, however often it is read meanwhile", () => {
  const { session } = sessionOf({ history: [] });
  for (const event of [connected, umc("U1", "hi")]) session.push(event);
  session.reconcile([user("U1", "hi"), agent("A1", "one two")]);
  session.reconcile([user("U1", "hi"), agent("A1", "one two three")]);
  session.push(content("A1", "one "));
  session.reconcile([user("U1", "hi"), agent("A1", "one two three four")]);
  for (const piece of ["two ", "three ", "four ", "five"]) session.push(content("A1", piece));
  assert.deepEqual(texts(session.getSnapshot()), ["U1: hi", "A1: one two three four five"]);
});

test("a history that is read between two runs may have the next one first", () => {
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

test("the end of an answer does not seal a later one that the history has", () => {
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

test("a turn whose cost is stored is over, so its stored text counts", () => {
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

test("sub-agents end with the run when both ends were lost", async () => {
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
