// Audits of what is made to hurt: floods of findings, ids and tool inputs by the hundred thousand, and a module without memory.
// Were the work to grow with the square of their number there would be no end: no time is asserted.

import assert from "node:assert/strict";
import { test } from "node:test";

import { exhaustMemory, instances } from "../support/exhaust-memory.js";
import { messages, write } from "../support/history.js";
import { SHAPES, SPECIAL } from "../support/names.js";
import { wasmMemory } from "../support/wasm-memory.js";

const { BackendMessage } = await import("backend-message");
const { audit } = await import("backend-message/insight");

const MIB = 2 ** 20;
const VALUES = messages({ seed: 41, messages: 5 });
const TEXT = write(VALUES);

const message = (fields) => `{"id":"m","role":"user","sessionId":"s","userInput":"",${fields}}`;
const call = (fields) => `{"finished":true,"id":"c","input":"","name":"Bash","type":"",${fields}}`;
const codes = (findings) => [...new Set(findings.map(({ code }) => code))].sort();

test("300,000 messages of one id: no more findings than asked for, in bounded memory", () => {
  const text = new TextEncoder().encode(Array(300_000).fill(message('"cost":-1')).join("\n"));
  audit(TEXT);
  const before = wasmMemory("findings");
  for (const maxFindings of [1, 1000, Infinity]) {
    const findings = audit(text, { maxFindings });
    assert.ok(findings.length <= Math.min(maxFindings, 10_000) && findings.length >= Math.min(maxFindings, 1000));
    findings.forEach(({ offset }, index) => assert.ok(index === 0 || offset >= findings[index - 1].offset));
  }
  assert.ok(wasmMemory("findings") - before <= 32 * MIB, `${before} bytes became ${wasmMemory("findings")}`);
});

test("100,000 ids that are alike but for their last characters, and such calls", () => {
  const same = "a".repeat(200);
  const lines = Array.from({ length: 100_000 }, (_, index) =>
    `{"id":"${same}${index}","role":"user","sessionId":"${same}${index % 1000}","userInput":"","toolCalls":[${call("").replace('"c"', `"${same}${index}"`).replace(",}", "}")}]}`);
  assert.deepEqual(codes(audit(lines.join("\n"))), []);
  const twice = [...lines, lines[99_999], lines[0]].join("\n");
  assert.deepEqual(codes(audit(twice)).includes("duplicate_message_id"), true);
});

for (const [shape, make] of Object.entries(SHAPES)) {
  test(`30,000 ids ${shape}: of messages, sessions and calls`, () => {
    const ids = Array.from({ length: 30_000 }, (_, index) => make(index));
    const lines = ids.map((id) => `{"id":"${id}","role":"user","sessionId":"${id}","userInput":"","toolCalls":[${call("").replace('"c"', `"${id}"`).replace(",}", "}")}]}`);
    assert.deepEqual(audit(lines.join("\n")), []);
    // Each again: a message of its id is there, and in its session such a call.
    const findings = audit([...lines, ...lines.toReversed()].join("\n"), { maxFindings: Infinity });
    assert.deepEqual(codes(findings), ["duplicate_message_id", "duplicate_tool_call_id"]);
    assert.equal(findings.length, 10_000);
    assert.deepEqual(findings[0].path, [30_000, "id"]);
    assert.equal(findings[0].id, ids.at(-1));
  });
}

test("names that engines treat specially are ids, roles and tool names like others", () => {
  const line = (name) => `{"id":"${name}","role":"${name}","sessionId":"${name}","userInput":"","toolCalls":[${call("").replace("Bash", name).replace(",}", "}")}]}`;
  const findings = audit(SPECIAL.map(line).join("\n"));
  assert.deepEqual(codes(findings.filter(({ code }) => code !== "unknown_tool_name")), ["unknown_role"]);
  assert.deepEqual(findings.filter(({ code }) => code === "unknown_role").map(({ id }) => id), SPECIAL);
  for (const name of SPECIAL) {
    assert.throws(() => audit(TEXT, { rules: JSON.parse(`{"${name}":false}`) }), TypeError, name);
  }
});

test("a million unknown keys, and endless brackets: invalid records are skipped", () => {
  const good = '{"id":"i","role":"bot","sessionId":"s","userInput":""}';
  const keys = Array.from({ length: 1_000_000 }, (_, index) => `"k${index}":0,`).join("");
  assert.deepEqual(codes(audit(good.replace("{", `{${keys}`))), ["unknown_role"]);
  for (const depth of [128, 1_000_000]) {
    const deep = good.replace("{", `{"x":${"[".repeat(depth)}${"]".repeat(depth)},`);
    const findings = audit([good, deep, good].join("\n"));
    assert.deepEqual(findings.filter(({ code }) => code === "unknown_role").map(({ path }) => path[0]), [0, 2]);
  }
  assert.deepEqual(audit(`[${"{},".repeat(999_999)}{}]`), []);
});

test("options and messages whose getters read, throw or audit meanwhile", () => {
  const thrown = new Error("mine");
  const expected = audit(TEXT);
  for (const name of ["rules", "maxFindings"]) {
    assert.throws(() => audit(TEXT, { get [name]() { throw thrown; } }), (error) => error === thrown);
    let inner;
    const options = { get [name]() { inner = audit(TEXT); return undefined; } };
    assert.deepStrictEqual(audit(TEXT, options), expected);
    assert.deepStrictEqual(inner, expected);
  }
  const getter = { ...VALUES[0], get role() { return audit(TEXT).length === expected.length ? "bot" : "user"; } };
  assert.ok(codes(audit([getter])).includes("unknown_role"));
});

test("tool inputs that are JSON to hurt: deep, long, cut, full of escapes", () => {
  const inputs = {
    deep: "[".repeat(1_000_000),
    "deep and whole": "[".repeat(100_000) + "]".repeat(100_000),
    "a long string": `"${"x".repeat(4 * MIB)}"`,
    "a long number": "1".repeat(MIB),
    "nothing but quotes": '"'.repeat(100_000),
    "nothing but backslashes": "\\".repeat(100_000),
    "white space": " ".repeat(MIB),
    "half a pair": '"\\ud800"',
    "a byte order mark": "\ufeff{}",
    "an unclosed escape": '"\\u12',
  };
  for (const [name, input] of Object.entries(inputs)) {
    const text = message(`"toolCalls":[{"finished":true,"id":"c","input":${JSON.stringify(input)},"name":"Bash","type":""}]`);
    for (const given of [text, new TextEncoder().encode(text), BackendMessage.parse(text)]) {
      const findings = audit(given);
      assert.ok(findings.every(({ code }) => code === "invalid_input"), name);
      assert.ok(findings.length <= 1, name);
      assert.ok(findings.every(({ message: wording }) => wording.length < 1000), name);
    }
  }
});

test("a list that claims to be longer than any is not gone through", () => {
  const claims = (length) => new Proxy([], { get: (target, key) => (key === "length" ? length : target[key]) });
  assert.deepStrictEqual(audit(claims(1e15)), []);
  assert.throws(() => audit(new Array(2 ** 32 - 1)), RangeError);
});

test("an audit without memory says so, and the next has a module of its own", () => {
  audit(TEXT);
  const expected = audit(TEXT);
  exhaustMemory("findings");
  const before = instances();
  // More than was ever needed before, and given back.
  const long = message(`"reasoning":"${"x".repeat(128 * MIB)}"`);
  assert.throws(() => audit(long), (error) => /wasm stopped/.test(error.message) && error.cause instanceof WebAssembly.RuntimeError);
  assert.deepStrictEqual(audit(TEXT), expected);
  assert.deepStrictEqual(BackendMessage.parseMany(TEXT), VALUES);
  assert.equal(instances(), before + 1);
});
