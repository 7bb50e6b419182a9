// What a message says, and what the user wrote.

import assert from "node:assert/strict";
import { test } from "node:test";
import { commandAnswer, displayText, isEmpty, promptOf, withoutReminder } from "../../pkg-template/view/texts.js";

const message = (fields) => ({ id: "m", role: "assistant", sessionId: "s", userInput: "", ...fields });
const user = (userInput) => message({ role: "user", userInput });

const REMINDER = "\n\n<system-reminder>\nPlan mode is active.\n\nDo nothing until you approve a plan.\n</system-reminder>";

test("the agent's text is its answer, or else userInput", () => {
  assert.equal(displayText(message({ userInput: "in", assistantResponse: "out" })), "out");
  assert.equal(displayText(message({ userInput: "in" })), "in");
  assert.equal(displayText(message({ role: "tool", userInput: "in" })), "in");
  assert.equal(displayText(message({})), "");
  assert.equal(displayText({}), "");
});

test("the user's text is what they wrote, even beside an answer", () => {
  assert.equal(displayText(message({ role: "user", userInput: "in", assistantResponse: "out" })), "in");
});

test("a slash command shows its answer, not the command", () => {
  const help = message({ id: "cmd-help", sessionId: "", userInput: "/help", assistantResponse: "Commands: …" });
  assert.equal(displayText(help), "Commands: …");
});

test("the reminder of plan mode is cut off the end of a prompt, and from nowhere else", () => {
  assert.equal(displayText(user(`hi${REMINDER}`)), "hi");
  assert.equal(displayText(user(`hi${REMINDER}\n`)), "hi");
  assert.equal(displayText(user(REMINDER)), "");
  assert.equal(displayText(user(`a${REMINDER} b${REMINDER}`)), `a${REMINDER} b`);
  for (const text of [`${REMINDER} and more`, "<system-reminder>x</system-reminder>", "a\n\n<system-reminder>x", "a</system-reminder>"]) {
    assert.equal(displayText(user(text)), text);
  }
  assert.equal(displayText(user("a\n\n<system-reminder>x</system-reminder> b</system-reminder>")), "a\n\n<system-reminder>x</system-reminder> b</system-reminder>");
  assert.equal(displayText(message({ assistantResponse: `hi${REMINDER}` })), `hi${REMINDER}`);
  assert.equal(withoutReminder("kept \n"), "kept \n");
});

test("whether a prompt was sent in plan mode", () => {
  assert.equal(promptOf(user(`hi${REMINDER}`)).isPlanMode, true);
  assert.equal(promptOf(user('{"text":"hi","plan_mode":true}')).isPlanMode, true);
  assert.equal(promptOf(user("hi")).isPlanMode, false);
});

test("an old client's prompt is distinguished from JSON that the user wrote", () => {
  const old = '{"text":"look","media":["/tmp/a b.png"],"apps":["x"],"plan_mode":false}';
  assert.deepEqual(promptOf(user(old)), {
    text: "look",
    attachments: [{ name: "a b.png", path: "/tmp/a b.png" }],
    isPlanMode: false,
  });
  assert.equal(displayText(user('{"text":"hi","media":null,"apps":null,"plan_mode":false}')), "hi");
  assert.equal(displayText(user('{"text":"hi"}')), "hi");
  for (const text of ['{"text":5}', '{"media":[]}', '{"text":"a","colour":"red"}', '{"text":"a","media":[5]}', '["text"]', '"text"', '{"text":', '{"text":"a"} b', "{}"]) {
    assert.equal(displayText(user(text)), text);
  }
  // An assistant's text may well be JSON.
  assert.equal(displayText(message({ assistantResponse: '{"text":"hi"}' })), '{"text":"hi"}');
});

test("files of the session are attachments, and stay in the text", () => {
  const url = "http://localhost:8088/api/sessions/6f/files/a%20b.png";
  const names = (text) => promptOf(user(text)).attachments.map(({ name, url }) => `${name} ${url}`);
  assert.deepEqual(promptOf(user(`see ${url}, please`)), { text: `see ${url}, please`, attachments: [{ name: "a b.png", url }], isPlanMode: false });
  assert.deepEqual(names(`${url} ${url}`), [`a b.png ${url}`]);
  assert.deepEqual(names(`![it](${url}) <${url.replace("a%20b", "c")}>`), [`a b.png ${url}`, `c.png ${url.replace("a%20b", "c")}`]);
  assert.deepEqual(names("https://h/base/api/sessions/s/files/d/e(1).txt?x=1."), ["e(1).txt https://h/base/api/sessions/s/files/d/e(1).txt?x=1"]);
  assert.deepEqual(names("http://h/api/sessions/s/files/%E0%A4%A.txt"), ["%E0%A4%A.txt http://h/api/sessions/s/files/%E0%A4%A.txt"]);
  for (const text of ["http://h/api/sessions/s/messages", "http://h/files/a", "/api/sessions/s/files/a", "http://h/api/sessions//files/a", "http://h/api/sessions/s/files/"]) {
    assert.deepEqual(names(text), [], text);
  }
});

test("a long text full of addresses takes no longer than it is long", () => {
  // Going back over it for each of its addresses would take minutes.
  const text = "http://api/sessions/".repeat(50_000);
  assert.equal(promptOf(user(text)).attachments.length, 0);
  assert.equal(displayText(user("\n\n<system-reminder>".repeat(50_000))).length, 50_000 * 19);
});

test("the answer to a slash command", () => {
  const answer = (assistantResponse) => message({ id: "cmd-clear", sessionId: "", userInput: "/clear", assistantResponse });
  assert.deepEqual(commandAnswer(answer('{"type":"message","message":"Cleared","command":"clear"}')), {
    command: "clear",
    typed: "/clear",
    type: "message",
    text: "Cleared",
    value: { type: "message", message: "Cleared", command: "clear" },
  });
  assert.equal(commandAnswer(answer('{"type":"error","error":"no such session","command":"clear"}')).text, "no such session");
  assert.equal(commandAnswer(answer('{"type":"help","commands":[]}')).text, '{"type":"help","commands":[]}');
  for (const text of ["plain", "[]", "null", '{"a":1}', ""]) {
    assert.deepEqual(commandAnswer(answer(text)), { command: "clear", typed: "/clear", type: "message", text, value: undefined });
  }
  assert.equal(commandAnswer(message({ id: "m", assistantResponse: "x" })), undefined);
  assert.equal(commandAnswer(message({ id: "cmd-x" })), undefined);
});

test("an empty message has nothing at all to show", () => {
  const call = { finished: true, id: "c", input: "", name: "Bash", type: "" };
  const callback = { callbackType: "bash_script", success: true, toolCallId: "c", toolName: "Bash" };
  for (const fields of [{}, { userInput: " \n" }, { toolCalls: [], callbackResults: [] }, { model: "m", cost: 1 }]) {
    assert.equal(isEmpty(message(fields)), true);
  }
  for (const fields of [{ assistantResponse: "a" }, { reasoning: "r" }, { toolCalls: [call] }, { callbackResults: [callback] }]) {
    assert.equal(isEmpty(message(fields)), false);
  }
});
