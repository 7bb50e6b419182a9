// Inputs of every kind, and arguments that are wrong altogether.

import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { BackendMessage, BackendMessageError, CallbackResultData, ToolCallData } from "backend-message";

const VALUE = { id: "é", role: "user", sessionId: "𝄞", userInput: "hi" };
const TEXT = JSON.stringify(VALUE);
const BYTES = new TextEncoder().encode(TEXT);

/** The bytes in the middle of a larger buffer. */
function within(bytes, offset) {
  const buffer = new ArrayBuffer(bytes.length + 2 * offset);
  new Uint8Array(buffer).fill(0x78);
  new Uint8Array(buffer, offset, bytes.length).set(bytes);
  return [buffer, offset, bytes.length];
}

test("JSON text in every form that is allowed", () => {
  const even = BYTES.length % 2 === 0 ? BYTES : Uint8Array.of(...BYTES, 0x20);
  const inputs = {
    string: TEXT,
    Uint8Array: BYTES,
    ArrayBuffer: BYTES.buffer.slice(0),
    "a view into a larger buffer": new Uint8Array(...within(BYTES, 5)),
    DataView: new DataView(...within(BYTES, 3)),
    Uint16Array: new Uint16Array(even.buffer.slice(0, even.length)),
    Buffer: Buffer.from(BYTES),
  };
  for (const [name, input] of Object.entries(inputs)) assert.deepStrictEqual(BackendMessage.parse(input), VALUE, name);
});

test("an input is left as it was", () => {
  const bytes = BYTES.slice();
  BackendMessage.parse(bytes);
  assert.deepStrictEqual(bytes, BYTES);
});

test("a value that is not JSON text is a TypeError, for every method", () => {
  const wrong = [undefined, null, 42, 1n, true, Symbol("s"), {}, [], [0x7b, 0x7d], () => TEXT, new Date(), new String(TEXT)];
  for (const codec of [BackendMessage, ToolCallData, CallbackResultData]) {
    for (const method of ["parse", "safeParse", "parseMany", "safeParseMany"]) {
      for (const input of wrong) assert.throws(() => codec[method](input), TypeError, `${method} ${typeof input}`);
    }
  }
  assert.throws(() => BackendMessage.parse(), TypeError);
});

test("an object that only claims to be a buffer is not one", () => {
  for (const tag of ["ArrayBuffer", "SharedArrayBuffer", "Uint8Array"]) {
    assert.throws(() => BackendMessage.parseMany({ [Symbol.toStringTag]: tag }), TypeError);
  }
  assert.throws(() => BackendMessage.parseMany(Object.create(ArrayBuffer.prototype)), TypeError);
  assert.throws(() => BackendMessage.parseMany(Object.create(Uint8Array.prototype)), TypeError);
});

test("a buffer that denies it, is shared, or is another realm's is one", () => {
  const denies = BYTES.buffer.slice(0);
  Object.defineProperty(denies, Symbol.toStringTag, { value: "Object" });
  const shared = new SharedArrayBuffer(BYTES.length);
  new Uint8Array(shared).set(BYTES);
  const foreign = runInNewContext("new Uint8Array(bytes).buffer", { bytes: [...BYTES] });
  for (const buffer of [denies, shared, foreign]) {
    assert.deepStrictEqual(BackendMessage.parse(buffer), VALUE);
    assert.deepStrictEqual(BackendMessage.parse(new DataView(buffer)), VALUE);
    assert.deepEqual(BackendMessage.safeParse(new Uint8Array(buffer, 0, 4)).error.issues.map(({ code }) => code), ["unexpected_end"]);
  }
});

test("options of the wrong kind are a TypeError or a RangeError", () => {
  const refused = (options) =>
    assert.throws(
      () => BackendMessage.parse(TEXT, options),
      (error) => error instanceof TypeError || error instanceof RangeError,
      String(options),
    );
  refused({ unknownKeys: "drop" });
  refused({ unknownKeys: 1 });
  refused({ maxIssues: "many" });
  refused({ maxIssues: -1 });
  refused({ maxIssues: 1.5 });
  refused({ maxIssues: NaN });
  for (const options of ["strip", 5, null, [], true, Symbol("s"), () => ({})]) {
    refused(options);
    assert.throws(() => BackendMessage.from(VALUE, options), TypeError);
    assert.throws(() => BackendMessage.stringify(VALUE, options), TypeError);
  }
  assert.equal(BackendMessage.stringify(VALUE, undefined), BackendMessage.stringify(VALUE, {}));
  assert.deepStrictEqual(BackendMessage.parse(TEXT, {}), VALUE);
  assert.deepStrictEqual(BackendMessage.parse(TEXT, undefined), VALUE);
  assert.deepStrictEqual(BackendMessage.parse(TEXT, { unknownKeys: undefined, maxIssues: undefined }), VALUE);
});

test("empty input", () => {
  for (const input of ["", new Uint8Array(), new ArrayBuffer(0), " \n", "\ufeff"]) {
    const { ok, error } = BackendMessage.safeParse(input);
    assert.equal(ok, false);
    assert.deepEqual(error.issues.map((issue) => issue.code), ["unexpected_end"]);
  }
  assert.deepStrictEqual(BackendMessage.parseMany("[]"), []);
});

test("maxIssues cuts the list short and says so", () => {
  const text = "[" + "{},".repeat(30) + "{}]";
  const all = BackendMessage.safeParseMany(text, { maxIssues: 1000 });
  assert.equal(all.error.issues.length, 31 * 4);
  assert.equal(all.error.truncated, false);
  const some = BackendMessage.safeParseMany(text);
  assert.equal(some.error.issues.length, 100);
  assert.equal(some.error.truncated, true);
  assert.deepStrictEqual(some.error.issues, all.error.issues.slice(0, 100));
  const exact = BackendMessage.safeParse("{}", { maxIssues: 4 });
  assert.equal(exact.error.issues.length, 4);
  assert.equal(exact.error.truncated, false);
});

test("the error is an Error with data", () => {
  const { error } = BackendMessage.safeParse('{"id":1,"role":"user","sessionId":"","userInput":""}');
  assert.ok(error instanceof BackendMessageError && error instanceof Error);
  assert.equal(error.name, "BackendMessageError");
  assert.ok(error.message.length > 0 && error.stack.includes("BackendMessageError"));
  assert.throws(() => BackendMessage.parse("{"), BackendMessageError);
  assert.throws(() => BackendMessage.parseMany("{"), BackendMessageError);
  assert.throws(() => BackendMessage.from(null), BackendMessageError);
});

test("methods work without their object", () => {
  const { parse, safeParse, is, stringify } = BackendMessage;
  assert.deepStrictEqual(parse(TEXT), VALUE);
  assert.deepStrictEqual(safeParse(TEXT), { ok: true, value: VALUE });
  assert.equal(is(VALUE), true);
  assert.deepStrictEqual(JSON.parse(stringify(VALUE)), VALUE);
});
