// The samples: real histories, in the three dialects.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { BackendMessage } from "backend-message";

import { readHistory } from "../support/sdk-rules.js";

const directory = new URL("../samples/", import.meta.url);
const names = readdirSync(directory)
  .filter((file) => file.endsWith(".wire.json"))
  .map((file) => file.replace(".wire.json", ""));
const bytesOf = (file) => readFileSync(new URL(file, directory));

assert.ok(names.length >= 3, "the samples are there");

for (const name of names) {
  const expected = readHistory(bytesOf(`${name}.wire.json`).toString("utf8"));

  for (const dialect of ["wire", "camel", "snake"]) {
    test(`${name}, ${dialect}: the values of JSON.parse and the verdicts of the SDK's rules`, () => {
      const bytes = bytesOf(`${name}.${dialect}.json`);
      for (const input of [bytes, bytes.toString("utf8")]) {
        const value = BackendMessage.parseMany(input);
        assert.deepStrictEqual(value, expected);
        // Equal in the order of keys as well.
        assert.equal(JSON.stringify(value), JSON.stringify(expected));
      }
    });
  }

  for (const naming of ["wire", "camel", "snake"]) {
    test(`${name}: written in ${naming} naming and read again`, () => {
      const text = BackendMessage.stringify(expected, { naming });
      assert.deepStrictEqual(BackendMessage.parseMany(text), expected);
      // What another writer wrote in that dialect has the same data.
      assert.deepStrictEqual(sorted(JSON.parse(text)), sorted(JSON.parse(bytesOf(`${name}.${naming}.json`))));
    });
  }
}

test("a file of one record a line", () => {
  const expected = readHistory(bytesOf("short.wire.json").toString("utf8"));
  assert.deepStrictEqual(BackendMessage.parseMany(bytesOf("short.wire.ndjson")), expected);
});

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]));
}
