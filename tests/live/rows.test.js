// What a chat shows of histories and live conversations.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";

import { createLiveSession } from "../../pkg-template/live/session.js";
import { rows } from "../../pkg-template/view/rows.js";
import { conversationFrom } from "./backend-model.js";

const sessionId = "S";
const user = (id, userInput) => ({ id, role: "user", sessionId, userInput });
const agent = (id, userInput, more) => ({ id, role: "assistant", sessionId, userInput, ...(userInput && { assistantResponse: userInput }), ...more });
const tool = (id, more) => ({ id, role: "tool", sessionId, userInput: "", ...more });
const call = (id, more) => ({ finished: true, id, input: '{"command":"ls"}', name: "Bash", type: "", ...more });

test("a history is rows of the user and of the agent; its empty tool rows are not shown", () => {
  const shown = rows([user("U1", "list"), agent("A1", "yes", { toolCalls: [call("c1", { result: "a\nExit code 2" })] }), tool("T1"), agent("A2", "done")]);
  assert.deepEqual(shown.map(({ kind, key, text }) => [kind, key, text]), [["user", "U1", "list"], ["assistant", "A1", "yes"], ["assistant", "A2", "done"]]);
  const [described] = shown[1].calls;
  assert.equal(described.phase, "done");
  assert.equal(described.headline, "ls");
  assert.equal(described.exitCode, 2);
  assert.equal(described.isResultPending, false);
});

test("the reminder of plan mode is not the user's, and session files are attachments", () => {
  const url = "http://h/api/sessions/1/files/a.png";
  const [row] = rows([user("U1", `see ${url}\n\n<system-reminder>\nPlan mode is active.\n</system-reminder>`)]);
  assert.equal(row.text, `see ${url}`);
  assert.equal(row.isPlanMode, true);
  assert.deepEqual(row.attachments, [{ name: "a.png", url }]);
});

test("callbacks are with the call that set them off, whatever row stores them", () => {
  const callback = { callbackType: "bash_script", success: true, stdout: "out", toolCallId: "c1", toolName: "Bash" };
  const shown = rows([agent("A1", "", { toolCalls: [call("c1"), call("c2")] }), tool("T1"), tool("T2", { callbackResults: [callback] })]);
  assert.equal(shown.length, 1);
  assert.deepEqual(shown[0].calls.map(({ callbacks }) => callbacks), [[callback], []]);
});

test("callbacks of a call that is not there are a notice", () => {
  const callback = { callbackType: "sub_agent", success: true, toolCallId: "gone", toolName: "Bash" };
  const [row] = rows([tool("T1", { callbackResults: [callback] })]);
  assert.equal(row.kind, "notice");
  assert.deepEqual(row.callbacks, [callback]);
});

test("a call of the last message runs; one that is followed has run, whatever its result", () => {
  const last = [agent("A1", "", { toolCalls: [call("c1")] })];
  assert.equal(rows(last)[0].calls[0].phase, "running");
  assert.equal(rows([...last, tool("T1")])[0].calls[0].phase, "done");
  assert.equal(rows([...last, { ...tool("T1"), sessionId: "another" }])[0].calls[0].phase, "running");
});

test("the result of a call may be stored with the same call in another message", () => {
  const shown = rows([agent("A1", "", { toolCalls: [call("c1")] }), tool("T1", { toolCalls: [call("c1", { result: "late" })] })]);
  assert.equal(shown[0].calls[0].result, "late");
});

test("the answer to a slash command follows the command", () => {
  const answer = { id: "cmd-help", role: "assistant", sessionId: "", userInput: "/help", assistantResponse: '{"type":"message","message":"Ask me."}' };
  assert.deepEqual(rows([answer]).map(({ kind, text }) => [kind, text]), [["user", "/help"], ["assistant", "Ask me."]]);

  const session = createLiveSession({ sessionId, interval: 0 });
  session.send("/help").answered(answer);
  session.push({ event: "content", data: { content: "later", assistantMessageId: "A1" } });
  assert.equal(session.getSnapshot().status, "streaming");
  assert.deepEqual(rows(session.getSnapshot()).map(({ text }) => text), ["later", "/help", "Ask me."]);
});

test("a slash command that was answered stays where it was", () => {
  const session = createLiveSession({ sessionId, interval: 0, history: [user("U1", "a"), agent("A1", "b")] });
  const answer = { id: "cmd-help", role: "assistant", sessionId: "", userInput: "/help", assistantResponse: '{"type":"message","message":"Ask me."}' };
  session.send("/help").answered(answer);
  assert.equal(session.getSnapshot().status, "ready");
  session.push({ event: "user_message_created", data: { messageId: "U2", content: "c" } });
  assert.deepEqual(rows(session.getSnapshot()).map(({ text }) => text), ["a", "b", "/help", "Ask me.", "c"]);
});

test("a prompt that could not be sent stays, and can be taken away", () => {
  const session = createLiveSession({ sessionId, interval: 0 });
  const handle = session.send("hi");
  assert.equal(session.getSnapshot().status, "submitted");
  handle.failed(new Error("offline"));
  assert.equal(session.getSnapshot().status, "ready");
  const [row] = rows(session.getSnapshot());
  assert.deepEqual([row.state, row.error.message, row.key], ["failed", "offline", handle.key]);
  handle.remove();
  assert.deepEqual(rows(session.getSnapshot()), []);
});

test("a sub-agent's rows belong to its call", () => {
  const session = createLiveSession({ sessionId, interval: 0 });
  const push = (event, data) => session.push({ event, data });
  push("tool_use_start", { id: "c1", name: "Task", assistantMessageId: "A1" });
  push("user_message_created", { messageId: "U2", content: "work", parentToolCallId: "c1" });
  push("content", { content: "working", assistantMessageId: "A2", parentToolCallId: "c1" });
  const [row] = rows(session.getSnapshot());
  const { agent } = row.calls[0];
  assert.equal(agent.status, "streaming");
  assert.deepEqual(agent.rows.map(({ kind, text }) => [kind, text]), [["user", "work"], ["assistant", "working"]]);
  push("error", { error: "no", parentToolCallId: "c1" });
  assert.equal(rows(session.getSnapshot())[0].calls[0].agent.error.message, "no");
});

test("why a run failed is a notice at the end", () => {
  const session = createLiveSession({ sessionId, interval: 0 });
  session.push({ event: "rate_limit_error", data: { error: "slow down", attempt: 1, maxAttempts: 3 } });
  assert.deepEqual(rows(session.getSnapshot()).map(({ kind, level, text }) => [kind, level, text]), [["notice", "warning", "slow down"]]);
});

test("rows that have not changed are the same objects, in new lists as well", () => {
  const { history } = conversationFrom(7, { ids: "all" });
  const before = rows(history);
  const after = rows([...history, user("X", "more")]);
  assert.equal(after.length, before.length + 1);
  for (const [index, row] of before.slice(0, -1).entries()) assert.equal(after[index], row);
});

test("only the row of a piece is another one", () => {
  const history = Array.from({ length: 100 }, (_, index) => agent(`A${index}`, "x", { toolCalls: [call(`c${index}`, { result: "y" })] }));
  const session = createLiveSession({ sessionId, interval: 0, history });
  const push = (event, data) => session.push({ event, data });
  push("tool_use_start", { id: "c", name: "Bash", assistantMessageId: "A" });
  push("tool_use_start", { id: "d", name: "Bash", assistantMessageId: "A" });
  const before = rows(session.getSnapshot());
  push("tool_use_parameter_delta", { toolCallId: "d", input: '{"command":"l', assistantMessageId: "A" });
  const after = rows(session.getSnapshot());
  for (const [index, row] of before.slice(0, -1).entries()) assert.equal(after[index], row);
  assert.notEqual(after.at(-1), before.at(-1));
  assert.equal(after.at(-1).calls[0], before.at(-1).calls[0]);
  assert.deepEqual(after.at(-1).calls[1].arguments, { command: "l" });
});

test("keys are unique even where ids are not", () => {
  const shown = rows([user("U", "a"), user("U", "b"), user("", "c"), user("", "d")]);
  assert.equal(new Set(shown.map(({ key }) => key)).size, 4);
});

test("the samples are shown", () => {
  for (const name of ["short.wire.json", "history.wire.json"]) {
    const messages = JSON.parse(readFileSync(new URL(`../samples/${name}`, import.meta.url), "utf8"));
    const shown = rows(messages);
    assert.ok(shown.length > 3 && shown.every(({ kind, key }) => kind !== undefined && typeof key === "string"), name);
  }
});

const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("", "c1", "__proto__", "constructor", "a_b", "<system-reminder>", "http://x/api/sessions/1/files/%"));
const json = fc.oneof(text, fc.json(), fc.constantFrom('{"text":1}', '{"media":[null]}', '{"command":', "[[[[", "{}", "null"));
const optional = (arbitrary) => fc.option(arbitrary, { nil: undefined });
const name = fc.oneof(text, fc.constantFrom("Bash", "Browser", "Show", "show_media", "TodoWrite", "Task", "ReadMedia", "python_execution", "view", "server_tool"));
const record = (fields) => fc.record(fields, { noNullPrototype: true });
const anyCall = record({ finished: fc.boolean(), id: text, input: json, isError: optional(fc.boolean()), name, result: optional(json), screenshotUrls: optional(fc.array(text)), type: text });
const anyCallback = record({
  callbackName: optional(text), callbackType: fc.constantFrom("bash_script", "sub_agent", "send_message"), error: optional(text), exitCode: optional(fc.integer()),
  stdout: optional(text), subagentResult: optional(text), success: fc.boolean(), toolCallId: text, toolName: name,
});
const anyMessage = record({
  assistantResponse: optional(json), callbackResults: optional(fc.array(anyCallback, { maxLength: 3 })), id: fc.oneof(text, fc.constantFrom("cmd-help", "U1")), reasoning: optional(text),
  role: fc.oneof(fc.constantFrom("user", "assistant", "tool", "system"), text), sessionId: text, toolCalls: optional(fc.array(anyCall, { maxLength: 3 })), userInput: json,
});

test("no history makes rows throw, and a live session with that history shows the same rows", () => {
  fc.assert(
    fc.property(fc.array(anyMessage, { maxLength: 8 }), (history) => {
      const shown = rows(history);
      assert.equal(new Set(shown.map(({ key }) => key)).size, shown.length);
      const session = createLiveSession({ sessionId, history: structuredClone(history) });
      // What is undefined is left out.
      const plain = JSON.parse(JSON.stringify(history));
      assert.deepEqual(session.getSnapshot().messages, plain);
      assert.deepEqual(rows(session.getSnapshot()), rows(plain));
    }),
    { numRuns: 1000 },
  );
});

test("unchecked lists do not make rows throw", () => {
  const odd = [null, undefined, 5, "x", {}, { role: "assistant", toolCalls: [null] }, { role: "user", id: "U" }, { role: "tool", callbackResults: [null] }, { role: "assistant", toolCalls: null, reasoning: null }];
  assert.doesNotThrow(() => rows(odd));
});
