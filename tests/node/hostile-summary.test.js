// Summaries of what is made to hurt: names by the hundred thousand, a million keys, floods of bad records, brackets without end, and a
// module without memory. Were the work to grow with the square of their number there would be no end: no time is asserted.

import assert from "node:assert/strict";
import { test } from "node:test";

import { exhaustMemory, instances } from "../support/exhaust-memory.js";
import { messages, write } from "../support/history.js";
import { SHAPES, SPECIAL } from "../support/names.js";
import { wasmMemory } from "../support/wasm-memory.js";

const { BackendMessage, BackendMessageError } = await import("backend-message");
const { audit, summarize } = await import("backend-message/insight");

const MIB = 2 ** 20;
const MILLION = 1_000_000;
const MANY = 30_000;
const VALUES = messages({ seed: 51, messages: 5 });
const TEXT = write(VALUES);
const GOOD = '{"id":"i","role":"user","sessionId":"s","userInput":""}';

const encode = (text) => new TextEncoder().encode(text);
const call = (name) => `{"finished":true,"id":"c","input":"","name":${JSON.stringify(name)},"type":""}`;
const numbers = (count, make) => Array.from({ length: count }, (_, index) => make(index));

/** The same text at once, and as a stream. */
async function both(text, options) {
  const summary = summarize(text, options);
  const bytes = encode(text);
  const pieces = numbers(Math.ceil(bytes.length / MIB), (index) => bytes.subarray(index * MIB, (index + 1) * MIB));
  assert.deepStrictEqual(await summarize(pieces, options), summary);
  return summary;
}

// The rows take more memory than an instance keeps, which is then given back: they have to be taken before.
test("a summary larger than the memory that is kept", () => {
  const lines = numbers(2 * MANY, (index) => `{"id":"","role":"user","sessionId":"s${index}","userInput":"","model":"m${index}","cost":1}\n`);
  const bytes = encode(lines.join(""));
  for (const input of [bytes, lines.join("")]) {
    const { sessions, models, usage } = summarize(input);
    assert.deepEqual([sessions.length, models.length, usage.cost], [2 * MANY, 2 * MANY, 2 * MANY]);
    assert.deepEqual([sessions.at(-1).sessionId, models.at(-1).model], [`s${2 * MANY - 1}`, `m${2 * MANY - 1}`]);
    // Given back, before or with the next text.
    summarize(TEXT);
    assert.ok(wasmMemory("findings") <= 16 * MIB, `${wasmMemory("findings")} bytes`);
  }
});

for (const [shape, make] of Object.entries(SHAPES)) {
  test(`${MANY} names ${shape}: of tools, of models, of sessions, of roles`, async () => {
    const names = numbers(MANY, make);
    const calls = `{"id":"","role":"","sessionId":"","userInput":"","toolCalls":[${names.map(call).join()}]}`;
    const lines = names.map((name) => `{"id":"","role":"${name}","sessionId":"${name}","userInput":"","model":"${name}"}`);
    // Twice, the second time backwards: each is found again.
    const summary = await both([calls, ...lines, ...lines.toReversed()].join("\n"));
    assert.deepStrictEqual(summary.tools.map(({ name }) => name), names);
    assert.deepStrictEqual(summary.roles.map(({ role }) => role), ["", ...names]);
    assert.deepStrictEqual(summary.sessions.map(({ sessionId }) => sessionId), ["", ...names]);
    assert.deepStrictEqual(summary.models.map(({ model }) => model), [undefined, ...names]);
    assert.ok(summary.tools.every(({ calls }) => calls === 1));
    for (const rows of [summary.roles, summary.sessions, summary.models]) {
      assert.ok(rows.slice(1).every(({ messages }) => messages === 2));
    }
  });
}

test("names that are each the beginning of the next", async () => {
  const names = numbers(3000, (index) => "a".repeat(index));
  const text = [...names, ...names.toReversed(), ...names].map((name) => `{"id":"","role":"r","sessionId":"s","userInput":"","model":"${name}"}`).join("\n");
  const { models } = await both(text);
  assert.deepStrictEqual(models.map(({ model }) => model), names);
  assert.ok(models.every(({ messages }) => messages === 3));
});

test("names that engines treat specially are names", async () => {
  const before = Reflect.ownKeys(Object.prototype).join(String);
  const lines = SPECIAL.map((name) => `{"id":"","role":"${name}","sessionId":"${name}","userInput":"","model":"${name}","toolCalls":[${call(name)}]}`);
  const summary = await both([...lines, ...lines].join("\n"));
  for (const [list, key] of [["roles", "role"], ["sessions", "sessionId"], ["models", "model"], ["tools", "name"]]) {
    assert.deepStrictEqual(summary[list].map((row) => row[key]), SPECIAL);
    assert.ok(summary[list].every((row) => (row.messages ?? row.calls) === 2 && Object.getPrototypeOf(row) === Object.prototype));
  }
  assert.equal(Reflect.ownKeys(Object.prototype).join(String), before);
});

test("a million unknown keys are not counted, or are rejected", async () => {
  const text = `${GOOD.slice(0, -1)}${numbers(MILLION, (index) => `,"k${index}":0`).join("")}}`;
  const summary = await both(text);
  assert.deepStrictEqual(summary.fields.map(({ path }) => path), ["id", "role", "sessionId", "userInput"]);
  assert.throws(() => summarize(text, { unknownKeys: "reject" }), (error) => {
    assert.ok(error instanceof BackendMessageError);
    return error.issues.length === 100 && error.truncated;
  });
  assert.equal((await both(text, { unknownKeys: "reject", onInvalid: "salvage" })).rejected, 1);
});

test("a flood of bad records: an error with as many issues as were asked for, or a number", async () => {
  const floods = { "of an array": `[${"{},".repeat(MANY - 1)}{}]`, "of lines": "{}\n".repeat(MANY), "of broken lines": "{]\n".repeat(MANY) };
  for (const [name, text] of Object.entries(floods)) {
    for (const maxIssues of [1, 100, Infinity]) {
      assert.throws(() => summarize(text, { maxIssues }), (error) => {
        assert.ok(error instanceof BackendMessageError);
        return error.issues.length <= Math.min(maxIssues, 10_000);
      });
    }
    const { messages: held, rejected, bytes } = await both(text, { onInvalid: "salvage" });
    // Without a valid record between them, broken lines are one stretch of damage.
    assert.deepEqual([held, rejected, bytes], [0, name === "of broken lines" ? 1 : MANY, text.length], name);
  }
});

test("brackets without end: too deep where they are deep, and the rest is counted", async () => {
  const nested = (depth) => `${GOOD.slice(0, -1)},"x":${"[".repeat(depth)}${"]".repeat(depth)}}`;
  assert.equal((await both(nested(127))).messages, 1);
  for (const depth of [128, 1000, MILLION]) {
    assert.throws(() => summarize(nested(depth)), ({ issues }) => issues.length === 1 && issues[0].code === "too_deep");
    const { messages: held, rejected } = await both([GOOD, nested(depth), GOOD].join("\n"), { onInvalid: "salvage" });
    assert.deepEqual([held, rejected], [2, 1], `${depth} deep`);
  }
});

test("onProgress that sums up, audits and aborts", async () => {
  const expected = summarize(TEXT);
  const inner = [];
  const controller = new AbortController();
  const reason = new Error("enough");
  const onProgress = ({ messages: held }) => {
    inner.push(summarize(TEXT));
    audit(TEXT);
    if (held === 4) controller.abort(reason);
  };
  const source = numbers(10, () => GOOD);
  await assert.rejects(summarize(source, { onProgress, signal: controller.signal }), reason);
  assert.equal(inner.length, 4);
  for (const summary of inner) assert.deepStrictEqual(summary, expected);
  const thrown = new Error("mine");
  await assert.rejects(summarize(source, { onProgress() { throw thrown; } }), thrown);
});

// The last, as it takes all memory.
test("a summary without memory says so, and the next has a module of its own", async () => {
  const expected = summarize(TEXT);
  // The core has its instance, so that those which follow are insight's.
  assert.deepStrictEqual(BackendMessage.parseMany(TEXT), VALUES);
  const long = encode(GOOD.replace('""', `"${"x".repeat(64 * MIB)}"`));
  exhaustMemory("findings");
  const before = instances();
  assert.throws(() => summarize(long), (error) => /wasm stopped/.test(error.message) && error.cause instanceof WebAssembly.RuntimeError);
  assert.deepStrictEqual(summarize(TEXT), expected);
  assert.deepStrictEqual(BackendMessage.parseMany(TEXT), VALUES);
  assert.equal(instances(), before + 1);
  // Piece by piece, the memory is given back before much of it is needed.
  exhaustMemory("findings");
  assert.equal((await summarize([long])).messages, 1);
  assert.deepStrictEqual(summarize(TEXT), expected);
});
