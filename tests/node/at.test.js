// Lists that are a member of something, read by a JSON Pointer to them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BackendMessage, BackendMessageError } from "backend-message";
import { summarize } from "backend-message/insight";

import { messages } from "../support/history.js";

const VALUES = messages({ seed: 7, messages: 2000, text: "mixed" });
const LIST = JSON.stringify(VALUES);
const PLACES = [
  ["/messages", `{"messages":${LIST}}`],
  ["/data/1/é~1~0", `\ufeff{"total":3,"x":["{",{"messages":[1]}],"data":[[], {"\\u00e9/~" : ${LIST} }],"more":{"a":[[]]}} \n`],
  ["", LIST],
];

async function allOf(records) {
  const all = [];
  for await (const record of records) all.push(record);
  return all;
}

test("every method that reads many", async () => {
  for (const [at, text] of PLACES) {
    for (const json of [text, new TextEncoder().encode(text)]) {
      assert.deepStrictEqual(BackendMessage.parseMany(json, { at }), VALUES);
      assert.deepStrictEqual(BackendMessage.safeParseMany(json, { at }), { ok: true, value: VALUES });
      assert.deepStrictEqual(BackendMessage.salvage(json, { at }), { messages: VALUES, rejected: [] });
      assert.equal(summarize(json, { at }).messages, VALUES.length);
      for (const size of [1000, 1 << 20]) {
        const pieces = Array.from({ length: Math.ceil(json.length / size) }, (_, n) => json.slice(n * size, (n + 1) * size));
        assert.deepStrictEqual(await allOf(BackendMessage.stream(pieces, { at })), VALUES);
      }
    }
  }
  const short = `{"a":[${JSON.stringify(VALUES[0])}]}`;
  assert.deepStrictEqual(await allOf(BackendMessage.stream([...short], { at: "/a" })), [VALUES[0]]);
});

test("issues have the right positions, in the list and around it", () => {
  const bad = { ...VALUES[0], role: 5 };
  const issuesOf = (text, at) => {
    const result = BackendMessage.safeParseMany(text, { at });
    assert.ok(!result.ok);
    for (const { index, line, column } of result.error.issues) assert.deepStrictEqual([line, column], [1, index + 1]);
    return result.error.issues.map(({ code, pointer, index, endIndex }) => [code, pointer, text.slice(index, endIndex)]);
  };
  const text = JSON.stringify({ total: "é", data: { messages: [VALUES[1], bad] } });
  assert.deepStrictEqual(issuesOf(text, "/data/messages"), [["invalid_type", "/data/messages/1/role", "5"]]);
  assert.deepStrictEqual(issuesOf(text.slice(0, -1) + ",}", "/data/messages").at(-1), ["invalid_json", "", "}"]);
  assert.deepStrictEqual(issuesOf(text, "/data"), [["invalid_type", "", "{"]]);
  assert.deepStrictEqual(issuesOf(text, "/messages"), [["missing_field", "", ""]]);
});

test("a hint leads to it", () => {
  const [, text] = PLACES[0];
  const result = BackendMessage.safeParseMany(text);
  assert.ok(!result.ok);
  const [, at] = /** @type {RegExpExecArray} */ (/at: "(.*)"$/.exec(result.error.issues[0].hint ?? ""));
  assert.deepStrictEqual(BackendMessage.parseMany(text, { at }), VALUES);
});

test("readings of lists can be interleaved with others", async () => {
  const [at, text] = PLACES[1];
  const pieces = Array.from({ length: Math.ceil(text.length / 5000) }, (_, n) => text.slice(n * 5000, (n + 1) * 5000));
  const first = BackendMessage.stream(pieces, { at });
  const second = BackendMessage.stream(pieces, { at });
  const found = [[], []];
  for (let n = 0; n < VALUES.length; n++) {
    found[0].push((await first.next()).value);
    if (n % 100 === 0) assert.throws(() => BackendMessage.parseMany("[1]"), BackendMessageError);
    found[1].push((await second.next()).value);
  }
  assert.deepStrictEqual(found, [VALUES, VALUES]);
  assert.equal((await first.next()).done, true);
});

test("an invalid pointer is a TypeError", () => {
  for (const at of ["messages", "/a~", "/a~2", 5, null, ["messages"]]) {
    assert.throws(() => BackendMessage.parseMany("[]", /** @type {any} */ ({ at })), TypeError);
  }
});
