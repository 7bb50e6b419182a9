// The helpers of `backend-message/view`, from messages as they come.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { BackendMessage } from "backend-message";
import { callbacksOf, canonicalToolName, displayText, isEmpty, resultOf, toolInput, toolStatus } from "backend-message/view";
import { messages } from "../support/history.js";
import { Random } from "../support/random.js";

const message = (fields) => ({ id: "m", role: "assistant", sessionId: "s", userInput: "", ...fields });
const call = (fields) => ({ finished: true, id: "c", input: "", name: "Bash", type: "", ...fields });
const callback = (fields) => ({ callbackType: "bash_script", success: true, toolCallId: "c", toolName: "Bash", ...fields });

test("the text to show", () => {
  assert.equal(displayText(message({ userInput: "in", assistantResponse: "out" })), "in");
  assert.equal(displayText(message({ assistantResponse: "out" })), "out");
  assert.equal(displayText(message({})), "");
});

test("an empty message has nothing at all to show", () => {
  for (const fields of [{}, { userInput: " \n" }, { toolCalls: [], callbackResults: [] }, { model: "m", cost: 1 }]) {
    assert.equal(isEmpty(message(fields)), true);
  }
  for (const fields of [{ assistantResponse: "a" }, { reasoning: "r" }, { toolCalls: [call()] }, { callbackResults: [callback()] }]) {
    assert.equal(isEmpty(message(fields)), false);
  }
});

test("the status of a call", () => {
  assert.equal(toolStatus(call({ finished: false })), "running");
  assert.equal(toolStatus(call({ isError: false })), "done");
  assert.equal(toolStatus(call({ isError: true })), "failed");
  assert.equal(toolStatus(call({ finished: false, isError: true })), "failed");
});

test("older names of tools", () => {
  const names = { bash: "Bash", todo_write: "TodoWrite", ShowMedia: "Show", show_media: "Show", Bash: "Bash", python_execution: "PythonExecution", view: "ReadText",
    media_showcase: "Show", fetch: "WebFetch", multimodal_analyzer: "ReadMedia", ls: "ls" };
  for (const [name, current] of Object.entries(names)) assert.equal(canonicalToolName(name), current);
  for (const name of ["constructor", "__proto__", "", "server_tool"]) assert.equal(canonicalToolName(name), name);
});

test("an input is parsed once, and again when it was replaced", () => {
  const one = call({ input: '{"command":"ls"}' });
  const first = toolInput(one);
  assert.deepEqual(first, { ok: true, value: { command: "ls" } });
  assert.equal(toolInput(one), first);
  one.input = "";
  assert.deepEqual(toolInput(one), { ok: true, value: undefined });
  assert.deepEqual(toolInput(Object.freeze(call({ input: "0" }))), { ok: true, value: 0 });
});

test("an input that is cut short, or is not JSON", () => {
  assert.deepEqual(toolInput(call({ input: '{"a":\n "b' })), {
    ok: false,
    error: { code: "unexpected_end", message: "2:4: the text ends early", index: 9, line: 2, column: 4 },
  });
  assert.deepEqual(toolInput(call({ input: '{"a" "b"}' })), {
    ok: false,
    error: { code: "invalid_json", message: "1:6: not JSON", index: 5, line: 1, column: 6 },
  });
});

test("what is wrong with an input, and where, is what reading it as a text tells", () => {
  const whole = '{"a": [1, -0.5e+3, {"b\\u00e9\\n": null}], "😀\\\\": [true, false, ""], "": {"x": []}}';
  const alphabet = [...'{}[]",:\\ \n\t\0eE+-.0159tfnulasx😀é\u2028', "\\u00", "true", "null", '"a"'];
  const random = new Random(17);
  let wrong = 0;
  const check = (input) => {
    const { error } = BackendMessage.safeParse(input);
    const syntax = error?.issues.find(({ code }) => ["invalid_json", "unexpected_end", "trailing_data"].includes(code));
    const result = toolInput({ input: input });
    assert.equal(result.ok, input === "" || syntax === undefined, JSON.stringify(input));
    if (result.ok) return;
    wrong += 1;
    const { index, line, column } = result.error;
    assert.deepEqual([index, line, column], [syntax.index, syntax.line, syntax.column], JSON.stringify(input));
    assert.equal(result.error.code === "unexpected_end", index === input.length, JSON.stringify(input));
  };
  const pieces = [...whole];
  for (let end = 0; end <= pieces.length; end++) {
    const [head, tail] = [pieces.slice(0, end).join(""), pieces.slice(end).join("")];
    check(head);
    for (const added of alphabet) check(head + added + tail);
    check(head + pieces.slice(end + 1).join(""));
  }
  for (let run = 0; run < 20_000; run++) {
    check(Array.from({ length: random.between(1, 12) }, () => random.pick(alphabet)).join(""));
  }
  assert.ok(wrong > 10_000);
});

test("a long input that is wrong at its end takes no stack", () => {
  const input = `[${'"\\u0041é",'.repeat(1_000_000)}${"9".repeat(1_000_000)}x]`;
  assert.equal(toolInput({ input }).error.index, input.length - 2);
  const deep = "[".repeat(1_000_000);
  assert.equal(toolInput({ input: deep }).error.index, deep.length);
});

test("a result may be elsewhere", () => {
  assert.equal(resultOf(call({ result: "own" }), []), "own");
  assert.equal(resultOf(call(), [message({}), message({ toolCalls: [call({ id: "d", result: "no" }), call({ result: "again" })] })]), "again");
  const rows = [
    message({ callbackResults: [callback({ toolCallId: "d", stdout: "no" })] }),
    message({ callbackResults: [callback({}), callback({ callbackType: "sub_agent", subagentResult: "found" })] }),
  ];
  assert.equal(resultOf(call(), rows), "found");
  assert.equal(resultOf(call(), [message({ callbackResults: [callback({ success: false, error: "why" })] })]), "why");
  assert.equal(resultOf(call(), [message({})]), undefined);
});

test("the callbacks of a call, in one message or in many", () => {
  const [first, second, other] = [callback({ stdout: "1" }), callback({ stdout: "2" }), callback({ toolCallId: "d" })];
  const row = message({ callbackResults: [first, other, second] });
  assert.deepEqual(callbacksOf(call(), row), [first, second]);
  assert.deepEqual(callbacksOf(call(), [message({}), row]), [first, second]);
  assert.deepEqual(callbacksOf(call(), message({})), []);
});

test("a whole history", () => {
  for (const one of messages({ messages: 200, size: 0.1 })) {
    assert.equal(typeof displayText(one), "string");
    for (const tool of one.toolCalls ?? []) {
      if (tool.finished) assert.equal(toolInput(tool).ok, true);
      assert.equal(resultOf(tool, [one]), tool.result);
    }
  }
});

test("what is not used is left out, and none of it brings the wasm", async () => {
  const size = async (contents) => {
    const resolveDir = fileURLToPath(new URL(".", import.meta.url));
    const { outputFiles } = await build({ stdin: { contents, resolveDir }, bundle: true, minify: true, format: "esm", write: false, logLevel: "error" });
    return outputFiles[0].text;
  };
  assert.equal((await size('import "backend-message/view";')).trim(), "");
  const one = await size('export { displayText } from "backend-message/view";');
  assert.ok(one.length < 150, one);
  assert.doesNotMatch(await size('export * from "backend-message/view";'), /WebAssembly/);
});

