// Names made to hurt: those that engines treat specially, those that nearly are fields, and very many of one shape.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BackendMessage, CallbackResultData, ToolCallData } from "backend-message";

import { SHAPES, SPECIAL } from "../support/names.js";

const RECORDS = [
  [BackendMessage, '"id":"i","role":"user","sessionId":"s","userInput":"u"'],
  [ToolCallData, '"finished":true,"id":"i","input":"","name":"n","type":"t"'],
  [CallbackResultData, '"callbackType":"sub_agent","success":true,"toolCallId":"i","toolName":"n"'],
];
const VALUES = ["1", "null", '"text"', '{"polluted":true}', '{"__proto__":{"polluted":true}}', '["a"]'];

const encode = (text) => new TextEncoder().encode(text);
const own = (object, key) => Object.getOwnPropertyDescriptor(object, key)?.value;
const before = Reflect.ownKeys(Object.prototype).join(String);

function unharmed(record) {
  assert.equal(Object.getPrototypeOf(record), Object.prototype);
  assert.equal({}.polluted, undefined);
  assert.equal(Reflect.ownKeys(Object.prototype).join(String), before);
}

test("names that engines treat specially are unknown keys like others, under every unknownKeys", () => {
  for (const [codec, fields] of RECORDS) {
    const plain = codec.parse(`{${fields}}`);
    for (const name of SPECIAL) {
      for (const value of VALUES) {
        for (const text of [`{${fields},"${name}":${value}}`, `{"${name}":${value},${fields}}`]) {
          for (const input of [text, encode(text)]) {
            const stripped = codec.parse(input);
            assert.deepStrictEqual(stripped, plain);
            unharmed(stripped);

            const kept = codec.parse(input, { unknownKeys: "keep" });
            assert.deepStrictEqual(own(kept, name), own(JSON.parse(text), name));
            assert.equal(Reflect.ownKeys(kept).length, Reflect.ownKeys(plain).length + 1);
            unharmed(kept);
            const again = codec.parse(codec.stringify(kept), { unknownKeys: "keep" });
            assert.deepStrictEqual(own(again, name), own(kept, name));
            unharmed(again);

            const { error } = codec.safeParse(input, { unknownKeys: "reject" });
            assert.deepEqual(error.issues.map(({ code, pointer }) => `${code} ${pointer}`), [`unknown_key /${name}`]);
          }
        }
      }
    }
    unharmed(plain);
  }
});

test("the same of values that are objects already", () => {
  for (const [codec, fields] of RECORDS) {
    for (const name of SPECIAL) {
      for (const value of VALUES) {
        const given = JSON.parse(`{${fields},"${name}":${value}}`);
        assert.deepStrictEqual(Reflect.ownKeys(codec.from(given)), Reflect.ownKeys(codec.parse(`{${fields}}`)));
        const kept = codec.from(given, { unknownKeys: "keep" });
        assert.deepStrictEqual(own(kept, name), own(given, name));
        unharmed(kept);
        const { error } = codec.safeFrom(given, { unknownKeys: "reject" });
        assert.deepEqual(error.issues.map(({ code, pointer }) => `${code} ${pointer}`), [`unknown_key /${name}`]);
      }
    }
  }
});

test("a name that differs from a field's in one character is unknown", () => {
  for (const [codec, fields] of RECORDS) {
    const properties = Object.keys(codec.jsonSchema.properties);
    const known = new Set(properties.flatMap((name) => [name, name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)]));
    const near = new Set();
    for (const name of known) {
      for (let at = 0; at <= name.length; at++) {
        const [head, tail] = [name.slice(0, at), name.slice(at)];
        for (const other of ["_", "A", "z", "0", " ", "\u0001", "\u007f", "é", String.fromCharCode((name.charCodeAt(at) || 0) ^ 1)]) {
          near.add(head + other + tail).add(head + other + tail.slice(1));
        }
        near.add(head + tail.slice(1)).add(head + tail.charAt(0).toUpperCase() + tail.slice(1)).add(head).add(tail);
      }
      near.add(`${name}\u0000`).add(name + name).add([...name].reverse().join(""));
    }
    const names = [...near].filter((name) => !known.has(name) && name.isWellFormed());
    assert.ok(names.length > 500);
    for (const chunk of chunks(names, 50)) {
      const unknown = chunk.map((name) => `${JSON.stringify(name)}:[]`).join();
      const { error } = codec.safeParse(`{${fields},${unknown}}`, { unknownKeys: "reject" });
      assert.deepEqual(error.issues.map(({ code, path }) => [code, ...path]), chunk.map((name) => ["unknown_key", name]));
      const kept = codec.parse(`{${fields},${unknown}}`, { unknownKeys: "keep" });
      for (const name of chunk) assert.deepStrictEqual(own(kept, name), [], name);
    }
  }
});

const chunks = (list, size) => Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));

test("unknown keys of every size around the blocks, pieces and windows of the reader", () => {
  const sizes = [...Array(140).keys()];
  for (const edge of [2 ** 12, 2 ** 14, 48 * 1024, 2 ** 16, 2 ** 18, 2 ** 20]) for (let near = -3; near <= 3; near++) sizes.push(edge + near);
  for (const size of sizes) {
    for (const letter of size < 1000 ? ["k", "é", "漢", "\\n"] : ["k", "漢"]) {
      const text = `{"id":"i","${letter.repeat(size)}":{"x":1},"role":"user","sessionId":"s","userInput":"u"}`;
      for (const input of [text, encode(text)]) {
        const kept = BackendMessage.parse(input, { unknownKeys: "keep" });
        assert.deepStrictEqual(own(kept, JSON.parse(`"${letter.repeat(size)}"`)), { x: 1 }, `${size} times ${letter}`);
        const [issue] = BackendMessage.safeParse(input, { unknownKeys: "reject" }).error.issues;
        assert.equal(issue.code, "unknown_key");
        assert.equal(issue.offset, 10);
      }
    }
  }
});

// Of work that grew with the square of their number there would be no end: no time is asserted.
test("300,000 names of one shape, in a record and within an unknown value", () => {
  for (const [shape, make] of Object.entries(SHAPES)) {
    const names = Array.from({ length: 300_000 }, (_, index) => make(index));
    const entries = names.map((name) => `"${name}":0`).join();
    const inRecord = encode(`{"id":"i","role":"user","sessionId":"s",${entries},"userInput":"u"}`);
    assert.equal(Object.keys(BackendMessage.parse(inRecord)).length, 4, shape);
    assert.equal(Object.keys(BackendMessage.parse(inRecord, { unknownKeys: "keep" })).length, 300_004, shape);
    const { error } = BackendMessage.safeParse(inRecord, { unknownKeys: "reject" });
    assert.deepEqual([error.issues.length, error.truncated], [100, true], shape);
    const within = encode(`{"id":"i","role":"user","sessionId":"s","x":{${entries}},"userInput":"u"}`);
    assert.equal(Object.keys(BackendMessage.parse(within, { unknownKeys: "keep" }).x).length, 300_000, shape);
  }
});
