// Salvage: every record is given out or accounted for.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BackendMessage, BackendMessageError, ToolCallData } from "backend-message";

import { history, messages } from "../support/history.js";

const OPTIONS = { seed: 5, messages: 300, text: "mixed" };
const VALUES = messages(OPTIONS);
const TEXT = history(OPTIONS);

test("all messages of a valid text", () => {
  assert.deepStrictEqual(BackendMessage.salvage(TEXT), { messages: VALUES, rejected: [] });
  assert.deepStrictEqual(BackendMessage.salvage(new TextEncoder().encode(TEXT)), { messages: VALUES, rejected: [] });
  assert.deepStrictEqual(BackendMessage.salvage(""), { messages: [], rejected: [] });
});

test("of an array with bad records, the others, and an account of these", () => {
  const records = JSON.parse(TEXT);
  for (const index of [0, 7, 8, 299]) records[index].role = index;
  const text = JSON.stringify(records);
  const { messages: good, rejected } = BackendMessage.salvage(text);
  assert.deepStrictEqual(good, VALUES.filter((_, index) => ![0, 7, 8, 299].includes(index)));
  assert.deepStrictEqual(rejected.map(({ index, id }) => [index, id]), [0, 7, 8, 299].map((index) => [index, VALUES[index].id]));
  for (const { index, error, issues, source, offset, bytes } of rejected) {
    assert.ok(error instanceof BackendMessageError);
    assert.deepStrictEqual(issues.map(({ code, pointer }) => [code, pointer]), [["invalid_type", `/${index}/role`]]);
    assert.equal(source, JSON.stringify(records[index]));
    assert.equal(Buffer.from(text).subarray(offset, offset + bytes).toString(), source);
    // The same place as the reading of the whole says.
    assert.equal(text.slice(issues[0].index).startsWith(`${index},`), true);
  }
});

test("a truncated array: the complete records, and the rest", () => {
  const cut = TEXT.slice(0, Math.floor(TEXT.length / 2));
  const { messages: good, rejected } = BackendMessage.salvage(cut);
  assert.deepStrictEqual(good, VALUES.slice(0, good.length));
  assert.equal(rejected.length, 1);
  assert.equal(rejected[0].index, good.length);
  assert.equal(rejected[0].issues.at(-1).code, "unexpected_end");
  assert.ok(cut.endsWith(rejected[0].source));
});

test("halves of pairs are in the source as they were in the string", () => {
  const bad = '{"id":"\ud83d","role":"\ude00é😀"}';
  const { rejected } = BackendMessage.salvage(`[${bad},5]`);
  assert.equal(rejected[0].source, bad);
  assert.deepStrictEqual(rejected[0].issues.filter(({ code }) => code === "lone_surrogate").map(({ index }) => index), [8, 19]);
  assert.equal(rejected[1].source, "5");
});

test("malformed bytes are replaced in the source, and reported with their positions", () => {
  const bytes = Buffer.concat([Buffer.from('{"id":"'), Buffer.of(0xed, 0xa0, 0x80), Buffer.from('"}\n{}')]);
  const { rejected } = BackendMessage.salvage(bytes);
  assert.equal(rejected[0].source, '{"id":"\ufffd\ufffd\ufffd"}');
  assert.deepStrictEqual(rejected.map(({ offset, bytes }) => [offset, bytes]), [[0, 12], [13, 2]]);
});

test("options apply to each record, and every codec has the method", () => {
  const { rejected } = ToolCallData.salvage("[{},{}]", { maxIssues: 2 });
  assert.deepStrictEqual(rejected.map(({ issues, error }) => [issues.length, error.truncated]), [[2, true], [2, true]]);
  const kept = BackendMessage.salvage('{"id":"1","role":"r","sessionId":"s","userInput":"","x":1}', { unknownKeys: "keep" });
  assert.deepStrictEqual(kept.messages[0].x, 1);
});
