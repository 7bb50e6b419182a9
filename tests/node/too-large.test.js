// A record with more text than a string of the engine can hold.

import "../support/short-strings.js";

import assert from "node:assert/strict";
import { test } from "node:test";

const { BackendMessage } = await import("backend-message");
const { audit, summarize } = await import("backend-message/insight");

const MB = 2 ** 20;
const record = (userInput) => `{"id":"i","role":"user","sessionId":"s","userInput":"${userInput}"}`;
const drain = async (source) => {
  for await (const _ of source);
};

function checkError(error) {
  assert.equal(error.name, "BackendMessageError");
  assert.deepEqual(error.issues.map(({ code, path }) => [code, path]), [["too_large", []]]);
  assert.match(error.pretty(), /^a single record has more text than a string of this engine can hold\n {2}hint: summarize and audit /);
  return true;
}

for (const [name, long] of [["ASCII", "x".repeat(4 * MB)], ["beyond ASCII", "漢".repeat(2.5 * MB)]]) {
  test(`text of a record that is longer than strings can be is the issue too_large: ${name}`, async () => {
    const text = Buffer.from(`${record("")}\n${record(long)}\n${record("")}`);
    const one = Buffer.from(record(long));
    assert.throws(() => BackendMessage.parse(one), checkError);
    checkError(BackendMessage.safeParse(one).error);
    assert.throws(() => BackendMessage.parseMany(text), checkError);
    checkError(BackendMessage.safeParseMany(text).error);
    assert.throws(() => BackendMessage.salvage(text), checkError);
    await assert.rejects(drain(BackendMessage.stream([text])), checkError);
    await assert.rejects(drain(BackendMessage.stream([text], { onInvalid: "salvage" })), checkError);
    // The next call works.
    assert.equal(BackendMessage.parse(record("x")).userInput, "x");
    assert.equal(summarize(text).messages, 3);
    assert.equal(audit(text).messages, 3);
  });
}
