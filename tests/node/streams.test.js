// Streams: wherever the text is cut, the same records and the same issues.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BackendMessage, BackendMessageDecoderStream, BackendMessageError, ToolCallData } from "backend-message";

import { textCases } from "../support/cases.js";
import { history, messages } from "../support/history.js";
import { collect, cut } from "../support/pieces.js";
import { Random } from "../support/random.js";

const encoder = new TextEncoder();
const OPTIONS = { seed: 21, messages: 40, text: "mixed", size: 0.5 };
const VALUES = messages(OPTIONS);
const TEXT = history(OPTIONS);
const BYTES = encoder.encode(TEXT);

/** What can be compared of records of `onInvalid: "salvage"`. */
const plain = (records) =>
  records.map((record) => (record.ok ? record : { ...record, error: undefined, message: record.error.message.split("\n")[0] }));

const salvageStream = (source) => collect(BackendMessage.stream(source, { onInvalid: "salvage" }));

test("every case of the table, at every split, as bytes and as strings", async () => {
  let count = 0;
  for (const { cases } of textCases) {
    for (const { name, input, options } of cases) {
      if (typeof input !== "string" || input.length > 200) continue;
      const read = async (pieces) =>
        plain(await collect(BackendMessage.stream(pieces, { ...options, onInvalid: "salvage" })));
      const whole = await read(input);
      const { messages: good, rejected } = BackendMessage.salvage(input, options);
      assert.deepStrictEqual(whole.filter(({ ok }) => ok).map(({ value }) => value), good, name);
      assert.deepStrictEqual(whole.filter(({ ok }) => !ok), plain(rejected), name);
      for (let split = 1; split < input.length; split++) {
        assert.deepStrictEqual(await read([input.slice(0, split), input.slice(split)]), whole, `${name}, split at ${split}`);
      }
      if (input.isWellFormed?.() !== false) {
        const bytes = encoder.encode(input);
        assert.deepStrictEqual(await read(cut(bytes, 1)), whole, `${name}, byte by byte`);
      }
      count++;
    }
  }
  assert.ok(count > 700, `${count} cases`);
});

test("random splits of a history", async () => {
  const random = new Random(7);
  for (let round = 0; round < 30; round++) {
    const pieces = [];
    for (let start = 0; start < BYTES.length; ) {
      const size = Math.ceil(random.next() ** 4 * 20_000) + 1;
      pieces.push(BYTES.subarray(start, start + size));
      start += size;
    }
    assert.deepStrictEqual(await collect(BackendMessage.stream(pieces)), VALUES);
  }
});

test("a file's growing lines: each record comes with its last byte", async () => {
  let push;
  const pieces = new ReadableStream({ start: (controller) => void (push = (text) => controller.enqueue(encoder.encode(text))) });
  const stream = BackendMessage.stream(pieces);
  for (const [index, line] of TEXT.slice(0, 1).repeat(3).split("").entries()) {
    assert.equal(line, "[");
    const json = BackendMessage.stringify(VALUES[index]);
    push(json.slice(0, -1));
    const next = stream.next();
    assert.equal(await Promise.race([next, new Promise((resolve) => setImmediate(resolve, "waits"))]), "waits");
    push("}");
    assert.deepStrictEqual((await next).value, VALUES[index]);
  }
  await stream.return();
});

test("streams interleave, with each other and with other calls", async () => {
  const first = BackendMessage.stream(cut(BYTES, 700));
  const second = BackendMessage.stream(cut(TEXT, 333), { onInvalid: "salvage" });
  const found = [[], []];
  for (let index = 0; index < VALUES.length; index++) {
    found[0].push((await first.next()).value);
    BackendMessage.safeParseMany('[{"id":1},{');
    found[1].push((await second.next()).value.value);
    ToolCallData.safeParse("{");
  }
  assert.equal((await first.next()).done, true);
  assert.equal((await second.next()).done, true);
  assert.deepStrictEqual(found, [VALUES, VALUES]);
});

test("the first invalid record ends it, after all valid ones, with its position in the whole text", async () => {
  const lines = `${BackendMessage.stringify(VALUES[0])}\n${BackendMessage.stringify(VALUES[1])}\n{"id":5}\n`;
  const found = [];
  const error = await assert.rejects(async () => {
    for await (const message of BackendMessage.stream(cut(lines, 10))) found.push(message);
  }, (error) => {
    assert.ok(error instanceof BackendMessageError);
    assert.equal(error.issues.at(-1).line, 3);
    assert.equal(error.issues.at(-1).pointer, "/2/id");
    assert.match(error.pretty(), /^3:1 \/2\/role/);
    return true;
  });
  assert.equal(error, undefined);
  assert.equal(found.length, 2);
});

test("salvage gives rejected records in their places", async () => {
  const lines = ['{"id":"x","role":1}', BackendMessage.stringify(VALUES[0]), '{"id":"y', BackendMessage.stringify(VALUES[1])];
  const records = await salvageStream(cut(lines.join("\n"), 13));
  assert.deepStrictEqual(records.map(({ ok, index }) => [ok, index]), [[false, 0], [true, 1], [false, 2], [true, 3]]);
  assert.deepStrictEqual(records.map(({ id }) => id), ["x", undefined, undefined, undefined]);
  assert.equal(records[2].source, '{"id":"y');
  assert.equal(records[2].issues, records[2].error.issues);
  const [start, end] = [records[2].offset, records[2].offset + records[2].bytes];
  assert.equal(new TextDecoder().decode(encoder.encode(lines.join("\n")).subarray(start, end)), '{"id":"y');
});

test("progress reports what was read", async () => {
  const seen = [];
  const source = new Response(TEXT, { headers: { "content-length": String(BYTES.length) } });
  await collect(BackendMessage.stream(source, { onProgress: (progress) => seen.push(progress) }));
  assert.deepStrictEqual(seen.at(-1), { bytes: BYTES.length, total: BYTES.length, messages: VALUES.length, rejected: 0 });
  const compressed = new Response(TEXT, { headers: { "content-length": "5", "content-encoding": "gzip" } });
  await collect(BackendMessage.stream(compressed, { onProgress: (progress) => seen.push(progress) }));
  assert.deepStrictEqual(seen.at(-1), { bytes: BYTES.length, messages: VALUES.length, rejected: 0 });
});

test("a callback may read, too", async () => {
  const onProgress = () => assert.deepStrictEqual(BackendMessage.parseMany(BYTES), VALUES);
  assert.deepStrictEqual(await collect(BackendMessage.stream(cut(BYTES, 3000), { onProgress })), VALUES);
});

test("wrong arguments throw at once", () => {
  assert.throws(() => BackendMessage.stream(42), /expected JSON text, or a ReadableStream.*found a number/);
  assert.throws(() => BackendMessage.stream(Promise.resolve("")), /await it first/);
  assert.throws(() => BackendMessage.stream("", { onInvalid: "skip" }), /onInvalid is "throw" or "salvage", not "skip"/);
  assert.throws(() => BackendMessage.stream("", { onProgress: 1 }), /onProgress is a function/);
  assert.throws(() => BackendMessage.stream("", { signal: 1 }), /signal is an AbortSignal/);
  assert.throws(() => BackendMessage.stream("", { maxIssues: 0 }), RangeError);
  assert.throws(() => BackendMessage.salvage({}), /use from\(\)/);
  assert.throws(() => new BackendMessageDecoderStream({ onInvalid: "skip" }), /onInvalid/);
});

test("a large piece is read in parts; the records of each are given out before the next is read", async () => {
  const line = `${BackendMessage.stringify(VALUES[0])}\n`;
  const count = Math.ceil(2 ** 21 / line.length);
  for (const piece of [line.repeat(count), encoder.encode(line.repeat(count))]) {
    let read = 0;
    let taken = 0;
    for await (const message of BackendMessage.stream([piece], { onProgress: ({ messages }) => void (read = messages) })) {
      assert.equal(message.id, VALUES[0].id);
      taken++;
      assert.ok((read - taken) * line.length < 2 ** 20, `${read} were read, ${taken} taken`);
    }
    assert.equal(taken, count);
  }
});

test("half a surrogate pair stays before bytes that follow it", async () => {
  const pieces = ['{"id":"\ud83d', new Uint8Array(0), "", "\ude00", "\ud83d", encoder.encode("-"), '\ude00"}'];
  const [{ source, issues }] = await salvageStream(pieces);
  assert.equal(source, '{"id":"😀\ud83d-\ude00"}');
  assert.deepStrictEqual(issues.filter(({ code }) => code === "lone_surrogate").map(({ index }) => index), [9, 11]);
});

test("a number or a literal on a line of its own is rejected at the line's end", async () => {
  for (const value of ["5", "-1.5e3", "null", "true"]) {
    let push;
    const source = new ReadableStream({ start: (controller) => void (push = (text) => controller.enqueue(text)) });
    const stream = BackendMessage.stream(source, { onInvalid: "salvage" });
    for (const piece of [value, "\n"]) push(piece);
    assert.equal((await stream.next()).value.source, value);
    await stream.return();
  }
});
