// Two parts of the page that are right or wrong apart from any browser: where records stand in a text, and where items
// stand in a list.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import fc from "fast-check";

import { messages, writeOne } from "../support/history.js";

/** A module of the page, made JavaScript. */
async function load(path) {
  const entryPoints = [fileURLToPath(new URL(`../../www/src/${path}`, import.meta.url))];
  const { outputFiles } = await build({ entryPoints, bundle: true, format: "esm", write: false });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
}

const { Spans } = await load("reader/spans.ts");
const { Offsets } = await load("ui/offsets.ts");

const LIST = [
  ...messages({ seed: 2, messages: 6, text: "mixed", size: 0.05 }),
  { id: 'quotes " and \\ backslashes \\" {', role: "}", sessionId: "\\", userInput: "[{]}\\\\" },
];

test("records are found where they stand, however the text is cut", () => {
  const encoder = new TextEncoder();
  const texts = [`\ufeff [ ${LIST.map((message) => writeOne(message)).join(" , ")} ]\n`, LIST.map((message) => writeOne(message)).join("\n")];
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1 }), (text, sizes) => {
      const bytes = encoder.encode(text);
      const spans = new Spans();
      for (let at = 0, turn = 0; at < bytes.length; turn++) {
        const next = at + Math.max(sizes[turn % sizes.length], turn % sizes.length === 0 ? 1 : 0);
        spans.push(bytes.subarray(at, next));
        at = next;
      }
      for (const message of LIST) {
        const { offset, bytes: length } = spans.next();
        const source = new TextDecoder().decode(bytes.subarray(offset, offset + length));
        assert.deepEqual(JSON.parse(source).id, message.id);
        assert.equal(source, writeOne(message).trim());
      }
    }),
  );
});

test("what was rejected is passed over", () => {
  const spans = new Spans();
  const text = '[5, "{", {"a":1}, {"b":2}]';
  for (const byte of new TextEncoder().encode(text)) spans.push(Uint8Array.of(byte));
  spans.skipTo(text.indexOf(', {"a"'));
  assert.deepEqual(spans.next(), { offset: text.indexOf('{"a"'), bytes: 7 });
  spans.skipTo(text.indexOf("]"));
  assert.throws(() => spans.next(), /this is a bug/);
});

test("items of a list are found by their places, whatever heights they turn out to have", () => {
  const height = fc.integer({ min: 1, max: 500 });
  fc.assert(
    fc.property(fc.array(height, { minLength: 1 }), fc.array(fc.tuple(fc.nat(), height)), fc.nat(), (heights, changes, place) => {
      const offsets = new Offsets(heights);
      const known = [...heights];
      for (const [item, changed] of changes) {
        assert.equal(offsets.set(item % known.length, changed), changed - known[item % known.length]);
        known[item % known.length] = changed;
      }
      const starts = known.map((_, item) => known.slice(0, item).reduce((sum, each) => sum + each, 0));
      const total = known.reduce((sum, each) => sum + each, 0);
      assert.equal(offsets.total, total);
      assert.deepEqual(starts, known.map((_, item) => offsets.before(item)));
      const at = place % total;
      assert.equal(offsets.at(at), starts.findLastIndex((start) => start <= at));
    }),
  );
});
