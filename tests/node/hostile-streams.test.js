// Streams under harm: sources, pieces and callbacks that misbehave, white space without end, and a wasm module that fails
// in the midst of a record. Each has an outcome, and whatever else reads meanwhile is not touched by it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { exhaustMemory, instances } from "../support/exhaust-memory.js";
import { messages, write, writeOne } from "../support/history.js";
import { wasmMemory } from "../support/wasm-memory.js";

const { BackendMessage, BackendMessageDecoderStream, BackendMessageError } = await import("backend-message");

const MIB = 2 ** 20;
const VALUES = messages({ seed: 31, messages: 12, text: "mixed", size: 0.3 });
const LINES = VALUES.map((value) => `${writeOne(value).trimEnd()}\n`);
const TEXT = write(VALUES);
const encode = (text) => new TextEncoder().encode(text);

async function collect(records) {
  const all = [];
  for await (const record of records) all.push(record);
  return all;
}

const worksAsBefore = async () => {
  assert.deepStrictEqual(BackendMessage.parseMany(TEXT), VALUES);
  assert.deepStrictEqual(await collect(BackendMessage.stream(LINES)), VALUES);
};

// The first of all, as memory stays as large as it ever was.
test("issues whose account makes the wasm's memory grow", async () => {
  const bad = `{"toolCalls":[${'"\\u0000é😀",'.repeat(9_999)}1]}`;
  for (let round = 0; round < 3; round++) {
    const records = await collect(
      BackendMessage.stream([`[${LINES[0]},${bad},${LINES[1].slice(0, 9)}`, `${LINES[1].slice(9)}]`], { onInvalid: "salvage", maxIssues: Infinity }),
    );
    assert.deepStrictEqual(records.map(({ ok }) => ok), [true, false, true]);
    assert.deepStrictEqual([records[0].value, records[2].value], [VALUES[0], VALUES[1]]);
    assert.equal(records[1].source, bad);
    assert.equal(records[1].issues.length, 10_000);
  }
});

test("2 GB of white space before, between and after records", async () => {
  const space = encode(" \n\t\r".repeat(4 * MIB));
  const gaps = 64;
  function* pieces() {
    for (const line of [LINES[0], LINES[1], '{"id":5}', ""]) {
      for (let count = 0; count < gaps / 2; count++) yield space;
      yield line;
    }
  }
  assert.deepStrictEqual(BackendMessage.parseMany(TEXT), VALUES);
  const before = wasmMemory();
  const [first, second, bad, ...more] = await collect(BackendMessage.stream(pieces(), { onInvalid: "salvage" }));
  assert.deepStrictEqual([first.value, second.value, more], [VALUES[0], VALUES[1], []]);
  const offset = 1.5 * gaps * space.length + encode(LINES[0] + LINES[1]).length;
  assert.equal(bad.offset, offset);
  assert.equal(bad.issues[0].offset, offset);
  assert.equal(bad.issues[0].line, 1.5 * gaps * 4 * MIB + 3);
  assert.equal(bad.issues[0].column, 3);
  assert.ok(wasmMemory() - before <= 2 * MIB, `${before} bytes became ${wasmMemory()}`);
});

test("2 GB of nothing but white space have no record", async () => {
  const space = encode(" ".repeat(16 * MIB));
  assert.deepEqual(await collect(BackendMessage.stream(Array(128).fill(space))), []);
});

test("2 GB of white space before the end of an array: it is known where the text ends early", async () => {
  const space = encode("\n".repeat(16 * MIB));
  await assert.rejects(collect(BackendMessage.stream(["[", LINES[0], ...Array(128).fill(space)])), ({ issues: [issue] }) => {
    assert.equal(issue.code, "unexpected_end");
    assert.equal(issue.offset, 1 + encode(LINES[0]).length + 2 ** 31);
    assert.equal(issue.line, 2 + 2 ** 31);
    return true;
  });
});

test("a million empty pieces, and pieces of one byte", async () => {
  function* empty() {
    for (let count = 0; count < 1_000_000; count++) yield count % 2 ? "" : new Uint8Array(0);
    yield TEXT;
  }
  assert.deepStrictEqual(await collect(BackendMessage.stream(empty())), VALUES);
  assert.deepStrictEqual(await collect(BackendMessage.stream([...encode(TEXT)].map((byte) => Uint8Array.of(byte)))), VALUES);
});

test("a piece that its source writes over once it is asked for the next", async () => {
  const buffer = new Uint8Array(700);
  function* reused() {
    const bytes = encode(TEXT);
    for (let start = 0; start < bytes.length; start += buffer.length) {
      const piece = bytes.subarray(start, start + buffer.length);
      buffer.set(piece);
      yield buffer.subarray(0, piece.length);
      buffer.fill(0x22);
    }
  }
  assert.deepStrictEqual(await collect(BackendMessage.stream(reused())), VALUES);
});

test("a piece that is taken away, or grows, while a record of it is looked at", async () => {
  const buffer = new ArrayBuffer(encode(TEXT).length, { maxByteLength: 2 ** 20 });
  const bytes = new Uint8Array(buffer);
  bytes.set(encode(TEXT));
  const found = [];
  for await (const message of BackendMessage.stream([bytes])) {
    found.push(message);
    buffer.resize(found.length);
  }
  assert.deepStrictEqual(found, VALUES);

  const gone = encode(TEXT);
  const pieces = [LINES[0], gone];
  const read = collect(BackendMessage.stream(pieces));
  structuredClone(gone.buffer, { transfer: [gone.buffer] });
  await assert.rejects(read, TypeError);
  await worksAsBefore();
});

test("onProgress that reads, steps, ends or aborts the very stream that calls it", async () => {
  let inner = [];
  let steps = 0;
  const canceller = new AbortController();
  const stream = BackendMessage.stream(LINES, {
    signal: canceller.signal,
    onProgress({ messages: count }) {
      inner.push(BackendMessage.parse(LINES[0]), BackendMessage.safeParse("{]").ok);
      // Waits in the queue of the generator, as with any.
      if (count === 3) stream.next().then(({ value }) => { steps += value === undefined ? 0 : 1; });
      if (count === 6) canceller.abort(new Error("enough"));
    },
  });
  const found = [];
  await assert.rejects(async () => { for await (const message of stream) found.push(message); }, /enough/);
  assert.ok(found.length + steps >= 5 && found.length < VALUES.length);
  for (const message of found) assert.ok(VALUES.some(({ id }) => id === message.id));
  assert.ok(inner.every((value, index) => (index % 2 ? value === false : value.id === VALUES[0].id)));
  assert.deepEqual(await stream.next(), { done: true, value: undefined });

  const ended = BackendMessage.stream(LINES, { onProgress: () => void ended.return() });
  assert.ok((await collect(ended)).length <= VALUES.length);
  await worksAsBefore();
});

test("the reader gets what onProgress throws, and the source is closed", async () => {
  for (const thrown of [new Error("mine"), new BackendMessageErrorLike(), undefined, null, 0, "text", Symbol("s")]) {
    let closed = 0;
    function* source() {
      try {
        yield* LINES;
      } finally {
        closed++;
      }
    }
    let calls = 0;
    const stream = BackendMessage.stream(source(), { onProgress() { if (++calls === 3) throw thrown; } });
    let caught = "nothing";
    const found = [];
    try {
      for await (const message of stream) found.push(message);
    } catch (error) {
      caught = error;
    }
    assert.equal(caught, thrown);
    assert.equal(closed, 1);
    assert.ok(found.length >= 2 && found.length <= 3);
  }
  await worksAsBefore();
});

class BackendMessageErrorLike extends Error {
  name = "BackendMessageError";
  issues = [];
}

test("sources that lie, throw, or never were one", async () => {
  const thrown = new Error("mine");
  const throwing = (what) => ({ get [Symbol.asyncIterator]() { throw what; } });
  assert.throws(() => BackendMessage.stream(throwing(thrown)), (error) => error === thrown);
  for (const source of [
    { [Symbol.iterator]: () => { throw thrown; } },
    { [Symbol.iterator]: () => ({ next() { throw thrown; } }) },
    { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(thrown) }) },
    { [Symbol.asyncIterator]: () => ({ next: () => ({ get done() { throw thrown; } }) }) },
    { [Symbol.asyncIterator]: () => ({ next: () => ({ done: false, get value() { throw thrown; } }) }) },
    { [Symbol.iterator]: () => ({ next: () => ({ done: false, value: Promise.reject(thrown) }) }) },
  ]) {
    await assert.rejects(collect(BackendMessage.stream(source)), (error) => error === thrown);
  }
  for (const source of [
    { [Symbol.iterator]: () => 5 },
    { [Symbol.iterator]: () => ({}) },
    { [Symbol.iterator]: () => ({ next: () => undefined }) },
    [5], [null], [{}], [[TEXT]], [undefined], ["[", 5],
  ]) {
    await assert.rejects(collect(BackendMessage.stream(source)), TypeError);
  }
  // Its `return` fails, or never answers: the error that ended the reading is still reported.
  for (const close of [() => { throw new Error("other"); }, () => Promise.reject(new Error("other")), () => 5, undefined]) {
    const source = { [Symbol.iterator]: () => ({ next: () => ({ done: false, value: "{]" }), return: close }) };
    await assert.rejects(collect(BackendMessage.stream(source)), BackendMessageError);
  }
  await worksAsBefore();
});

test("options whose getters throw, before the source is touched", () => {
  for (const name of ["onInvalid", "signal", "onProgress", "unknownKeys", "maxIssues"]) {
    let touched = false;
    const source = { get [Symbol.asyncIterator]() { touched = true; return undefined; }, get [Symbol.iterator]() { touched = true; return undefined; } };
    const thrown = new Error(name);
    assert.throws(() => BackendMessage.stream(source, { get [name]() { throw thrown; } }), (error) => error === thrown);
    assert.equal(touched, false, name);
    assert.throws(() => new BackendMessageDecoderStream({ get [name]() { throw thrown; } }), (error) => error === thrown);
  }
});

test("a module that runs out of memory in the midst of a record: that stream ends and says why, others go on", async () => {
  const long = JSON.stringify({ ...VALUES[0], userInput: "é\n".repeat(2 ** 22) });
  let feed;
  const other = BackendMessage.stream(new ReadableStream({ start: (controller) => void (feed = controller) }));
  const [head, tail] = [LINES[0].slice(0, 40), LINES[0].slice(40)];
  feed.enqueue(head);
  const waiting = other.next();
  await new Promise(setImmediate);

  const before = instances();
  function* pieces() {
    yield LINES[0];
    exhaustMemory();
    yield long;
    yield LINES[1];
  }
  const found = [];
  await assert.rejects(
    async () => { for await (const message of BackendMessage.stream(pieces())) found.push(message); },
    (error) => /wasm stopped/.test(error.message) && error.cause instanceof WebAssembly.RuntimeError,
  );
  assert.deepStrictEqual(found, [VALUES[0]]);

  feed.enqueue(tail);
  feed.close();
  assert.deepStrictEqual(await waiting, { done: false, value: VALUES[0] });
  assert.ok(instances() > before);
  await worksAsBefore();
  assert.equal((await collect(BackendMessage.stream([long])))[0].userInput.length, 2 ** 23);
});
