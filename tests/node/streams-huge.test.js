// Streams longer than any string, and longer than 32 bits count, in memory that does not grow with them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { messages } from "../support/history.js";
import { wasmMemory } from "../support/wasm-memory.js";

const { BackendMessage } = await import("backend-message");

const MIB = 2 ** 20;
const [VALUE] = messages({ seed: 3, messages: 1 });
const LINE = `${JSON.stringify({ ...VALUE, model: "é", userInput: "All tests pass.\n\t".repeat(6000) })}\n`;
const PIECE = new TextEncoder().encode(LINE.repeat(Math.ceil(MIB / LINE.length)));

function* repeat(total) {
  for (let bytes = 0; bytes < total; bytes += PIECE.length) yield PIECE;
  yield '{"id":5}';
}

for (const gigabytes of [1, 5]) {
  test(`${gigabytes} GB: positions are exact and memory is bounded`, async () => {
    const pieces = Math.ceil((gigabytes * 1024 * MIB) / PIECE.length);
    let count = 0;
    let last;
    let highest = 0;
    for await (const record of BackendMessage.stream(repeat(gigabytes * 1024 * MIB), { onInvalid: "salvage" })) {
      last = record;
      if (++count % 1000 === 0) highest = Math.max(highest, process.memoryUsage().rss);
    }
    assert.equal(last.ok, false);
    assert.equal(last.index, count - 1);
    assert.equal(last.offset, pieces * PIECE.length);
    assert.equal(last.issues[0].offset, pieces * PIECE.length);
    assert.equal(last.issues[0].line, count);
    assert.ok(wasmMemory() <= 4 * MIB, `the module has ${wasmMemory() / MIB} MiB`);
    assert.ok(highest > 0 && highest < 600 * MIB, `the process had ${highest / MIB} MiB`);
  });
}

test("one message of 64 MB in pieces of 16 KB", async () => {
  const long = new TextEncoder().encode(JSON.stringify({ ...VALUE, userInput: 'a\\"\n'.repeat(8 * MIB) }));
  function* pieces() {
    for (let start = 0; start < long.length; start += 16_384) yield long.subarray(start, start + 16_384);
  }
  let found = 0;
  for await (const message of BackendMessage.stream(pieces())) found += message.userInput.length;
  assert.equal(found, 4 * 8 * MIB);
});
