// Unknown keys with escapes in them are read without JSON.parse, because of V8 14.6 (pkg-template/wasm/tape.js); they must
// come out as from JSON.parse all the same. Where that is wrong, in the newest Node, tests/runtimes tries the conformance
// texts as keys.

import assert from "node:assert/strict";
import { test } from "node:test";
import { CallbackResultData } from "backend-message";
import fc from "fast-check";

const FIELDS = '"callbackType":"sub_agent","success":true,"toolCallId":"","toolName":""';

const read = (members) => CallbackResultData.parse(`{${FIELDS},${members}}`, { unknownKeys: "keep" });

test("any value with escaped keys is read as JSON.parse reads it", () => {
  const key = fc.string({ unit: fc.constantFrom("\\", '"', ":", "\n", "\b", " ", "a", "é", "\u{1f600}", "{", "]", ",") });
  const value = fc.object({ key, values: [fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null)] });
  const space = fc.constantFrom("", " ", "\n\t");
  fc.assert(
    fc.property(key, value, space, (name, value, space) => {
      const members = `${JSON.stringify(`${name}\n`)}${space}:${space}${JSON.stringify(value, null, space)}`;
      const { callbackType, success, toolCallId, toolName, ...unknown } = read(members);
      assert.deepStrictEqual(unknown, JSON.parse(`{${members}}`));
    }),
    { numRuns: 3000 },
  );
});

test("keys that a prototype has, and twice the same key", () => {
  const members = String.raw`"a\u0062":{"__pro\u0074o__":1,"to\u0053tring":[],"x":1,"\u0078":2},"__proto_\u005f":{"y":null}`;
  const { callbackType, success, toolCallId, toolName, ...unknown } = read(members);
  assert.deepStrictEqual(unknown, JSON.parse(`{${members}}`));
  assert.deepEqual(Object.keys(unknown), ["ab", "__proto__"]);
});

test("a string of five million escapes behind such a key", () => {
  const unknown = read(String.raw`"\n":"${"\\n".repeat(5_000_000)}\\"`);
  assert.equal(unknown["\n"].length, 5_000_001);
});
