// What there is to show of a tool call.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  callbacksOf, callPhase, describeCall, isMcpName, mcpNameOf, resultOf, toolStatus,
} from "../../pkg-template/view/call.js";

const message = (fields) => ({ id: "m", role: "assistant", sessionId: "s", userInput: "", ...fields });
const call = (fields) => ({ finished: true, id: "c", input: "", name: "Bash", type: "", ...fields });
const callback = (fields) => ({ callbackType: "bash_script", success: true, toolCallId: "c", toolName: "Bash", ...fields });
const REFUSED = "The user doesn't want to proceed with this tool use. The tool use was rejected.";

test("the phase of a call in a history", () => {
  const own = call();
  const holder = message({ toolCalls: [own] });
  const later = message({ role: "tool" });
  for (const [phase, one, messages] of [
    ["input", call({ finished: false }), []],
    ["running", call(), []],
    ["running", call(), [holder]],
    ["done", call(), [holder, later]],
    // Those that follow the call's own, without it.
    ["done", call(), [later]],
    ["running", call(), [message({}), holder]],
    // Another session goes on.
    ["running", call(), [holder, message({ sessionId: "other" })]],
    ["interrupted", call({ finished: false }), [message({ toolCalls: [call({ finished: false })] }), later]],
    ["done", call({ result: "out" }), []],
    ["done", call({ isError: false }), []],
    ["failed", call({ isError: true }), []],
    ["failed", call({ isError: true, result: "why" }), []],
    ["failed", call({ finished: false, isError: true }), []],
    ["failed", call({ result: REFUSED }), []],
    ["failed", call({ name: "github_search", result: "permission denied", isError: true }), []],
    ["interrupted", call({ result: "Tool execution cancelled", isError: true }), []],
    ["interrupted", call({ result: "Tool execution canceled by user", isError: true }), []],
    // The result stands with the same call in another message.
    ["done", call(), [message({ toolCalls: [call({ result: "out" })] })]],
    ["failed", call(), [message({ toolCalls: [call({ isError: true })] })]],
  ]) {
    assert.equal(callPhase(one, messages), phase);
    assert.equal(describeCall(one, { messages }).phase, phase);
  }
});

test("a call whose arguments are complete is not done while it runs", () => {
  assert.equal(toolStatus(call()), "running");
  assert.equal(toolStatus(call({ finished: false })), "pending");
  assert.equal(toolStatus(call({ result: "out" })), "done");
  assert.equal(toolStatus(call({ isError: true })), "failed");
  assert.equal(toolStatus(call(), [message({ toolCalls: [call()] }), message({})]), "done");
  assert.equal(toolStatus(call({ finished: false }), [message({})]), "failed");
});

test("a live call has the phase and the arguments of its events, until the history has its end", () => {
  const live = { phase: "ready", input: { command: "ls" }, progress: "Running" };
  const described = describeCall(call({ input: "" }), { live });
  assert.equal(described.phase, "ready");
  assert.deepEqual(described.arguments, { command: "ls" });
  assert.equal(described.progress, "Running");
  assert.equal(described.result, undefined);
  for (const [phase, isResultPending] of [["input", true], ["ready", true], ["running", true], ["done", true], ["failed", true], ["interrupted", false]]) {
    assert.equal(describeCall(call(), { live: { ...live, phase } }).isResultPending, isResultPending);
  }
  const ended = describeCall(call({ result: "out" }), { live: { ...live, phase: "failed" } });
  assert.deepEqual([ended.phase, ended.result, ended.isResultPending], ["done", "out", false]);
});

test("whether a result may still come", () => {
  assert.equal(describeCall(call()).isResultPending, true);
  assert.equal(describeCall(call({ finished: false })).isResultPending, true);
  assert.equal(describeCall(call(), { messages: [message({})] }).isResultPending, false);
  assert.equal(describeCall(call({ result: "out" })).isResultPending, false);
});

test("a call that is just begun, or has a wrong argument, does not throw", () => {
  const begun = describeCall(call({ finished: false, name: "Bash" }), { live: { phase: "input", input: undefined } });
  assert.deepEqual([begun.arguments, begun.misfits, begun.headline], [{}, [], ""]);
  const wrong = describeCall(call({ input: '{"command":5}' }));
  assert.deepEqual(wrong.arguments, {});
  assert.deepEqual(wrong.misfits, [{ path: ["command"], expected: "string", value: 5 }]);
  const cut = describeCall(call({ finished: false, name: "Write", input: '{"file_path":"/a","content":"b' }));
  assert.deepEqual(cut.arguments, { file_path: "/a", content: "b" });
  assert.equal(cut.inputError.code, "unexpected_end");
  assert.equal(describeCall(call({ input: "{bad" })).inputError.code, "invalid_json");
  for (const input of ["", "null", "[]", "5", '"x"', "{}"]) {
    for (const name of ["Bash", "TodoWrite", "Show", "Browser", "Grep", "x_y", "constructor", "__proto__", ""]) {
      assert.equal(describeCall(call({ input, name })).headline, "");
    }
  }
});

test("older names of tools lead to their arguments", () => {
  for (const [name, input, canonical, headline] of [
    ["bash", { command: "ls" }, "Bash", "ls"],
    ["view", { file_path: "/a" }, "ReadText", "/a"],
    ["ls", { path: "/d" }, "ls", "/d"],
    ["fetch", { url: "https://h", format: "text" }, "WebFetch", "https://h"],
    ["grep", { pattern: "a", include: "*.js" }, "Grep", "a in *.js"],
    ["multimodal_analyzer", { directory_path: "/d", analysis_type: "image", prompt: "?" }, "ReadMedia", "/d"],
    ["media_showcase", { outputs: [{ type: "image", title: "A", path: "/a.png" }] }, "Show", "A"],
    ["show_media", { outputs: [{ type: "pdf", title: "B", path: "https://h/b" }] }, "Show", "B"],
    ["python_execution", { code: "\nprint(1)\nprint(2)" }, "PythonExecution", "print(1)"],
    ["PythonExecution", { code: "1" }, "PythonExecution", "1"],
    ["todo_write", { todos: [{ id: "1", content: "x", status: "in_progress", priority: "low" }] }, "TodoWrite", "1 todo: x"],
    ["exit_plan_mode", { plan: "## The plan\n\nText" }, "ExitPlanMode", "The plan"],
    ["task", { description: "Look", prompt: "Look at it" }, "Task", "Look"],
    ["glob", { pattern: "*.js", path: "/d" }, "Glob", "*.js in /d"],
    ["search", { query: "q" }, "Search", "q"],
  ]) {
    const described = describeCall(call({ name, input: JSON.stringify(input) }));
    assert.deepEqual([described.name, described.headline, described.misfits], [canonical, headline, []]);
  }
});

test("headlines are one short line", () => {
  const headline = (name, input) => describeCall(call({ name, input: JSON.stringify(input) })).headline;
  assert.equal(headline("Bash", { command: "a \\\n  && b" }), "a \\ && b");
  assert.equal(headline("Task", { prompt: "Look at it" }), "Look at it");
  assert.equal(headline("TodoWrite", { todos: [{ content: "a", status: "pending" }, { content: "b", status: "completed" }] }), "2 todos");
  assert.equal(headline("Browser", { action: "open", url: "https://h" }), "open https://h");
  assert.equal(headline("Browser", { action: "left_click", index: 0 }), "left_click 0");
  assert.equal(headline("Browser", { action: "scroll", description: "Scroll down" }), "Scroll down");
  assert.equal(headline("Notify", { title: "Done", message: "m" }), "Done");
  assert.equal(headline("Write", { content: "c", file_path: "/a" }), "/a");
  assert.equal(headline("server_tool", { n: 1, q: "first", r: "second" }), "first");
  assert.equal(headline("Bash", { command: "x".repeat(1_000_000) }).length, 200);
  assert.equal(headline("Bash", { command: "😀".repeat(200) }).isWellFormed?.() ?? true, true);
  assert.equal(headline("Show", { outputs: [{ title: "A" }, {}, { title: "B" }] }), "A, B");
});

test("a refusal is known by its words", () => {
  assert.equal(describeCall(call({ result: REFUSED })).isRefused, true);
  assert.equal(describeCall(call({ result: `It says: ${REFUSED}` })).isRefused, false);
  assert.equal(describeCall(call({ name: "a_b", result: "permission denied", isError: true })).isRefused, true);
  assert.equal(describeCall(call({ result: "permission denied", isError: true })).isRefused, false);
});

test("the exit code of a shell is on the last line", () => {
  for (const [result, exitCode, failure] of [
    ["out", 0, undefined],
    ["no output", 0, undefined],
    ["out\nerr\nExit code 127", 127, "Exit code 127"],
    ["Exit code 1", 1, "Exit code 1"],
    ["Exit code 1\nmore", 0, undefined],
    ["not Exit code 1", 0, undefined],
    [`${"x\n".repeat(20_000)}Exit code 2\n`, 2, "Exit code 2"],
    ["out\nCommand was aborted before completion", undefined, "Command was aborted before completion"],
    [REFUSED, undefined, undefined],
  ]) {
    const described = describeCall(call({ result }));
    assert.deepEqual([described.exitCode, described.failure], [exitCode, failure]);
  }
  assert.equal(describeCall(call({ result: "Exit code 1", isError: true })).exitCode, undefined);
  assert.equal(describeCall(call()).exitCode, undefined);
});

test("a failure inside a result that is not an error", () => {
  const failure = (name, result, input = {}) => describeCall(call({ name, input: JSON.stringify(input), result })).failure;
  const python = (fields) => JSON.stringify({ type: "code_execution_result", stdout: "", stderr: "", return_code: 0, ...fields });
  assert.equal(failure("python_execution", python({})), undefined);
  assert.equal(failure("python_execution", python({ return_code: 1, stderr: "Traceback\nNameError: x\n" })), "NameError: x");
  assert.equal(failure("PythonExecution", python({ return_code: 3 })), "Exit code 3");
  assert.equal(describeCall(call({ name: "PythonExecution", result: python({}) })).exitCode, 0);
  const media = JSON.stringify({ results: [{ file_path: "/a", analysis: "x" }, { file_path: "/b", error: "too large" }, null], summary: "" });
  assert.equal(failure("ReadMedia", media), "/b: too large");
  assert.equal(failure("multimodal_analyzer", '{"results":[]}'), undefined);
  assert.equal(failure("Browser", "Action Sequence Results (1/2 successful)\n[0] open ✓", { action: "sequence" }), "Action Sequence Results (1/2 successful)");
  assert.equal(failure("Browser", "Action Sequence Results (2/2 successful)", { action: "sequence" }), undefined);
  assert.equal(failure("Browser", "=== Page Text ===\n(1/2 successful)", { action: "read_page" }), undefined);
  for (const result of ["", "null", "5", "[]", "{", '{"results":5}', '{"return_code":"1"}']) {
    for (const name of ["PythonExecution", "ReadMedia", "Browser"]) assert.equal(failure(name, result), undefined);
  }
});

test("screenshots come from the call, and from what a sequence reports", () => {
  const url = "http://h/api/sessions/s/files/screenshot_20260101_000000.png";
  const result = `Action Sequence Results (2/2 successful)\n[0] screenshot ✓\n  Display URL: ${url}\nDisplay URL: javascript:alert(1)`;
  const described = (fields, action = "sequence") => describeCall(call({ name: "Browser", input: JSON.stringify({ action }), ...fields }));
  assert.deepEqual(described({ result }).screenshots, [url]);
  assert.deepEqual(described({ result, screenshotUrls: ["http://h/1.png", url] }).screenshots, ["http://h/1.png", url]);
  // In the text of a page anything may stand.
  assert.deepEqual(described({ result }, "read_page").screenshots, []);
  assert.deepEqual(describeCall(call({ result })).screenshots, []);
});

test("names of MCP servers' tools", () => {
  for (const name of ["github_search", "my_server_a_b"]) assert.equal(isMcpName(name), true);
  for (const name of ["Bash", "todo_write", "show_media", "media_showcase", "multimodal_analyzer", "python_execution", "exit_plan_mode", "Browser", "x"]) {
    assert.equal(isMcpName(name), false, name);
  }
  assert.deepEqual(mcpNameOf("my_server_a_b", ["my", "my_server", "other"]), { server: "my_server", tool: "a_b" });
  assert.equal(mcpNameOf("my_server_a", ["other", "my_serv"]), undefined);
  assert.equal(describeCall(call({ name: "github_search" })).isMcp, true);
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
  // What a callback wrote is shown with the callback.
  assert.equal(describeCall(call(), { messages: rows }).result, undefined);
});

test("the callbacks of a call, in one message or in many", () => {
  const [first, second, other] = [callback({ stdout: "1" }), callback({ stdout: "2" }), callback({ toolCallId: "d" })];
  const row = message({ callbackResults: [first, other, second] });
  assert.deepEqual(callbacksOf(call(), row), [first, second]);
  assert.deepEqual(callbacksOf(call(), [message({}), row]), [first, second]);
  assert.deepEqual(callbacksOf(call(), message({})), []);
  assert.deepEqual(describeCall(call(), { messages: [row] }).callbacks, [first, second]);
});
