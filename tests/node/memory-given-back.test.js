// The memory of a wasm instance never shrinks, so the package releases the memory of a very large text by replacing the
// instance: after every method, whatever its result.

import assert from "node:assert/strict";
import { test } from "node:test";

import { wasmMemory } from "../support/wasm-memory.js";

const { BackendMessage } = await import("backend-message");
const { audit, summarize } = await import("backend-message/insight");

const MIB = 2 ** 20;
const KEPT = 16 * MIB;
const LONG = "0123456789abcdé\n".repeat(2 * MIB);
const MESSAGE = { id: "i", role: "user", sessionId: "s", userInput: LONG };
const VALID = JSON.stringify(MESSAGE);
const INVALID = VALID.replace('"i"', "1");
const bytes = (text) => new TextEncoder().encode(text);
/** The text as the only element of a list in an object. */
const within = (json) =>
  typeof json === "string" ? `{"messages":[${json}]}` : Buffer.concat([bytes('{"messages":['), json, bytes("]}")]);
const drain = async (source) => {
  for await (const _ of source);
};

const CORE = {
  parse: (json) => BackendMessage.parse(json),
  safeParse: (json) => BackendMessage.safeParse(json),
  parseMany: (json) => BackendMessage.parseMany(json),
  safeParseMany: (json) => BackendMessage.safeParseMany(json),
  "parseMany, at a pointer": (json) => BackendMessage.parseMany(within(json), { at: "/messages" }),
  "parseMany, replacing": (json) => BackendMessage.parseMany(json, { malformedUnicode: "replace" }),
  salvage: (json) => BackendMessage.salvage(json),
  stream: (json) => drain(BackendMessage.stream(json)),
  "stream, salvaging": (json) => drain(BackendMessage.stream([json], { onInvalid: "salvage" })),
};
const INSIGHT = {
  summarize: (json) => summarize(json),
  "summarize, salvaging": (json) => summarize(json, { onInvalid: "salvage" }),
  "summarize, in pieces": (json) => summarize([json]),
  audit: (json) => audit(json),
};

for (const [methods, own] of [[CORE, "check_events"], [INSIGHT, "findings"]]) {
  for (const [name, method] of Object.entries(methods)) {
    for (const [kind, text] of Object.entries({ valid: VALID, invalid: INVALID })) {
      for (const input of [text, bytes(text)]) {
        test(`${name}, ${kind} ${typeof input === "string" ? "string" : "bytes"}`, async () => {
          try {
            await method(input);
          } catch (error) {
            assert.equal(error.name, "BackendMessageError");
          }
          assert.ok(wasmMemory(own) <= KEPT, `${wasmMemory(own)} bytes are kept`);
        });
      }
    }
  }
}

const BY_VALUE = {
  safeFrom: (value, options) => BackendMessage.safeFrom(value, options),
  safeFromMany: (value, options) => BackendMessage.safeFromMany([value], options),
};

for (const [name, method] of Object.entries(BY_VALUE)) {
  test(`${name}, the issues of a large value`, () => {
    const keys = Object.fromEntries(Array.from({ length: 40_000 }, (_, index) => [`${"k".repeat(500)}${index}`, 1]));
    const { error } = method({ ...MESSAGE, ...keys }, { unknownKeys: "reject" });
    assert.ok(error.truncated);
    assert.ok(wasmMemory() <= KEPT, `${wasmMemory()} bytes are kept`);
  });
}

test("what a large message of a list was written as", () => {
  assert.equal(summarize([MESSAGE, MESSAGE]).messages, 2);
  assert.deepEqual(audit([MESSAGE]), []);
  assert.ok(wasmMemory("findings") <= KEPT);
});
