// The memory of a wasm instance never shrinks, so the package releases the memory of a very large text by replacing the
// instance: after every method, whatever its result.

import assert from "node:assert/strict";
import { test } from "node:test";

import { wasmMemory } from "../support/wasm-memory.js";

const core = await import("backend-message");
const insight = await import("backend-message/insight");
const { BackendMessage, BackendMessageDecoderStream } = core;
const { audit, summarize } = insight;

const MIB = 2 ** 20;
const KEPT = 16 * MIB;
const LONG = "0123456789abcdé\n".repeat(1.25 * MIB);
const MESSAGE = { id: "i", role: "user", sessionId: "s", userInput: LONG };
const VALID = JSON.stringify(MESSAGE);
const INVALID = VALID.replace('"i"', "1");
const TEXTS = { "valid string": VALID, "invalid string": INVALID, "valid bytes": bytes(VALID), "invalid bytes": bytes(INVALID) };
/** A valid message with 20 MB of unknown keys, each of which is an issue. */
const VALUES = {
  "value with many issues": () => ({ ...MESSAGE, ...Object.fromEntries(Array.from({ length: 40_000 }, (_, index) => [`${"k".repeat(500)}${index}`, 1])) }),
};
const REJECT = { unknownKeys: "reject" };
/** Functions that never enter the wasm. */
const WITHOUT_WASM = ["is", "jsonSchema", "BackendMessageError", "ResponseError"];

/** For each method its calls, of texts or of values. The name of a call begins with that of the method. */
const CORE = {
  parse: (json) => BackendMessage.parse(json),
  safeParse: (json) => BackendMessage.safeParse(json),
  parseMany: (json) => BackendMessage.parseMany(json),
  safeParseMany: (json) => BackendMessage.safeParseMany(json),
  "parseMany, at a pointer": (json) => BackendMessage.parseMany(within(json), { at: "/messages" }),
  "parseMany, replacing": (json) => BackendMessage.parseMany(json, { malformedUnicode: "replace" }),
  backendMessageFromJSON: (json) => core.backendMessageFromJSON(json),
  toolCallDataFromJSON: (json) => core.toolCallDataFromJSON(json),
  callbackResultDataFromJSON: (json) => core.callbackResultDataFromJSON(json),
  salvage: (json) => BackendMessage.salvage(json),
  stream: (json) => drain(BackendMessage.stream(json)),
  "stream, salvaging": (json) => drain(BackendMessage.stream([json], { onInvalid: "salvage" })),
  BackendMessageDecoderStream: (json) => drain(new Blob([json]).stream().pipeThrough(new BackendMessageDecoderStream())),
};
const CORE_OF_VALUES = {
  from: (value) => BackendMessage.from(value, REJECT),
  safeFrom: (value) => BackendMessage.safeFrom(value, REJECT),
  fromMany: (value) => BackendMessage.fromMany([value], REJECT),
  safeFromMany: (value) => BackendMessage.safeFromMany([value], REJECT),
  stringify: (value) => BackendMessage.stringify({ ...value, id: 1 }),
};
const INSIGHT = {
  summarize: (json) => summarize(json),
  "summarize, salvaging": (json) => summarize(json, { onInvalid: "salvage" }),
  "summarize, in pieces": (json) => summarize([json]),
  audit: (json) => audit(json),
};
const INSIGHT_OF_VALUES = {
  "summarize, of messages": (value) => summarize([value, value]),
  "audit, of messages": (value) => audit([value]),
};

for (const [methods, inputs, own] of [
  [CORE, TEXTS, "check_events"],
  [CORE_OF_VALUES, VALUES, "check_events"],
  [INSIGHT, TEXTS, "findings"],
  [INSIGHT_OF_VALUES, VALUES, "findings"],
]) {
  for (const [name, method] of Object.entries(methods)) {
    for (const [kind, input] of Object.entries(inputs)) {
      test(`${name}, ${kind}`, async () => {
        try {
          await method(typeof input === "function" ? input() : input);
        } catch (error) {
          assert.equal(error.name, "BackendMessageError");
        }
        assert.ok(wasmMemory(own) <= KEPT, `${wasmMemory(own)} bytes are kept`);
      });
    }
  }
}

test("the table has every method", () => {
  const listed = [CORE, CORE_OF_VALUES, INSIGHT, INSIGHT_OF_VALUES].flatMap(Object.keys).map((name) => name.split(",")[0]);
  const known = new Set([...listed, ...WITHOUT_WASM]);
  const exported = [core, insight, BackendMessage].flatMap(Object.entries);
  const missing = exported.filter(([name, value]) => typeof value === "function" && !known.has(name)).map(([name]) => name);
  assert.deepEqual(missing, []);
});

function bytes(text) {
  return new TextEncoder().encode(text);
}

/** The text as the only element of a list in an object. */
function within(json) {
  return typeof json === "string" ? `{"messages":[${json}]}` : Buffer.concat([bytes('{"messages":['), json, bytes("]}")]);
}

async function drain(source) {
  for await (const _ of source);
}
