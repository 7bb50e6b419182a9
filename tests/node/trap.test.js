// After the wasm module trapped, the next call has a new instance of it. The trap is a real one: its memory is grown to all
// that it can address, whereupon it wants room for a text larger than any before.

import assert from "node:assert/strict";
import { test } from "node:test";

import { exhaustMemory, instances } from "../support/exhaust-memory.js";
import { history, messages } from "../support/history.js";

const { BackendMessage } = await import("backend-message");

const SMALL = history({ seed: 1, messages: 2 });
const SMALL_VALUES = messages({ seed: 1, messages: 2 });
const LARGE = JSON.stringify({ ...SMALL_VALUES[0], userInput: "é\n".repeat(2 ** 22) });

function worksAsBefore() {
  assert.deepStrictEqual(BackendMessage.parseMany(SMALL), SMALL_VALUES);
  // Issues come as text of the same instance.
  assert.equal(BackendMessage.safeParse('{"id":1}').error.issues[0].pointer, "/role");
  assert.equal(BackendMessage.safeFrom({ id: 1 }).error.issues.length, 4);
}

const stopped = (error) => {
  assert.match(error.message, /wasm stopped/);
  assert.ok(error.cause instanceof WebAssembly.RuntimeError);
  return true;
};

for (const method of ["parse", "safeParse", "parseMany"]) {
  test(`${method} without memory`, () => {
    BackendMessage.parseMany(SMALL);
    exhaustMemory();
    const before = instances();
    assert.throws(() => BackendMessage[method](LARGE), stopped);
    worksAsBefore();
    assert.equal(instances(), before + 1);
  });
}

test("the diagnosis of a value without memory", () => {
  BackendMessage.parseMany(SMALL);
  exhaustMemory();
  const manyIssues = { id: "i", toolCalls: Array.from({ length: 10_000 }, () => ({ id: 1, ["x".repeat(500)]: 1 })) };
  assert.throws(() => BackendMessage.from(manyIssues, { maxIssues: Infinity, unknownKeys: "reject" }), stopped);
  worksAsBefore();
});

test("the new instance has memory of its own", () => {
  assert.equal(BackendMessage.parse(LARGE).userInput.length, 2 ** 23);
});

test("a stack that ends within the wasm, wherever that is", () => {
  const before = instances();
  for (let frame = 0; frame < 200; frame++) {
    const dive = (...padding) => {
      BackendMessage.parseMany(SMALL);
      dive(...padding);
    };
    assert.throws(() => dive(...new Array(frame).fill(0)), (error) => error instanceof RangeError || stopped(error));
    worksAsBefore();
  }
  assert.ok(instances() > before, "none was within the wasm");
});
