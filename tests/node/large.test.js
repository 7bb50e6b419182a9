// Inputs made to be hard: a clear error or a right answer, in time that grows no faster than the input, in memory that
// does not grow with it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { history, messages } from "../support/history.js";
import { keptMemory, wasmMemory } from "../support/wasm-memory.js";

const { BackendMessage } = await import("backend-message");

const MB = 2 ** 20;
const REQUIRED = '"id":"i","role":"user","sessionId":"s"';

const codes = (result) => result.error.issues.map((issue) => issue.code);

test("100 MB of opening brackets", () => {
  const text = "[".repeat(100 * MB);
  for (const input of [text, new TextEncoder().encode(text)]) {
    // Where a record should stand there is an array, and too deep a one.
    const one = BackendMessage.safeParse(input);
    assert.deepEqual(codes(one), ["invalid_type", "too_deep"]);
    assert.equal(one.error.issues[1].offset, 128);
    const many = BackendMessage.safeParseMany(input);
    assert.equal(codes(many).at(-1), "too_deep");
    assert.equal(many.error.issues.at(-1).offset, 128);
    assert.ok(one.error.pretty().length < 2000);
  }
});

test("a string of 64 MB", () => {
  const long = "0123456789abcdé\n".repeat(4 * MB);
  const text = `{${REQUIRED},"userInput":${JSON.stringify(long)}}`;
  for (const input of [text, new TextEncoder().encode(text)]) {
    const value = BackendMessage.parse(input);
    // Not assert.equal, which would print both.
    assert.ok(value.userInput === long);
  }
  const cut = BackendMessage.safeParse(text.slice(0, -2));
  assert.deepEqual(codes(cut), ["unexpected_end"]);
  assert.ok(cut.error.pretty().length < 2000);
});

test("a million empty objects", () => {
  const text = "[" + "{},".repeat(999_999) + "{}]";
  for (const input of [text, new TextEncoder().encode(text)]) {
    const { error } = BackendMessage.safeParseMany(input);
    assert.equal(error.issues.length, 100);
    assert.equal(error.truncated, true);
    assert.ok(error.issues.every((issue) => issue.code === "missing_field"));
  }
});

test("a million bad elements inside one message", () => {
  const text = `{${REQUIRED},"userInput":"","toolCalls":[${"0,".repeat(999_999)}0]}`;
  const { error } = BackendMessage.safeParse(text);
  assert.equal(error.issues.length, 100);
  assert.equal(error.truncated, true);
});

test("a million unknown keys, kept", () => {
  const keys = Array.from({ length: 1_000_000 }, (_, index) => `"k${index}":${index}`).join(",");
  const value = BackendMessage.parse(`{${REQUIRED},"userInput":"",${keys}}`, { unknownKeys: "keep" });
  assert.equal(Object.keys(value).length, 1_000_004);
  assert.equal(value.k999999, 999_999);
});

// Of work that grew with the square of the input, there would be no end: no time is asserted.
test("inputs of 16 MB, each of one thing", () => {
  const cases = {
    "brackets in a string": (size) => `{${REQUIRED},"userInput":"${"[".repeat(size)}"}`,
    "escapes": (size) => `{${REQUIRED},"userInput":"${"\\n".repeat(size / 2)}"}`,
    "unterminated escapes": (size) => `{${REQUIRED},"userInput":"${"\\n".repeat(size / 2)}`,
    "white space": (size) => " ".repeat(size) + `{${REQUIRED},"userInput":""}`,
    "white space, then the end": (size) => "[" + " ".repeat(size),
    "digits": (size) => `{${REQUIRED},"userInput":"","cost":0.${"1".repeat(size)}}`,
    "empty objects": (size) => "[" + "{},".repeat(size / 3) + "{}]",
    "line breaks before an error": (size) => "\n".repeat(size) + "x",
    "elements of a list": (size) => `{${REQUIRED},"userInput":"","toolCalls":[${"{},".repeat(size / 3)}{}]}`,
    "a long unknown key": (size) => `{${REQUIRED},"userInput":"","${"k".repeat(size)}":0}`,
    "an unknown array": (size) => `{${REQUIRED},"userInput":"","x":[${"0,".repeat(size / 2)}0]}`,
    "duplicates": (size) => `{${'"id":"",'.repeat(size / 8)}"id":""}`,
  };
  const holds = new Set(["brackets in a string", "escapes", "white space", "digits", "a long unknown key", "an unknown array"]);
  for (const [name, make] of Object.entries(cases)) {
    const bytes = new TextEncoder().encode(make(16 * MB));
    for (const options of [{}, { unknownKeys: "keep" }]) {
      assert.equal(BackendMessage.safeParseMany(bytes, options).ok, holds.has(name), name);
    }
  }
});

test("wasm memory does not grow with the history", () => {
  const small = new TextEncoder().encode(history({ seed: 5, messages: 500, text: "mixed" }));
  BackendMessage.parseMany(small);
  const before = wasmMemory();
  const values = messages({ seed: 6, messages: 10_000, text: "mixed" });
  const large = JSON.stringify(values);
  assert.ok(large.length > 10 * MB);
  for (const input of [large, new TextEncoder().encode(large)]) assert.deepStrictEqual(BackendMessage.parseMany(input), values);
  assert.ok(wasmMemory() - before <= MB, `${before} bytes became ${wasmMemory()}`);
});

test("the memory of a very large message is released", async () => {
  const parsed = (text) => BackendMessage.parse(`{${REQUIRED},"userInput":"${text}"}`).userInput.length;
  assert.equal(parsed("x".repeat(40 * MB)), 40 * MB);
  assert.ok(wasmMemory() <= 4 * MB, String(wasmMemory()));
  // Before there is another call, which may never come.
  assert.ok((await keptMemory()) <= 4 * MB, String(await keptMemory()));
  assert.equal(BackendMessage.safeParse(`{"id":"${"x".repeat(40 * MB)}`).ok, false);
  assert.ok(wasmMemory() <= 4 * MB, String(wasmMemory()));
  assert.ok((await keptMemory()) <= 4 * MB, String(await keptMemory()));
  assert.equal(parsed("x"), 1);
});

test("a hundred megabytes of ordinary messages keep little memory", () => {
  const small = history({ seed: 5, messages: 1000, text: "mixed" }).trim();
  const bytes = new TextEncoder().encode(`[${Array(60).fill(small.slice(1, -1)).join()}]`);
  assert.ok(bytes.length > 100 * MB);
  assert.equal(BackendMessage.parseMany(bytes).length, 60_000);
  assert.ok(wasmMemory() <= 4 * MB, String(wasmMemory()));
});

test("the most issues are the same number wherever they are counted", () => {
  const options = { maxIssues: Infinity };
  const fromText = BackendMessage.safeParseMany("{}\n".repeat(20_000), options).error;
  const fromValue = BackendMessage.safeFrom({ toolCalls: Array(20_000).fill({}) }, options).error;
  for (const { issues, truncated } of [fromText, fromValue]) {
    assert.equal(issues.length, 10_000);
    assert.equal(truncated, true);
  }
});
