// Damage as it is met in practice: the same comes out of text, of bytes, and of pieces of either.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { BackendMessage } from "backend-message";

const FAULTS = JSON.parse(readFileSync(new URL("../faults/faults.json", import.meta.url), "utf8"));
const record = (id) => `{"id":"${id}","role":"user","sessionId":"s","userInput":"t"}`;

for (const { name, text, base64, expect } of FAULTS) {
  if (expect.kept === undefined) continue;
  test(name, async () => {
    const bytes = text === undefined ? Buffer.from(base64, "base64") : Buffer.from(text);
    const found = await sameByEveryWay(bytes, text);
    assert.deepStrictEqual(found.messages.map(({ id }) => id), expect.kept);
    assert.equal(found.rejected.length, expect.rejected);
    if (expect.ids !== undefined) assert.deepStrictEqual(found.rejected.map(({ id = null }) => id), expect.ids);
    if (expect.strict !== undefined) assert.equal(BackendMessage.safeParseMany(bytes).ok, expect.strict);
    if (expect.indexes !== undefined) {
      const bad = new Set(found.rejected.map(({ index }) => index));
      const all = Array.from({ length: bad.size + found.messages.length }, (_, index) => index);
      assert.deepStrictEqual(all.filter((index) => !bad.has(index)), expect.indexes);
    }
  });
}

test("a record cut off anywhere does not take the next one with it", async () => {
  const whole = record("b").replace('"t"', '"{\\"é😀\\"}","toolCalls":[{"id":"t","input":"","name":"Bash","type":"","finished":true}]');
  const last = [];
  for (let cut = 1; cut < whole.length; cut += 1) {
    const text = `[${record("a")},${whole.slice(0, cut)}${record("c")},\n${record("d")}]`;
    const { messages, rejected } = await sameByEveryWay(Buffer.from(text), text.isWellFormed() ? text : undefined);
    assert.deepStrictEqual(messages.map(({ id }) => id), ["a", "c", "d"], text);
    assert.equal(rejected.length, 1, text);
    last.push(rejected[0].bytes);
  }
  assert.equal(new Set(last).size > 100, true);
});

test("lines without their line breaks recover at each line", async () => {
  const lines = [record("a"), record("b").slice(0, 30), record("c"), "garbage", record("d")];
  const { messages, rejected } = await streamed(lines);
  assert.deepStrictEqual(messages.map(({ id }) => id), ["a", "c", "d"]);
  assert.deepStrictEqual(rejected.map(({ index, source }) => [index, source]), [[1, lines[1]], [3, "garbage"]]);
});

/** What is salvaged, by text and bytes, at once and in pieces. */
async function sameByEveryWay(bytes, text) {
  const found = comparable(BackendMessage.salvage(bytes));
  if (text !== undefined) assert.deepStrictEqual(comparable(BackendMessage.salvage(text)), found);
  for (const size of [1, 7, 64]) {
    const pieces = [];
    for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
    assert.deepStrictEqual(comparable(await streamed(pieces)), found, `pieces of ${size}`);
  }
  for (const { source, offset, bytes: length } of found.rejected) {
    assert.equal(source, new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(offset, offset + length)));
  }
  return found;
}

async function streamed(pieces) {
  const records = [];
  for await (const record of BackendMessage.stream(pieces, { onInvalid: "salvage" })) records.push(record);
  return {
    messages: records.filter(({ ok }) => ok).map(({ value }) => value),
    rejected: records.filter(({ ok }) => !ok),
  };
}

function comparable({ messages, rejected }) {
  return { messages, rejected: rejected.map(({ error, ...rest }) => ({ ...rest, code: error.issues[0].code })) };
}
