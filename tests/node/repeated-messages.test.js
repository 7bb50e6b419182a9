// Summaries of histories that were written more than once.

import assert from "node:assert/strict";
import { test } from "node:test";
import { summarize } from "backend-message/insight";

import { messages } from "../support/history.js";
import { sumUp } from "../support/sum-up.js";

const VALUES = messages({ seed: 3, messages: 300, text: "mixed" });
// Some come once, some three times, and never side by side.
const WRITTEN = [...VALUES.slice(0, 200), ...VALUES.slice(100), ...VALUES.slice(50, 150).map((value) => ({ ...value, cost: 5, role: "late" }))];
const lines = (values) => values.map((value) => JSON.stringify(value)).join("\n");

function lastOf(values) {
  const last = new Map();
  for (const value of values) {
    last.delete(value.id);
    last.set(value.id, value);
  }
  return [...last.values()];
}

test("of the messages with the same id only the last is counted", async () => {
  const kept = lastOf(WRITTEN);
  const text = lines(WRITTEN);
  const expected = { ...sumUp(lines(kept)), bytes: Buffer.byteLength(text), repeatedIds: WRITTEN.length - kept.length };
  const options = { repeated: "last" };
  for (const json of [text, Buffer.from(text)]) {
    assert.deepStrictEqual(summarize(json, options), expected);
    assert.deepStrictEqual(summarize(json, { ...options, onInvalid: "salvage" }), expected);
  }
  assert.deepStrictEqual(await summarize(new Blob([text]), options), expected);
  for (const size of [997, 1 << 16]) {
    const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, n) => text.slice(n * size, (n + 1) * size));
    assert.deepStrictEqual(await summarize(pieces.values(), options), expected);
  }
  assert.equal(summarize(WRITTEN, options).messages, kept.length);
  assert.deepStrictEqual(summarize("", options), summarize(""));
});

test("invalid messages are reported as without the option", () => {
  const text = `${lines(VALUES.slice(0, 2))}\n{}`;
  assert.throws(() => summarize(text, { repeated: "last" }), { name: "BackendMessageError" });
  assert.equal(summarize(text, { repeated: "last", onInvalid: "salvage" }).rejected, 1);
  for (const repeated of ["lst", true, null]) assert.throws(() => summarize("", { repeated }), TypeError);
});

test("text that was replaced is counted", async () => {
  const text = '{"id":"1","role":"user","sessionId":"s","userInput":"\\ud800"}'.repeat(2);
  assert.equal(summarize(text, { malformedUnicode: "replace" }).replaced, 2);
  assert.equal((await summarize(new Blob([text]), { malformedUnicode: "replace" })).replaced, 2);
});
