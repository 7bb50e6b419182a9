// The helpers of `backend-message/view` in the package. What each does is tested in tests/view.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { BackendMessage } from "backend-message";
import { canonicalToolName, describeCall, displayText, resultOf, toolInput } from "backend-message/view";
import { messages } from "../support/history.js";
import { Random } from "../support/random.js";

test("older names of tools", () => {
  const names = { bash: "Bash", todo_write: "TodoWrite", ShowMedia: "Show", show_media: "Show", Bash: "Bash", python_execution: "PythonExecution", view: "ReadText",
    media_showcase: "Show", fetch: "WebFetch", multimodal_analyzer: "ReadMedia", ls: "ls" };
  for (const [name, current] of Object.entries(names)) assert.equal(canonicalToolName(name), current);
  for (const name of ["constructor", "__proto__", "", "server_tool"]) assert.equal(canonicalToolName(name), name);
});

test("an invalid input has the same issue and position as when it is read as a text", () => {
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
    // Of a text that looks like another format, the parser says that; a tool's input is just not JSON.
    if (syntax.message.startsWith("the input is ")) return;
    const { index, line, column, message } = result.error;
    assert.equal(message, `${line}:${column}: ${syntax.message}`);
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

test("a whole history", () => {
  for (const one of messages({ messages: 200, size: 0.1 })) {
    assert.equal(typeof displayText(one), "string");
    for (const tool of one.toolCalls ?? []) {
      if (tool.finished) assert.equal(toolInput(tool).ok, true);
      assert.equal(resultOf(tool, [one]), tool.result);
      assert.equal(describeCall(tool, { messages: [one] }).result, tool.result);
    }
  }
});

test("unused exports are left out, and none of them brings the wasm", async () => {
  const size = async (contents) => {
    const resolveDir = fileURLToPath(new URL(".", import.meta.url));
    const { outputFiles } = await build({ stdin: { contents, resolveDir }, bundle: true, minify: true, format: "esm", write: false, logLevel: "error" });
    return outputFiles[0].text;
  };
  assert.equal((await size('import "backend-message/view";')).trim(), "");
  const one = await size('export { displayText } from "backend-message/view";');
  assert.ok(one.length < 1_800, one);
  assert.doesNotMatch(await size('export * from "backend-message/view";'), /WebAssembly/);
});
