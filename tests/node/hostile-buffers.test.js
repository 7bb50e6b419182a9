// Buffers that are gone, change their size, or are written to while they are read. Each has an outcome: what was there when it was
// looked at is read, or what is gone is a TypeError; never is anything read that lies outside of the buffer, and the module works as before.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import { BackendMessage, BackendMessageError } from "backend-message";
import { audit, summarize } from "backend-message/insight";

import { messages, write } from "../support/history.js";

const VALUES = messages({ seed: 21, messages: 40, text: "mixed", size: 0.3 });
const TEXT = write(VALUES);
const BYTES = new TextEncoder().encode(TEXT);

const fresh = () => BYTES.slice();
const worksAsBefore = () => assert.deepStrictEqual(BackendMessage.parseMany(BYTES), VALUES);
const codes = ({ ok, error }) => (ok ? "accepted" : error.issues.map(({ code }) => code));

/** Takes a buffer's memory away. */
const detach = (buffer) => structuredClone(buffer, { transfer: [buffer] });

/** What takes a text at once. */
const ALL = { ...BackendMessage, audit, summarize };
const METHODS = ["parse", "safeParse", "parseMany", "safeParseMany", "salvage", "summarize", "audit"];

/** There is no text to be right or wrong: the caller gave what is none any more. */
const isGone = (given) => {
  for (const method of METHODS) assert.throws(() => ALL[method](given), TypeError, method);
  worksAsBefore();
};

test("a detached buffer is a TypeError, and so is every view of it", () => {
  const views = [(buffer) => buffer, (buffer) => new Uint8Array(buffer), (buffer) => new DataView(buffer, 2, 4), (buffer) => new Float64Array(buffer, 8, 3)];
  for (const view of views) {
    const buffer = BYTES.buffer.slice(0, 64);
    const given = view(buffer);
    detach(buffer);
    isGone(given);
  }
});

test("a buffer that a getter of the options detaches", () => {
  for (const name of ["unknownKeys", "maxIssues"]) {
    const bytes = fresh();
    const options = { get [name]() { detach(bytes.buffer); return undefined; } };
    assert.throws(() => BackendMessage.safeParse(bytes, options), TypeError);
    worksAsBefore();
  }
  for (const [method, name] of [["summarize", "onInvalid"], ["summarize", "maxIssues"], ["salvage", "maxIssues"], ["audit", "rules"], ["audit", "maxFindings"]]) {
    const bytes = fresh();
    const options = { get [name]() { detach(bytes.buffer); return undefined; } };
    assert.throws(() => ALL[method](bytes, options), TypeError, `${method} ${name}`);
    worksAsBefore();
  }
});

test("a getter of the options that reads another text meanwhile", () => {
  let inner;
  const options = { get unknownKeys() { inner = BackendMessage.parseMany(BYTES); return "keep"; } };
  assert.deepStrictEqual(BackendMessage.parseMany(TEXT, options), VALUES);
  assert.deepStrictEqual(inner, VALUES);
});

test("an error of an option's getter is passed on", () => {
  const thrown = new Error("mine");
  assert.throws(() => BackendMessage.parse(TEXT, { get maxIssues() { throw thrown; } }), (error) => error === thrown);
  worksAsBefore();
});

const resizable = typeof ArrayBuffer.prototype.resize === "function";

test("a resizable buffer counts as it is at the time of the call", () => {
  assert.ok(resizable, "Node 20 has them");
  const buffer = new ArrayBuffer(BYTES.length, { maxByteLength: 2 * BYTES.length });
  const tracking = new Uint8Array(buffer);
  tracking.set(BYTES);
  const summary = summarize(TEXT);
  for (const given of [buffer, tracking]) {
    assert.deepStrictEqual(BackendMessage.parseMany(given), VALUES);
    assert.deepStrictEqual(summarize(given), summary);
    assert.deepStrictEqual(audit(given), audit(TEXT));
  }

  buffer.resize(2 * BYTES.length);
  tracking.set(BYTES, BYTES.length);
  // Behind the array stands another one.
  for (const given of [buffer, tracking]) assert.deepStrictEqual(BackendMessage.parseMany(given), [...VALUES, ...VALUES]);

  const fixed = new Uint8Array(buffer, 10, BYTES.length);
  const dataView = new DataView(buffer, 10, BYTES.length);
  const floats = new Float64Array(buffer, 8 * Math.floor(BYTES.length / 8), 1);
  buffer.resize(BYTES.length - 2);
  for (const given of [buffer, tracking]) assert.deepEqual(codes(BackendMessage.safeParseMany(given)), ["unexpected_end"]);
  // Out of bounds now, which is as good as gone, though they seem to be empty.
  for (const given of [fixed, dataView, floats]) isGone(given);
  buffer.resize(0);
  for (const given of [buffer, tracking]) {
    assert.deepEqual(BackendMessage.parseMany(given), []);
    assert.equal(summarize(given).bytes, 0);
    assert.deepEqual(audit(given), []);
  }
  worksAsBefore();
});

test("views that are or get out of bounds are errors of a stream, not its end", async () => {
  const take = async (source, onProgress) => {
    for await (const message of BackendMessage.stream(source, { onProgress })) assert.ok(BackendMessage.is(message));
  };
  const make = () => {
    const buffer = new ArrayBuffer(2 ** 20, { maxByteLength: 2 ** 20 });
    new Uint8Array(buffer).fill(0x20);
    return { buffer, view: new Uint8Array(buffer, 16, 2 ** 19) };
  };
  for (const taken of [(buffer) => buffer.resize(16), (buffer) => buffer.resize(2 ** 19), detach]) {
    for (const wrap of [(view) => view, (view) => [view]]) {
      const before = make();
      taken(before.buffer);
      await assert.rejects(take(wrap(before.view)), TypeError);
      const { buffer, view } = make();
      let calls = 0;
      // In pieces of less than half of it.
      if (wrap(view) === view) await assert.rejects(take(view, () => calls++ === 0 && taken(buffer)), TypeError);
    }
  }
  worksAsBefore();
});

test("a growable shared buffer counts as it is at the time of the call", () => {
  const buffer = new SharedArrayBuffer(BYTES.length, { maxByteLength: BYTES.length + 10 });
  const tracking = new Uint8Array(buffer);
  tracking.set(BYTES);
  assert.deepStrictEqual(BackendMessage.parseMany(tracking), VALUES);
  buffer.grow(BYTES.length + 10);
  for (const given of [buffer, tracking]) assert.deepEqual(codes(BackendMessage.safeParseMany(given)), ["trailing_data"]);
});

test("a view that lies about itself is read by its true content", () => {
  class Liar extends Uint8Array {
    get length() { return 3; }
    get byteLength() { return 3; }
    get byteOffset() { return 0; }
    get buffer() { return new ArrayBuffer(3); }
    subarray() { throw new Error("never asked"); }
    slice() { throw new Error("never asked"); }
    static get [Symbol.species]() { throw new Error("never asked"); }
  }
  const liar = new Liar(fresh().buffer);
  let result;
  try {
    result = BackendMessage.safeParseMany(liar);
  } catch {
    result = undefined;
  }
  // Whoever lies to himself gets what he has, an error, or his own exception; and nobody else is harmed.
  if (result?.ok) assert.deepStrictEqual(result.value, VALUES);
  else if (result !== undefined) assert.ok(result.error instanceof BackendMessageError);
  worksAsBefore();
});

// Its `slice` makes no copy.
test("a Buffer of shared memory is copied before it is looked at twice", async () => {
  const text = '{"id":5}';
  const buffer = Buffer.from(new SharedArrayBuffer(text.length));
  buffer.write(text);
  assert.deepEqual(codes(BackendMessage.safeParse(buffer)), ["missing_field", "missing_field", "missing_field", "invalid_type"]);
  assert.deepEqual(audit(buffer), []);
  const [head, tail] = [buffer.subarray(0, 4), buffer.subarray(4)];
  const { value } = await BackendMessage.stream([head, tail, "\n"], { onInvalid: "salvage" }).next();
  assert.equal(value.source, text);
  worksAsBefore();
});

test("a shared buffer that another thread writes to all the while", async (context) => {
  const shared = new SharedArrayBuffer(BYTES.length);
  const bytes = new Uint8Array(shared);
  bytes.set(BYTES);
  const control = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(
    `const { workerData: { shared, control } } = require("node:worker_threads");
     const bytes = new Uint8Array(shared);
     const original = bytes.slice();
     const damage = [0x22, 0x5c, 0x7b, 0xc3, 0x00, 0x39, 0xed];
     let seed = 1;
     while (Atomics.load(control, 0) === 0) {
       seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
       const at = seed % bytes.length;
       bytes[at] = damage[seed % damage.length];
       Atomics.add(control, 1, 1);
       bytes[at] = original[at];
     }`,
    { eval: true, workerData: { shared, control } },
  );
  context.after(() => worker.terminate());
  while (Atomics.load(control, 1) === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  for (let round = 0; round < 200; round++) {
    let summary;
    try {
      summary = summarize(bytes);
    } catch (error) {
      assert.ok(error instanceof BackendMessageError && !error.message.includes("bug"), error.message);
    }
    if (summary !== undefined) assert.deepStrictEqual([summary.bytes, summary.messages], [BYTES.length, VALUES.length]);
    const salvaged = summarize(bytes, { onInvalid: "salvage" });
    assert.equal(salvaged.bytes, BYTES.length);
    for (const { offset, id } of audit(bytes)) assert.ok(offset < BYTES.length && typeof id === "string");
  }
  let refused = 0;
  for (let round = 0; round < 2000; round++) {
    const { ok, value, error } = BackendMessage.safeParseMany(bytes);
    if (ok) {
      // One state of the text or another was read: what came out is of the right types, and can be written.
      assert.ok(value.every(BackendMessage.is));
      if (round % 100 === 0) assert.deepStrictEqual(BackendMessage.parseMany(BackendMessage.stringify(value)), value);
    } else {
      refused++;
      assert.ok(error instanceof BackendMessageError && error.issues.length > 0);
      // The passes read one copy; they do not disagree because the text changed between them.
      assert.ok(!error.message.includes("bug"), error.message);
      for (const { offset, line } of error.issues) assert.ok(offset <= BYTES.length && line >= 1);
    }
  }
  Atomics.store(control, 0, 1);
  await worker.terminate();
  bytes.set(BYTES);
  assert.deepStrictEqual(BackendMessage.parseMany(bytes), VALUES);
  assert.ok(refused < 2000);
});
