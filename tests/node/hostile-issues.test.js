// Floods of issues: an error holds no more than `maxIssues`, and neither the text nor the number of issues decides how much memory
// that takes. Were the work to grow with the square of their number there would be no end: no time is asserted.

import assert from "node:assert/strict";
import { test } from "node:test";

import { wasmMemory } from "../support/wasm-memory.js";

const { BackendMessage } = await import("backend-message");

const MB = 2 ** 20;
const MILLION = 1_000_000;
const REQUIRED = '"id":"i","role":"user","sessionId":"s","userInput":""';

/** A million bad fields, in one message and in many. */
const FLOODS = {
  "records without any field": () => `[${"{},".repeat(MILLION - 1)}{}]`,
  "records of a wrong type": () => `[${"0,".repeat(MILLION - 1)}0]`,
  "lines": () => "{}\n".repeat(MILLION),
  "elements of a list": () => `{${REQUIRED},"toolCalls":[${"{},".repeat(MILLION - 1)}{}]}`,
  "duplicates": () => `{${REQUIRED}${',"id":0'.repeat(MILLION)}}`,
  "numbers out of range": () => `{${REQUIRED},"x":[${"1e999,".repeat(MILLION - 1)}1e999]}`,
  "lone surrogates in one string": () => `{${REQUIRED},"x":"${"\\ud800".repeat(MILLION)}"}`,
  "lone surrogates in keys": () => `{${REQUIRED}${',"\\udfff":0'.repeat(MILLION)}}`,
  "unknown keys": () => `{${REQUIRED}${Array.from({ length: MILLION }, (_, index) => `,"k${index}":0`).join("")}}`,
};

for (const [name, make] of Object.entries(FLOODS)) {
  test(`a million: ${name}`, () => {
    const bytes = new TextEncoder().encode(make());
    // What it takes to hold a text with one record of that size is not the issues' doing.
    BackendMessage.safeParseMany(bytes, { maxIssues: 1, unknownKeys: "reject" });
    const before = wasmMemory();
    const held = {};
    for (const maxIssues of [1, 100, 10_000, Infinity]) {
      const { ok, error } = BackendMessage.safeParseMany(bytes, { maxIssues, unknownKeys: "reject" });
      assert.equal(ok, false);
      assert.equal(error.issues.length, Math.min(maxIssues, 10_000));
      assert.equal(error.truncated, true);
      // The first ones, in the order of the text.
      error.issues.forEach(({ offset }, index) => assert.ok(index === 0 || offset >= error.issues[index - 1].offset));
      held[maxIssues] = error.issues;
    }
    assert.deepStrictEqual(held[100], held[10_000].slice(0, 100));
    assert.deepStrictEqual(held[Infinity], held[10_000]);
    assert.ok(wasmMemory() - before <= 32 * MB, `${before} bytes became ${wasmMemory()}`);
  });
}

test("issues whose paths and texts are as long as they can be", () => {
  const key = "k".repeat(1000);
  const nested = (depth) => `${`{"${key}":`.repeat(depth)}1e999${"}".repeat(depth)}`;
  const text = `{${REQUIRED}${`,"${key}":${nested(120)}`.repeat(200)}}`;
  const { error } = BackendMessage.safeParse(text, { maxIssues: Infinity });
  assert.ok(error.issues.length >= 1 && error.issues.length <= 200);
  assert.ok(error.issues.every(({ code, path }) => code === "number_out_of_range" && path.length === 121));
  assert.ok(error.pretty().length < 20 * MB);
  // Each step of a path is clipped, and there are at most 128.
  assert.ok(error.message.length < 10_000);
});

test("a million bad fields of an object that is one already", () => {
  const calls = Array.from({ length: MILLION / 5 }, () => ({ id: 1 }));
  for (const maxIssues of [1, 100, Infinity]) {
    const { error } = BackendMessage.safeFrom({ toolCalls: calls }, { maxIssues });
    assert.equal(error.issues.length, Math.min(maxIssues, 10_000));
    assert.equal(error.truncated, true);
  }
});
