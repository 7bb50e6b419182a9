// Audits, against rules written once more over plain objects, and places found once more by walking over the source.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BackendMessage, CallbackResultData, ToolCallData } from "backend-message";
import { audit } from "backend-message/insight";
import { toolInput } from "backend-message/view";

import { messages as history, write } from "../support/history.js";
import { Random } from "../support/random.js";

const CORE = ["Bash", "ReadText", "Glob", "ReadMedia", "Grep", "Write", "Edit", "Search", "TodoWrite", "ExitPlanMode", "Show", "Task"];
/** Other tools of the backend. */
const OTHER = ["WebFetch", "Notify", "Browser"];
const LEGACY = (
  "bash view glob multimodal_analyzer grep write edit search todo_write exit_plan_mode media_showcase show_media ShowMedia task " +
  "fetch python_execution PythonExecution ls"
).split(" ");

/** What an audit of these objects should find, as codes and pointers in camelCase, in no particular order. */
function expected(messages) {
  const found = [];
  const calls = messages.flatMap(({ sessionId, toolCalls = [] }) => toolCalls.map(({ id }) => `${sessionId} ${id}`));
  const seen = new Set();
  messages.forEach((message, index) => {
    const add = (code, ...path) => found.push(`${code} /${[index, ...path].join("/")}`);
    const { id, sessionId, toolCalls = [], callbackResults = [] } = message;
    if (!["user", "assistant", "tool"].includes(message.role)) add("unknown_role", "role");
    if (messages.findIndex((other) => other.id === id) !== index) add("duplicate_message_id", "id");
    for (const field of ["inputTokens", "outputTokens", "cacheCreationTokens", "cacheReadTokens", "cost", "reasoningDuration"]) {
      if (message[field] < 0) add("negative_number", field);
    }
    if (message.cacheCreationTokens > message.inputTokens) add("cache_creation_not_included", "cacheCreationTokens");
    if (message.cacheReadTokens > message.outputTokens) add("cache_read_not_included", "cacheReadTokens");
    const goesOn = messages.slice(index + 1).some((later) => later.sessionId === sessionId);
    toolCalls.forEach((call, number) => {
      const addCall = (code, field) => add(code, "toolCalls", number, field);
      if (seen.has(`${sessionId} ${call.id}`)) addCall("duplicate_tool_call_id", "id");
      seen.add(`${sessionId} ${call.id}`);
      if (LEGACY.includes(call.name)) addCall("legacy_tool_name", "name");
      else if (![...CORE, ...OTHER].includes(call.name) && !/^[^\s\p{Cc}]+_[^\s\p{Cc}]+$/u.test(call.name)) addCall("unknown_tool_name", "name");
      if (!call.finished && goesOn) addCall("unfinished_call", "finished");
      if (call.isError && !call.result) addCall("failed_without_result", "isError");
      const { ok, error } = toolInput(call);
      if (!ok && (call.finished || error.code !== "unexpected_end")) addCall("invalid_input", "input");
    });
    callbackResults.forEach(({ toolCallId }, number) => {
      if (!calls.includes(`${sessionId} ${toolCallId}`)) add("callback_without_call", "callbackResults", number, "toolCallId");
    });
  });
  return found;
}

const camel = (name) => name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
const shown = ({ code, pointer }) => `${code} ${camel(pointer)}`;

/** A history with something suspicious in every third message or so. */
function suspicious(random, options) {
  const list = history(options);
  for (const message of list) {
    if (random.chance(0.3)) message.sessionId = random.pick(["s-1", "s-2", ""]);
    if (random.chance(0.1)) message.role = random.pick(["User", "é😀", ""]);
    if (random.chance(0.1)) message.id = random.pick(list).id;
    if (random.chance(0.1)) message[random.pick(["inputTokens", "outputTokens", "cost", "reasoningDuration"])] = -random.between(1, 9);
    for (const call of message.toolCalls ?? []) {
      if (random.chance(0.1)) call.name = random.pick(["", "a b_c", "_x", "x_", "ßß", "é_é", ...OTHER, ...LEGACY]);
      if (random.chance(0.1)) call.id = "again";
      if (random.chance(0.1)) call.isError = true;
      if (random.chance(0.1)) delete call.result;
      if (random.chance(0.2)) {
        const at = random.between(0, call.input.length + 1);
        call.input = `${call.input.slice(0, at)}${random.pick(['"', "é", "😀", "\\", "}", "\n", "<", ""])}${call.input.slice(at + 1)}`.toWellFormed();
      }
    }
    for (const callback of message.callbackResults ?? []) {
      if (random.chance(0.7)) callback.toolCallId = random.pick(["again", random.pick(list).toolCalls?.[0].id ?? "none"]);
    }
  }
  return list;
}

/** A JSON scalar at a place of a text. */
const SCALAR = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false/sy;

/** Where in a JSON string literal, quotes included, the unit stands that has an index in what it stands for. */
function indexInSource(literal, index) {
  const units = [...literal.slice(1, -1).matchAll(/\\u[\da-f]{4}|\\.|[^\\]/gis)].map(({ 0: unit, index }) => ({ unit, at: index + 1 }));
  // By code points both in the text and here; a pair written as two escapes is one.
  let passed = 0;
  for (const { unit, at } of units) {
    if (passed === index) return at;
    passed += unit.length > 1 ? 1 : unit.length;
  }
  return literal.length - 1;
}

function checkPlaces(findings, text) {
  const document = JSON.parse(text);
  let before = 0;
  for (const { code, severity, message, path, pointer, id, offset, index, line, column } of findings) {
    assert.ok(before <= index);
    before = index;
    const value = path.reduce((value, key) => value[key], document);
    let start = index;
    if (code === "invalid_input") {
      // The key stands before it, not far off.
      start = text.lastIndexOf('"input":', index) + 8;
      SCALAR.lastIndex = start;
      const [literal] = SCALAR.exec(text);
      assert.equal(index - start, indexInSource(literal, toolInput({ input: value }).error.index), message);
    }
    SCALAR.lastIndex = start;
    assert.equal(JSON.parse(SCALAR.exec(text)[0]), value);
    assert.equal(pointer, `/${path.join("/")}`);
    assert.equal(id, document[path[0]].id);
    assert.match(severity, /^(warning|info)$/);
    assert.equal(offset, Buffer.byteLength(text.slice(0, index)));
    const lines = text.slice(0, index).split("\n");
    assert.deepEqual([line, column], [lines.length, lines.at(-1).length + 1]);
  }
}

test("findings of made-up histories in all dialects are those of the rules, each at its place", () => {
  const random = new Random(5);
  const counts = {};
  for (let seed = 1; seed <= 40; seed++) {
    const text = random.pick(["ascii", "mixed", "cjk"]);
    const list = suspicious(random, { seed, messages: random.between(1, 40), text, size: 0.1 });
    for (const dialect of ["wire", "camel", "snake"]) {
      const json = write(list, dialect);
      const findings = audit(json, { maxFindings: Infinity });
      assert.deepEqual(findings.map(shown).sort(), expected(list).sort());
      checkPlaces(findings, json);
      assert.deepEqual(audit(Buffer.from(json), { maxFindings: Infinity }), findings);
    }
    for (const found of expected(list)) counts[found.split(" ")[0]] = (counts[found.split(" ")[0]] ?? 0) + 1;
  }
  assert.equal(Object.keys(counts).length, 12);
  assert.ok(Object.values(counts).every((count) => count > 5), JSON.stringify(counts));
});

test("it audits the valid part of damaged texts, and never throws", () => {
  const random = new Random(11);
  for (let run = 0; run < 300; run++) {
    const list = suspicious(random, { seed: run, messages: 6, text: "mixed", size: 0.05 });
    const bytes = Buffer.from(random.chance(0.5) ? write(list) : list.map((message) => write([message]).slice(1, -2)).join("\n"));
    for (let damage = random.between(0, 4); damage > 0; damage--) bytes[random.between(0, bytes.length)] = random.pick([0, 10, 34, 44, 92, 93, 123, 125, 255]);
    const findings = audit(bytes);
    const { messages, rejected } = BackendMessage.salvage(bytes);
    const bad = new Set(rejected.map(({ index }) => index));
    // What is left is judged as if nothing else had been there.
    const places = Array.from({ length: messages.length + rejected.length }, (_, index) => index).filter((index) => !bad.has(index));
    const renumbered = expected(messages).map((found) => found.replace(/\/(\d+)/, (_, index) => `/${places[index]}`));
    assert.deepEqual(findings.map(shown).sort(), renumbered.sort());
    for (const { offset } of findings) assert.ok(offset < bytes.length);
  }
});

test("a string with half of a surrogate pair is read up to there", () => {
  const bad = (fields) => JSON.stringify({ id: "1", role: "bot", sessionId: "s", userInput: "", ...fields }).replace("HALF", "\ud800");
  const findings = audit(`${bad({})}\n${bad({ userInput: "HALF" })}\n${bad({ id: "2" })}`);
  assert.deepEqual(findings.map(shown), ["unknown_role /0/role", "unknown_role /2/role"]);
  assert.equal(findings[1].line, 3);
});

const MESSAGE = { id: "m", role: "bot", sessionId: "s", userInput: "", toolCalls: [{ id: "c", name: "?", type: "", input: "{", finished: true }] };
const FOUND = ["unknown_role role", "invalid_input toolCalls,0,input", "unknown_tool_name toolCalls,0,name"];

test("messages that were read already: no places, and none is changed", () => {
  const list = [MESSAGE, { id: "n", role: "user", sessionId: "s", userInput: "" }];
  const copy = structuredClone(list);
  const findings = audit(list);
  assert.deepEqual(list, copy);
  assert.deepEqual(findings.map(({ code, path }) => `${code} ${path}`).sort(), FOUND.map((found) => found.replace(" ", " 0,")).sort());
  assert.deepEqual(Object.keys(findings[0]).sort(), ["code", "id", "message", "path", "pointer", "severity"]);

  const single = audit(MESSAGE);
  assert.deepEqual(single.map(({ code, path }) => `${code} ${path}`).sort(), [...FOUND].sort());
  assert.deepEqual(single.map(({ pointer }) => pointer).sort(), ["/role", "/toolCalls/0/input", "/toolCalls/0/name"]);
});

test("values that are not messages are skipped", () => {
  const getter = { get id() { throw new Error("no"); } };
  const findings = audit([null, {}, 5, undefined, getter, MESSAGE, { ...MESSAGE, id: 1 }]);
  assert.deepEqual([...new Set(findings.map(({ path }) => path[0]))], [5]);
  assert.deepEqual(audit({}), []);
  assert.deepEqual(audit([]), []);
  assert.deepEqual(audit(""), []);
  assert.deepEqual(audit("null"), []);
  assert.deepEqual(audit("\ufeff[]"), []);
});

test("rules and their number can be chosen", () => {
  const json = JSON.stringify([MESSAGE]);
  const codes = (options) => audit(json, options).map(({ code }) => code);
  const all = codes();
  assert.deepEqual(codes({ rules: {} }), all);
  assert.deepEqual(codes({ rules: { unknown_role: false, invalid_input: undefined, unknown_tool_name: true } }), all.slice(1));
  assert.deepEqual(codes({ maxFindings: 1 }), all.slice(0, 1));
  assert.deepEqual(codes({ maxFindings: Infinity }), all);
  assert.deepEqual(codes(), all);
});

test("an audit has at most its maximum of findings, in order", () => {
  const many = Array.from({ length: 12_000 }, (_, index) => ({ ...MESSAGE, id: String(index), toolCalls: [] }));
  const json = JSON.stringify(many);
  assert.equal(audit(json).length, 1000);
  const most = audit(json, { maxFindings: Infinity });
  assert.equal(most.length, 10_000);
  assert.deepEqual(most.at(-1).path, [9999, "role"]);
});

test("arguments of the wrong kind", () => {
  for (const input of [undefined, null, 5, true, () => {}, Symbol()]) assert.throws(() => audit(input), TypeError);
  assert.throws(() => audit(Promise.resolve("[]")), /await it first/, "and not a message without faults");
  for (const options of [null, 5, "x", [], { rules: 5 }, { rules: null }, { rules: { no_rule: false } }, { rules: { "unknown_role,invalid_input": false } }, { rules: { unknown_role: 0 } }, { maxFindings: "5" }]) {
    assert.throws(() => audit("[]", options), TypeError);
  }
  for (const maxFindings of [0, -1, 1.5, NaN]) assert.throws(() => audit("[]", { maxFindings }), RangeError);
  assert.throws(() => audit("[]", { rules: { no_rule: false } }), /no rule is named "no_rule"/);
});

test("only histories are audited, and reading is not affected", () => {
  assert.equal("audit" in ToolCallData || "audit" in CallbackResultData, false);
  const message = { id: "1", role: "user", sessionId: "s", userInput: "" };
  audit("[{]");
  assert.deepEqual(BackendMessage.parse(JSON.stringify(message)), message);
});

test("a message longer than a window, and one after it", () => {
  const long = { ...MESSAGE, userInput: "é\n".repeat(400_000) };
  const json = JSON.stringify([long, { ...MESSAGE, id: "n" }]);
  for (const input of [json, Buffer.from(json)]) checkPlaces(audit(input), json);
  assert.equal(audit(json).length, 7);
});

const PLAIN = { id: "m", role: "user", sessionId: "s", userInput: "" };

test("an audit reports what is not among its findings", () => {
  const bad = JSON.stringify({ ...PLAIN, role: "bot" });
  const found = audit(`${bad}\n{}\n${bad}`, { maxFindings: 1, rules: { duplicate_message_id: false } });
  const { length, leftOut, messages, rejected, rejectedBytes } = found;
  assert.deepEqual({ length, leftOut, messages, rejected, rejectedBytes }, { length: 1, leftOut: 1, messages: 2, rejected: 1, rejectedBytes: 2 });
  assert.deepEqual([audit([{}, PLAIN]).rejected, audit([{}, PLAIN]).messages], [1, 1]);
});

test("an audit of a list in an object, and of malformed text", () => {
  const bad = JSON.stringify({ ...PLAIN, role: "bot" });
  const [{ pointer, offset }] = audit(`{"messages":[${bad}]}`, { at: "/messages" });
  assert.deepEqual([pointer, offset], ["/messages/0/role", 13 + bad.indexOf('"bot"')]);
  assert.deepEqual(audit(`{"messages":{}}`, { at: "/messages" }), []);
  assert.throws(() => audit("[]", { at: "messages" }), TypeError);
  const half = bad.replace('"userInput":"', '"userInput":"\\ud800');
  assert.deepEqual(audit(half), []);
  assert.deepEqual(audit(half, { malformedUnicode: "replace" }).map(({ code }) => code), ["unknown_role"]);
});
