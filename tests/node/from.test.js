// Values that are JavaScript objects already: `from` follows the rules for text, `is` says whether a value has the type.
// Single values stand in tests/cases/from-values.js; here is what holds for all.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BackendMessage } from "backend-message";
import fc from "fast-check";

import { history, messages } from "../support/history.js";
import { camel } from "../support/sdk-rules.js";

const VALUE = messages({ seed: 3, messages: 40, size: 0.1 }).find((message) => message.toolCalls);
const codes = (result) => result.error?.issues.map((issue) => `${issue.code} ${issue.pointer}`) ?? [];

test("from reads JSON.parse's result as parseMany reads the text", () => {
  for (let seed = 1; seed <= 300; seed++) {
    for (const dialect of ["wire", "camel", "snake"]) {
      const json = history({ seed, messages: 3, text: "mixed", dialect, size: 0.1 });
      const values = JSON.parse(json).map((value) => BackendMessage.from(value));
      assert.deepStrictEqual(values, BackendMessage.parseMany(json));
    }
  }
});

test("from returns a copy", () => {
  const before = structuredClone(VALUE);
  const value = BackendMessage.from(VALUE);
  assert.notEqual(value, VALUE);
  assert.notEqual(value.toolCalls, VALUE.toolCalls);
  assert.notEqual(value.toolCalls[0], VALUE.toolCalls[0]);
  value.toolCalls[0].input = "changed";
  assert.deepStrictEqual(VALUE, before);
});

test("a root that is not a record", () => {
  for (const value of [null, undefined, 5, "text", true, [], [VALUE], 5n, Symbol("s"), () => VALUE, new Date()]) {
    const result = BackendMessage.safeFrom(value);
    assert.equal(result.ok, false);
    assert.deepEqual(result.error.issues[0].path, []);
  }
});

test("a sparse million", () => {
  const sparse = [];
  sparse.length = 1_000_000;
  const { error } = BackendMessage.safeFrom({ ...VALUE, toolCalls: sparse });
  assert.equal(error.issues.length, 100);
});

test("is is sound: every value that passes has the type by the SDK's rules, and it never throws", () => {
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

test("every value that parse returns has the type", () => {
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
