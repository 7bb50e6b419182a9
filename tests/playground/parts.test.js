// Parts of the page that are right or wrong apart from any browser: where records stand in a text, where items stand in a
// list, what is formatted, what a link carries, and the sums and rectangles of its numbers.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { BackendMessage } from "backend-message";
import { build } from "esbuild";
import fc from "fast-check";

import { record } from "../../demo/chat/record.js";
import { largeSample } from "../../www/large-sample.js";
import { messages, writeOne } from "../support/history.js";
import { Random } from "../support/random.js";

/** A module of the page, made JavaScript. */
async function load(path) {
  const entryPoints = [fileURLToPath(new URL(`../../www/src/${path}`, import.meta.url))];
  const { outputFiles } = await build({ entryPoints, bundle: true, format: "esm", write: false });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
}

const { Spans } = await load("reader/spans.ts");
const { Offsets } = await load("ui/offsets.ts");
const { RecordIndex } = await load("reader/record-index.ts");
const { series } = await load("reader/series.ts");
const { isEventStream } = await load("live/event-stream.ts");
const { format, isOneLine } = await load("editor/format.ts");
const { fragmentOf, textOf } = await load("sharing/link.ts");
const { squarify } = await load("numbers/squarify.ts");
const { dollars, duration } = await load("ui/format.ts");

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

test("the live sample is what the demo's agent tells", async () => {
  const { events, history } = await record();
  const sample = (name) => readFileSync(new URL(`../../www/src/samples/${name}`, import.meta.url), "utf8");
  assert.equal(sample("live.events.txt"), events, "node demo/chat/record.js writes it anew");
  assert.equal(sample("live.history.json"), history);
});

test("the large sample is valid, its ids are its own, and no callback lacks its call", () => {
  const list = BackendMessage.parseMany(gunzipSync(largeSample(3_000)));
  assert.equal(list.length, 3_000);
  const ids = list.flatMap(({ id, toolCalls = [] }) => [id, ...toolCalls.map((call) => call.id)]);
  assert.equal(new Set(ids).size, ids.length);
  const known = new Set(ids);
  for (const { callbackResults = [] } of list) for (const { toolCallId } of callbackResults) assert.ok(known.has(toolCallId), toolCallId);
  assert.ok(largeSample(100).equals(largeSample(100)), "the same in every build");
});

test("event streams are distinguished from histories", () => {
  for (const text of ["event: content\ndata: {}\n\n", "\ufeff: ping\n\ndata: {}\n\n", "id: 1\ndata: {}\n\n"]) assert.equal(isEventStream(text), true, text);
  for (const text of ["[]", '{"data": 1}', "", "data", "event: and nothing else"]) assert.equal(isEventStream(text), false, text);
});

test("formatting changes white space alone, and nothing where it cannot know what is in a string", () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      assert.equal(format(json, Infinity), JSON.stringify(JSON.parse(json), null, 2));
    }),
  );
  assert.equal(format('{"a":1.50e0,"a":9007199254740993,"b":[ ]}', Infinity), '{\n  "a": 1.50e0,\n  "a": 9007199254740993,\n  "b": []\n}');
  const cut = '{"a":"cut {"b":1}';
  assert.equal(format(cut, Infinity), cut);
});

test("a text that would get too long is left as it is, however deep it is", () => {
  const deep = "[".repeat(2_000) + "]".repeat(2_000);
  assert.equal(format(deep, 100_000), deep);
});

test("only what stands on one line is formatted", () => {
  const line = JSON.stringify({ text: "x".repeat(200) });
  assert.equal(isOneLine(` ${line}\n`), true);
  for (const text of [`${line}\n${line}`, "[]", "x".repeat(200)]) assert.equal(isOneLine(text), false);
});

test("a link carries any text, unless it is too long", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 500 }), async (text) => {
      assert.equal(await textOf(await fragmentOf(text)), text);
    }),
  );
  const random = new Random(1);
  const noise = Array.from({ length: 50_000 }, () => random.between(0, 36).toString(36)).join("");
  assert.equal((await fragmentOf(noise)) === undefined, true);
});

test("a link that was cut, or unpacks to more than the page can show, is damaged", async () => {
  const fragment = await fragmentOf("a text that is cut");
  await assert.rejects(textOf(fragment.slice(0, -6)), /damaged/);
  await assert.rejects(textOf(await fragmentOf("x".repeat(2_000_000))), /damaged/);
  await assert.rejects(textOf("#text=%"), /damaged/);
});

/** An index of messages that are nothing but their tokens. */
function indexOf(list) {
  const index = new RecordIndex();
  for (const fields of list) index.addMessage({ offset: 0, bytes: 0 }, { id: "", sessionId: "", role: "assistant", userInput: "", ...fields });
  return index;
}

test("tokens are counted once: what the cache has is not in the input and the output as well", () => {
  const { total } = series(indexOf([{ model: "a", inputTokens: 100, cacheCreationTokens: 30, outputTokens: 50, cacheReadTokens: 20 }]), 10);
  assert.deepEqual(total.parts, { cacheRead: 20, cacheWrite: 30, input: 70, output: 30 });
});

test("a model whose cache is larger than what should include it counts it apart, in all its messages", () => {
  const list = [
    { model: "apart", inputTokens: 5, cacheCreationTokens: 30, outputTokens: 7, cacheReadTokens: 900 },
    { model: "apart", inputTokens: 50, cacheCreationTokens: 10, outputTokens: 70, cacheReadTokens: 20 },
    { model: "within", inputTokens: 50, cacheCreationTokens: 10, outputTokens: 70, cacheReadTokens: 20 },
  ];
  const { models } = series(indexOf(list), 10);
  assert.deepEqual(models.map(({ model, parts }) => [model, parts]), [
    ["apart", { cacheRead: 920, cacheWrite: 40, input: 55, output: 77 }],
    ["within", { cacheRead: 20, cacheWrite: 10, input: 40, output: 50 }],
  ]);
});

test("a long history is gathered into bars of a round number of messages", () => {
  const { each, record, cost, parts } = series(indexOf(Array.from({ length: 329 }, (_, at) => ({ inputTokens: 1, cost: at === 7 ? 9 : 1 }))), 120);
  assert.equal(each, 5);
  assert.equal(record.length, 66);
  assert.equal(record[1], 7, "a bar leads to the message that costs most");
  assert.deepEqual([parts.input[0], parts.input[65], cost[65]], [5, 4, 337]);
});

test("the rectangles of a treemap fill it, each as large as its value", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 40 }), (values) => {
      values.sort((a, b) => b - a);
      const total = values.reduce((sum, value) => sum + value, 0);
      for (const [at, { x, y, width, height }] of squarify(values, 100, 44).entries()) {
        assert.ok(Math.abs(width * height - (values[at] / total) * 4400) < 1e-6);
        assert.ok(x >= -1e-9 && y >= -1e-9 && x + width <= 100 + 1e-9 && y + height <= 44 + 1e-9);
      }
    }),
  );
});

test("durations, down to what clocks can tell", () => {
  assert.deepEqual([0, 0.012, 0.25, 4.31, 250, 1_500].map(duration), ["< 1 ms", "12 µs", "0.25 ms", "4.3 ms", "250 ms", "1.5 s"]);
});

test("money as people write it", () => {
  assert.deepEqual([15610.5321, 12, 0.0435, 0.5, 0.00004, 0].map(dollars), ["$15,610.53", "$12.00", "$0.0435", "$0.50", "<$0.0001", "$0.00"]);
});
