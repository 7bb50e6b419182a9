// Writing: whatever is written reads as the same value.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BackendMessage, CallbackResultData, ToolCallData } from "backend-message";

import { messages, write } from "../support/history.js";
import { wire } from "../support/sdk-rules.js";

const NAMINGS = ["wire", "camel", "snake"];

test("parse(stringify(m)) equals m for every naming", () => {
  for (let seed = 1; seed <= 300; seed++) {
    const values = messages({ seed, messages: 3, text: ["ascii", "mixed", "cjk"][seed % 3], size: 0.1 });
    for (const naming of NAMINGS) {
      const text = BackendMessage.stringify(values, { naming });
      assert.deepStrictEqual(BackendMessage.parseMany(text), values);
      // The same data as another writer of that dialect writes.
      assert.deepStrictEqual(JSON.parse(text), JSON.parse(write(values, naming)));
      assert.deepStrictEqual(BackendMessage.parse(BackendMessage.stringify(values[0], { naming })), values[0]);
    }
  }
});

test("the SDK reads the default output", () => {
  const values = messages({ seed: 4, messages: 50, size: 0.1 });
  assert.deepStrictEqual(wire.BackendMessage.array().parse(JSON.parse(BackendMessage.stringify(values, { naming: "wire" }))), values);
});

test("nested records by themselves", () => {
  const tool = { finished: true, id: "t", input: "{}", name: "Bash", screenshotUrls: ["a", "b"], type: "" };
  const callback = { callbackType: "sub_agent", success: false, exitCode: -1, toolCallId: "t", toolName: "Task" };
  for (const naming of NAMINGS) {
    assert.deepStrictEqual(ToolCallData.parse(ToolCallData.stringify(tool, { naming })), tool);
    assert.deepStrictEqual(CallbackResultData.parse(CallbackResultData.stringify(callback, { naming })), callback);
  }
  assert.match(CallbackResultData.stringify(callback, { naming: "wire" }), /"tool_call_id"/);
  assert.match(CallbackResultData.stringify(callback, { naming: "camel" }), /"toolCallId"/);
});

test("numbers, unknown keys and space", () => {
  const value = { cost: 3e-7, id: "", inputTokens: -0, role: "", sessionId: "", userInput: "", more: { a: [1, null] } };
  for (const naming of NAMINGS) {
    for (const space of [0, 2, 10]) {
      const text = BackendMessage.stringify(value, { naming, space });
      assert.equal(text.includes("\n"), space > 0);
      assert.deepStrictEqual(BackendMessage.parse(text, { unknownKeys: "keep" }), value);
    }
  }
});

test("every issue of a list is reported, up to a hundred", () => {
  const [valid] = messages({ messages: 1 });
  const wrong = (list) => {
    try {
      BackendMessage.stringify(list);
    } catch (error) {
      return error;
    }
    assert.fail("it was written");
  };
  const few = wrong([{}, valid, { ...valid, cost: "1" }, {}]);
  assert.deepEqual(few.issues.map(({ pointer }) => pointer.split("/")[1]), ["0", "0", "0", "0", "2", "3", "3", "3", "3"]);
  assert.equal(few.truncated, false);
  assert.match(few.message, /and 8 more/);
  for (const { pointer } of few.issues) assert.ok(few.pretty().includes(pointer));

  const hundred = new Array(25).fill({});
  assert.equal(wrong(hundred).issues.length, 100);
  assert.equal(wrong([...hundred, valid]).truncated, false);
  for (const more of [{}, { ...valid, cost: "1" }, 5]) {
    const { issues, truncated } = wrong([...hundred, valid, more, valid]);
    assert.equal(issues.length, 100);
    assert.equal(truncated, true);
  }
  assert.equal(wrong([...new Array(24).fill({}), { ...valid, cost: "1" }, {}]).issues.length, 100);
});

test("values that are not messages are not written", () => {
  assert.throws(() => BackendMessage.stringify({ id: 1 }));
  assert.throws(() => BackendMessage.stringify(undefined));
  const valid = messages({ messages: 1 })[0];
  assert.throws(() => BackendMessage.stringify(valid, { naming: "kebab" }));
});

test("values that is accepts are written as JSON.stringify writes them", () => {
  const plain = { id: "m", role: "user", sessionId: "s", userInput: "hi" };
  const call = { finished: true, id: "t", input: "", name: "Bash", type: "" };
  const deep = JSON.parse("[".repeat(1000) + "]".repeat(1000));
  const cases = [
    [{ ...plain, createdAt: new Date(0) }, { ...plain, createdAt: "1970-01-01T00:00:00.000Z" }],
    [{ ...plain, count: 5n, act() {}, [Symbol("s")]: 1, none: undefined, deep }, plain],
    [Object.defineProperty({ ...plain }, "lazy", { get() { throw new Error("no"); }, enumerable: true }), plain],
    [{ ...plain, session_id: 5, is_error: 1 }, { ...plain, is_error: 1 }],
    [{ ...plain, toolCalls: [{ ...call, at: new Map(), is_error: 5 }] }, { ...plain, toolCalls: [{ ...call, at: {} }] }],
    [Object.defineProperty({ ...plain }, "model", { value: "m1", enumerable: false }), plain],
  ];
  const cycle = { ...plain };
  cycle.self = cycle;
  cases.push([cycle, plain]);
  for (const naming of NAMINGS) {
    for (const [value, expected] of cases) {
      assert.equal(BackendMessage.is(value), true);
      const text = BackendMessage.stringify(value, { naming });
      assert.deepStrictEqual(BackendMessage.parse(text, { unknownKeys: "keep" }), expected);
      assert.deepStrictEqual(BackendMessage.parseMany(BackendMessage.stringify([plain, value], { naming }), { unknownKeys: "keep" }), [plain, expected]);
    }
  }
  const half = { ...plain, userInput: "\ud800", more: "\udc00" };
  assert.equal(BackendMessage.is(half), true);
  assert.deepStrictEqual(JSON.parse(BackendMessage.stringify(half)), half);
});

test("is and stringify agree on any value of a field", () => {
  const plain = { id: "m", role: "user", sessionId: "s", userInput: "hi" };
  const odd = [undefined, null, "\ud800", -0, NaN, 2 ** 53, 1.5, 5n, true, [], [""], [null], {}, new Date(), () => {}, Symbol("s")];
  for (const name of ["id", "model", "cost", "inputTokens", "toolCalls", "callbackResults", "session_id", "input_tokens", "other"]) {
    for (const item of odd) {
      const value = { ...plain, [name]: item };
      if (BackendMessage.is(value)) assert.equal(typeof BackendMessage.stringify(value), "string");
    }
  }
});
