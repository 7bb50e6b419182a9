// After any error, ten thousand times over, the module still parses, and its memory has not grown.

import assert from "node:assert/strict";
import { test } from "node:test";

import { messages, write } from "../support/history.js";
import { wasmMemory } from "../support/wasm-memory.js";

const { BackendMessage, BackendMessageError } = await import("backend-message");

const VALUES = messages({ seed: 11, messages: 5, text: "mixed", size: 0.2 });
const GOOD = write(VALUES);
const BYTES = new TextEncoder().encode(GOOD);

const cyclic = {};
cyclic.id = cyclic;

const HARM = {
  "a syntax error": () => BackendMessage.parse("{]"),
  "the end of the text": () => BackendMessage.parseMany(BYTES.subarray(0, BYTES.length - 5)),
  "bad UTF-8": () => BackendMessage.parse(Uint8Array.of(0x7b, 0x22, 0xff)),
  "a lone surrogate": () => BackendMessage.parse('{"id":"\ud800"}'),
  "deep nesting": () => BackendMessage.parse('{"x":' + "[".repeat(1000)),
  "wrong shapes": () => BackendMessage.parseMany('[{"id":1,"toolCalls":[{"finished":"yes"}]},7]'),
  "many issues": () => BackendMessage.parseMany("[" + "{},".repeat(50) + "{}]"),
  "trailing data": () => BackendMessage.parse(GOOD),
  "an unknown key": () => BackendMessage.parse('{"x":1}', { unknownKeys: "reject" }),
  "a wrong value": () => BackendMessage.from({ id: 1n, role: Symbol("role") }),
  "a cycle": () => BackendMessage.from(cyclic),
  "a throwing getter": () => BackendMessage.from({ get id() { throw new Error("no"); } }),
  "a wrong argument": () => BackendMessage.parse(42),
};

test("ten thousand errors leave no trace", () => {
  const harms = Object.entries(HARM);
  const round = () => {
    for (const [name, harm] of harms) {
      assert.throws(harm, (error) => error instanceof BackendMessageError || error instanceof TypeError, name);
    }
    assert.deepStrictEqual(BackendMessage.parseMany(BYTES), VALUES);
  };
  for (let warm = 0; warm < 10; warm++) round();
  const before = wasmMemory();
  for (let count = 0; count < 10_000; count += harms.length) round();
  assert.equal(wasmMemory(), before);
});

for (const [name, harm] of Object.entries(HARM)) {
  test(`ten thousand times ${name}`, () => {
    for (let warm = 0; warm < 10; warm++) assert.throws(harm);
    const before = wasmMemory();
    for (let count = 0; count < 10_000; count++) {
      try {
        harm();
      } catch {
        continue;
      }
      assert.fail("no error");
    }
    assert.equal(wasmMemory(), before);
    assert.deepStrictEqual(BackendMessage.parseMany(GOOD), VALUES);
  });
}

test("a getter that uses the package while the package reads it", () => {
  const value = { ...VALUES[0] };
  Object.defineProperty(value, "userInput", {
    enumerable: true,
    get: () => BackendMessage.parseMany(GOOD)[1].userInput,
  });
  assert.equal(BackendMessage.from(value).userInput, VALUES[1].userInput);
});
