// Values that are JavaScript objects already: `from` follows the rules for text, `is` says whether a value has the type.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BackendMessage, CallbackResultData, ToolCallData } from "backend-message";
import fc from "fast-check";

import { history, messages } from "../support/history.js";
import { camel } from "../support/sdk-rules.js";

const VALUE = messages({ seed: 3, messages: 40, size: 0.1 }).find((message) => message.toolCalls);
const codes = (result) => result.error?.issues.map((issue) => `${issue.code} ${issue.pointer}`) ?? [];

test("from reads what JSON.parse gives as parseMany reads the text", () => {
  for (let seed = 1; seed <= 300; seed++) {
    for (const dialect of ["wire", "camel", "snake"]) {
      const json = history({ seed, messages: 3, text: "mixed", dialect, size: 0.1 });
      const values = JSON.parse(json).map((value) => BackendMessage.from(value));
      assert.deepStrictEqual(values, BackendMessage.parseMany(json));
    }
  }
});

test("from gives a value of its own", () => {
  const before = structuredClone(VALUE);
  const value = BackendMessage.from(VALUE);
  assert.notEqual(value, VALUE);
  assert.notEqual(value.toolCalls, VALUE.toolCalls);
  assert.notEqual(value.toolCalls[0], VALUE.toolCalls[0]);
  value.toolCalls[0].input = "changed";
  assert.deepStrictEqual(VALUE, before);
});

test("undefined and null are absent", () => {
  const { id, role, sessionId, userInput } = VALUE;
  const expected = { id, role, sessionId, userInput };
  assert.deepStrictEqual(BackendMessage.from({ ...expected, cost: undefined, model: null }), expected);
  assert.deepEqual(codes(BackendMessage.safeFrom({ ...expected, role: undefined, id: null })).sort(), ["missing_field /id", "missing_field /role"]);
});

test("what is no data is an issue that names it", () => {
  const cyclic = { ...VALUE };
  cyclic.toolCalls = [cyclic];
  class Message {}
  const throwing = { ...VALUE, get model() { throw new Error("no"); } };
  const refused = {
    bigint: { ...VALUE, inputTokens: 5n },
    function: { ...VALUE, model: () => "m" },
    symbol: { ...VALUE, model: Symbol("m") },
    "class instance": { ...VALUE, toolCalls: [Object.assign(new Message(), VALUE.toolCalls[0])] },
    date: { ...VALUE, model: new Date(0) },
    map: { ...VALUE, toolCalls: new Map() },
    boxed: { ...VALUE, model: new String("m") },
    cycle: cyclic,
    "throwing getter": throwing,
  };
  for (const [name, value] of Object.entries(refused)) {
    const result = BackendMessage.safeFrom(value);
    assert.equal(result.ok, false, name);
    assert.ok(result.error.issues.some((issue) => issue.code === "invalid_type"), `${name}: ${codes(result)}`);
    assert.ok(result.error.issues.every((issue) => issue.offset === undefined && issue.line === undefined), name);
  }
});

test("a root that is no record", () => {
  for (const value of [null, undefined, 5, "text", true, [], [VALUE], 5n, Symbol("s"), () => VALUE, new Date()]) {
    const result = BackendMessage.safeFrom(value);
    assert.equal(result.ok, false);
    assert.deepEqual(result.error.issues[0].path, []);
  }
});

test("numbers", () => {
  const withTokens = (inputTokens) => codes(BackendMessage.safeFrom({ ...VALUE, inputTokens }));
  assert.deepEqual(withTokens(NaN), ["number_out_of_range /inputTokens"]);
  assert.deepEqual(withTokens(-Infinity), ["number_out_of_range /inputTokens"]);
  assert.deepEqual(withTokens(1.5), ["not_integer /inputTokens"]);
  assert.deepEqual(withTokens(2 ** 53), ["unsafe_integer /inputTokens"]);
  assert.deepEqual(withTokens(2 ** 53 - 1), []);
  assert.ok(Object.is(BackendMessage.from({ ...VALUE, inputTokens: -0 }).inputTokens, -0));
});

test("own enumerable properties only, and no prototype is touched", () => {
  const { id, ...rest } = VALUE;
  assert.deepEqual(codes(BackendMessage.safeFrom(Object.defineProperty({ ...rest }, "id", { value: id }))), ["missing_field /id"]);
  const inherited = BackendMessage.safeFrom(Object.setPrototypeOf({ ...rest }, { id }));
  assert.equal(inherited.ok, false);
  assert.deepStrictEqual(BackendMessage.from(Object.assign(Object.create(null), VALUE)), VALUE);
  const target = JSON.parse(JSON.stringify(VALUE).replace("{", '{"__proto__":{"polluted":true},'));
  assert.deepEqual(codes(BackendMessage.safeFrom(target, { unknownKeys: "reject" })), ["unknown_key /__proto__"]);
  const kept = BackendMessage.from(target, { unknownKeys: "keep" });
  assert.equal(Object.getPrototypeOf(kept), Object.prototype);
  assert.deepStrictEqual(Object.getOwnPropertyDescriptor(kept, "__proto__").value, { polluted: true });
  assert.equal({}.polluted, undefined);
});

test("both names of a field are a duplicate", () => {
  assert.deepEqual(codes(BackendMessage.safeFrom({ ...VALUE, session_id: "s" })), ["duplicate_key /session_id"]);
});

test("an array with holes, a sparse million, or extra properties", () => {
  assert.equal(BackendMessage.safeFrom({ ...VALUE, toolCalls: [, VALUE.toolCalls[0]] }).ok, false);
  const sparse = [];
  sparse.length = 1_000_000;
  const { error } = BackendMessage.safeFrom({ ...VALUE, toolCalls: sparse });
  assert.equal(error.issues.length, 100);
});

test("lone surrogates and depth", () => {
  assert.deepEqual(codes(BackendMessage.safeFrom({ ...VALUE, model: "a\ud800" })), ["lone_surrogate /model"]);
  let deep = 0;
  for (let depth = 0; depth < 127; depth++) deep = [deep];
  assert.equal(BackendMessage.safeFrom({ ...VALUE, x: deep }).ok, true);
  assert.equal(BackendMessage.safeFrom({ ...VALUE, x: [deep] }).error.issues[0].code, "too_deep");
  for (let depth = 0; depth < 100_000; depth++) deep = [deep];
  assert.equal(BackendMessage.safeFrom({ ...VALUE, x: deep }).error.issues[0].code, "too_deep");
});

test("is: only what has the type as it stands", () => {
  assert.equal(BackendMessage.is(VALUE), true);
  assert.equal(ToolCallData.is(VALUE.toolCalls[0]), true);
  assert.equal(BackendMessage.is({ ...VALUE, more: 1n }), true);
  const not = [
    null, undefined, 0, "", [], {}, () => VALUE,
    { ...VALUE, cost: null }, { ...VALUE, cost: "1" }, { ...VALUE, cost: NaN }, { ...VALUE, inputTokens: 1.5 },
    { ...VALUE, toolCalls: [null] }, { ...VALUE, toolCalls: {} }, { ...VALUE, role: undefined },
  ];
  for (const value of not) assert.equal(BackendMessage.is(value), false);
  assert.equal(CallbackResultData.is({ callbackType: "other", success: true, toolCallId: "", toolName: "" }), false);
  assert.equal(CallbackResultData.is({ callbackType: "sub_agent", success: true, toolCallId: "", toolName: "" }), true);
  assert.equal(CallbackResultData.is({ callback_type: "sub_agent", success: true, tool_call_id: "", tool_name: "" }), false);
});

test("is is sound: whatever passes has the type by the SDK's rules, and never throws", () => {
  const field = fc.oneof(
    fc.constantFrom(undefined, null, "", "bash_script", 0, 1.5, -0, NaN, Infinity, 2 ** 53, true, [], {}, [null], 5n),
    fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true }),
    fc.constant([VALUE.toolCalls[0]]),
  );
  const value = fc.oneof(
    fc.anything(),
    fc.record({ key: fc.constantFrom(...Object.keys(camel.BackendMessage.shape), "x"), field }).map(({ key, field }) => ({ ...VALUE, [key]: field })),
  );
  const sound = fc.property(value, (candidate) => {
    const says = BackendMessage.is(candidate);
    assert.equal(typeof says, "boolean");
    if (says) assert.ok(camel.BackendMessage.safeParse(candidate).success);
    if (says) assert.ok(BackendMessage.safeFrom(candidate).ok || hasUnknown(candidate));
  });
  fc.assert(sound, { seed: 42, numRuns: 5000 });
});

/** `is` lets other keys be, whatever they hold; `from` looks at them. */
const hasUnknown = (value) => Object.keys(value).some((key) => !(key in camel.BackendMessage.shape));

test("every value that parse gives is of the type", () => {
  for (const message of messages({ seed: 9, messages: 300, text: "cjk", size: 0.1 })) {
    assert.equal(BackendMessage.is(BackendMessage.parse(JSON.stringify(message))), true);
  }
});

test("from agrees with the text of the same value", () => {
  const property = fc.property(
    fc.constantFrom(...Object.keys(camel.BackendMessage.shape), "session_id", "x"),
    fc.jsonValue({ maxDepth: 4 }),
    fc.constantFrom("strip", "keep", "reject"),
    (key, json, unknownKeys) => {
      const value = { ...VALUE, [key]: json };
      const byText = BackendMessage.safeParse(JSON.stringify(value), { unknownKeys });
      const byValue = BackendMessage.safeFrom(value, { unknownKeys });
      assert.equal(byValue.ok, byText.ok);
      if (byText.ok) {
        // Text has no -0 of its own making: JSON.stringify writes it as 0.
        assert.equal(JSON.stringify(byValue.value), JSON.stringify(byText.value));
      } else {
        assert.deepEqual(codes(byValue), codes(byText));
      }
    },
  );
  fc.assert(property, { seed: 43, numRuns: 5000 });
});
