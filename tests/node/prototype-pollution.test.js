// Whatever somebody put on the engine's prototypes, enumerable or not, results are plain data with properties of their own.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BackendMessage } from "backend-message";

const VALUE = {
  callbackResults: [{ callbackType: "sub_agent", success: true, toolCallId: "t", toolName: "Task" }],
  id: "m",
  role: "user",
  sessionId: "s",
  toolCalls: [{ finished: true, id: "t", input: "{}", name: "Bash", type: "" }],
  userInput: "hi",
};
const TEXTS = Object.fromEntries(["wire", "camel", "snake"].map((naming) => [naming, BackendMessage.stringify(VALUE, { naming })]));

const NAMES = ["id", "sessionId", "session_id", "toolCalls", "tool_calls", "success", "callbackType", "callback_type", "isError"];
const DESCRIPTORS = {
  "a setter": { get: () => undefined, set: () => assert.fail("a setter was called") },
  "a read-only value": { value: undefined, writable: false },
  "a value": { value: "leaked", writable: true },
};

/** What a function gives while a prototype has a property more. */
function during(prototype, name, descriptor, call) {
  Object.defineProperty(prototype, name, { ...descriptor, configurable: true });
  try {
    return call();
  } finally {
    delete prototype[name];
  }
}

for (const [kind, descriptor] of Object.entries(DESCRIPTORS)) {
  test(`${kind} under a field's name on Object.prototype`, () => {
    for (const name of NAMES) {
      for (const enumerable of [false, true]) {
        const results = during(Object.prototype, name, { ...descriptor, enumerable }, () => [
          BackendMessage.parse(TEXTS.wire),
          BackendMessage.parseMany(`[${TEXTS.snake}]`)[0],
          BackendMessage.parse(TEXTS.camel, { unknownKeys: "keep" }),
          BackendMessage.from(VALUE),
          BackendMessage.from(JSON.parse(TEXTS.snake), { unknownKeys: "keep" }),
          ...Object.keys(TEXTS).map((naming) => BackendMessage.stringify(VALUE, { naming })),
        ]);
        const values = results.slice(0, 5);
        for (const value of values) {
          assert.deepStrictEqual(value, VALUE, name);
          assert.deepEqual(Object.keys(value), Object.keys(VALUE));
        }
        assert.deepEqual(results.slice(5), Object.values(TEXTS), name);
      }
    }
    assert.deepStrictEqual(BackendMessage.parse(TEXTS.wire), VALUE);
  });
}

test("toJSON on a prototype does not change what is written", () => {
  const toJSON = { value: () => "changed" };
  for (const prototype of [Object.prototype, Array.prototype]) {
    for (const naming of Object.keys(TEXTS)) {
      for (const enumerable of [false, true]) {
        const write = () => BackendMessage.stringify(VALUE, { naming });
        assert.equal(during(prototype, "toJSON", { ...toJSON, enumerable }, write), TEXTS[naming]);
        const writeList = () => BackendMessage.stringify([VALUE], { naming });
        assert.equal(during(prototype, "toJSON", { ...toJSON, enumerable }, writeList), `[${TEXTS[naming]}]`);
      }
    }
  }
});
