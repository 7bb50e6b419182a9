// What bad input gets, as a value: what was given, and what is left of it behind a border that copies.

import assert from "node:assert/strict";
import { test } from "node:test";
import { MessageChannel } from "node:worker_threads";
import { inspect } from "node:util";
import { BackendMessage } from "backend-message";

const TEXT = '{"id":1}';
const errorOf = (act) => {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
};

test("rawValue is the input", () => {
  const bytes = new TextEncoder().encode(TEXT);
  const value = { id: 1 };
  const list = [value];
  assert.equal(errorOf(() => BackendMessage.parse(TEXT)).rawValue, TEXT);
  assert.equal(BackendMessage.safeParse(bytes).error.rawValue, bytes);
  assert.equal(errorOf(() => BackendMessage.parseMany(TEXT)).rawValue, TEXT);
  assert.equal(BackendMessage.safeParseMany(TEXT).error.rawValue, TEXT);
  assert.equal(errorOf(() => BackendMessage.from(value)).rawValue, value);
  assert.equal(BackendMessage.safeFromMany(list).error.rawValue, list);
  assert.equal(errorOf(() => BackendMessage.stringify(value)).rawValue, value);
  assert.equal(BackendMessage.salvage(`[${TEXT}]`).rejected[0].error.rawValue, TEXT);
});

test("printing an error prints no source", () => {
  const secret = '{"id":1,"userInput":"secret"}';
  const { error } = BackendMessage.safeParse(secret);
  assert.doesNotMatch(inspect(error, { depth: 9 }) + JSON.stringify(error), /secret/);
});

test("an error is printed with its name and, of many issues, the first", () => {
  const one = inspect(BackendMessage.safeParse('{"id":1,"role":"","sessionId":"","userInput":""}').error);
  assert.match(one, /^BackendMessageError: 1:7 \/id: expected a string, found a number\n {4}at /);
  assert.equal(one.match(/expected a string/g).length, 1);
  const list = JSON.stringify(Array(50).fill({}));
  for (const [given, left] of [[list, "more than 90"], [list.slice(0, 36) + "]", "38"]]) {
    const printed = inspect(BackendMessage.safeParseMany(given).error);
    const lines = printed.split("\n").filter((line) => !line.startsWith("    at "));
    assert.equal(lines.length, 12, printed);
    assert.equal(lines[1], '  1:2 /0/id: missing field "id"');
    assert.equal(lines[11], `  … and ${left} more`);
  }
});

test("the cause survives structuredClone and postMessage, as plain data", async () => {
  const { error } = BackendMessage.safeParse('{"id":1,"role":"user"}');
  const { issues, truncated } = error;
  assert.deepStrictEqual(error.cause, { issues, truncated });
  assert.deepStrictEqual(structuredClone(issues), issues);
  assert.deepStrictEqual(JSON.parse(JSON.stringify(issues)), issues);
  const { port1, port2 } = new MessageChannel();
  const arrived = new Promise((resolve) => port2.once("message", resolve));
  port1.postMessage({ error, issues });
  const copy = await arrived;
  port1.close();
  assert.deepStrictEqual(copy.issues, issues);
  assert.equal(copy.error.message, error.message);
  assert.deepStrictEqual(copy.error.cause, { issues, truncated });
  assert.ok(copy.error instanceof Error);
});
