// Malformed text within strings, replaced: what `TextDecoder` and `toWellFormed` make of it, and nothing in silence.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BackendMessage, BackendMessageError } from "backend-message";
import { summarize } from "backend-message/insight";

const REPLACE = { malformedUnicode: "replace" };
const record = (/** @type {string} */ input, id = "1") => `{"id":"${id}","role":"user","sessionId":"s","userInput":"${input}"}`;
const encoder = new TextEncoder();
/** Strings as they may stand in bytes. */
const BYTES = [[0xe9], [0xed, 0xa0, 0x80], [0xc0, 0xaf], [0xe2, 0x82], [0xf0, 0x9f, 0x98], [0xff, 0x61, 0x80]];

const bytesWith = (/** @type {number[]} */ bytes, id = "1") =>
  Uint8Array.of(...encoder.encode(record("a", id)).slice(0, -3), ...bytes, ...encoder.encode('"}'));

test("bytes that are not UTF-8", () => {
  for (const bytes of BYTES) {
    const expected = new TextDecoder().decode(Uint8Array.from(bytes));
    const input = bytesWith(bytes);
    assert.equal(BackendMessage.parse(input, REPLACE).userInput, expected);
    assert.equal(BackendMessage.parseMany(input, REPLACE)[0].userInput, expected);
    assert.throws(() => BackendMessage.parse(input), BackendMessageError);
    assert.throws(() => BackendMessage.parse(input, { malformedUnicode: "reject" }), BackendMessageError);
  }
});

test("halves of surrogate pairs, escaped or raw, in strings and bytes", () => {
  for (const half of ["\ud800", "x\udfffy", "\udc00\ud800", "\ud83d\ude00\ud800é"]) {
    const escaped = [...half].map((char) => (char.isWellFormed() ? char : `\\u${char.charCodeAt(0).toString(16)}`)).join("");
    for (const input of [record(half), record(escaped), encoder.encode(record(escaped))]) {
      assert.equal(BackendMessage.parse(input, REPLACE).userInput, half.toWellFormed());
      assert.deepStrictEqual(BackendMessage.parseMany(input, REPLACE), [BackendMessage.parse(input, REPLACE)]);
      assert.throws(() => BackendMessage.parse(input), BackendMessageError);
    }
  }
});

test("among thousands of records, kept unknown keys too", () => {
  const texts = Array.from({ length: 3000 }, (_, index) => {
    const input = index % 7 === 0 ? "caf\\ud800" : index % 11 === 0 ? "漢\ud800" : "plain";
    return record(`${input}","k${input}":"${input}`, String(index));
  });
  const options = { ...REPLACE, unknownKeys: "keep" };
  const expected = texts.map((text) => JSON.parse(text.toWellFormed().replaceAll("\\ud800", "\\ufffd")));
  for (const text of [texts.join("\n"), `[${texts.join(",")}]`]) {
    const found = BackendMessage.parseMany(text, options);
    assert.equal(found.length, 3000);
    found.forEach((message, index) => assert.deepStrictEqual({ ...message }, expected[index]));
  }
});

test("salvage and streams report replacements with their positions", async () => {
  const lines = [record("good", "0"), record("caf\\ud800", "1"), "broken", record("\udc00", "2"), record("good", "3")];
  const text = lines.join("\n");
  const { messages, rejected, replaced } = BackendMessage.salvage(text, REPLACE);
  assert.deepStrictEqual(messages.map(({ userInput }) => userInput), ["good", "caf\ufffd", "\ufffd", "good"]);
  assert.equal(rejected.length, 1);
  assert.deepStrictEqual(replaced?.map(({ index, truncated }) => [index, truncated]), [[1, false], [3, false]]);
  assert.deepStrictEqual(
    replaced?.flatMap(({ issues }) => issues.map(({ code, pointer, index, endIndex }) => [code, pointer, text.slice(index, endIndex)])),
    [["lone_surrogate", "/1/userInput", "\\ud800"], ["lone_surrogate", "/3/userInput", "\udc00"]],
  );
  assert.deepStrictEqual(BackendMessage.salvage(record("good"), REPLACE).replaced, []);
  assert.equal("replaced" in BackendMessage.salvage(text), false);

  for (const size of [1, 7, text.length]) {
    const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) => text.slice(at * size, (at + 1) * size));
    const found = [];
    for await (const record of BackendMessage.stream(pieces, { ...REPLACE, onInvalid: "salvage" })) found.push(record);
    assert.deepStrictEqual(found.map(({ ok, replaced }) => [ok, replaced?.length]), [[true, undefined], [true, 1], [false, undefined], [true, 1], [true, undefined]]);
    const strict = [];
    const good = lines.filter((line) => line !== "broken").join("\n");
    for await (const message of BackendMessage.stream([good], REPLACE)) strict.push(message.userInput);
    assert.deepStrictEqual(strict, ["good", "caf\ufffd", "\ufffd", "good"]);
  }
});

test("other issues are found where they are", () => {
  const text = `${record("\\ud800")}\n${record("x").replace('"user"', "5")}`;
  const result = BackendMessage.safeParseMany(text, REPLACE);
  assert.ok(!result.ok);
  assert.deepStrictEqual(result.error.issues.map(({ code, pointer, line }) => [code, pointer, line]), [["invalid_type", "/1/role", 2]]);
});

test("summaries", () => {
  for (const text of [record("\\ud800"), record("\ud800"), bytesWith([0xe9])]) {
    assert.equal(summarize(text, REPLACE).messages, 1);
    assert.throws(() => summarize(text), BackendMessageError);
  }
});

test("an unknown value of the option is a TypeError", () => {
  assert.throws(() => BackendMessage.parse(record("x"), { malformedUnicode: "replaced" }), TypeError);
});
