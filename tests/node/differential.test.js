// The package against JSON.parse with the SDK's rules, on histories made up by the thousand and on damaged ones.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BackendMessage, BackendMessageError } from "backend-message";
import fc from "fast-check";

import { read, readMany } from "../support/contract-rules.js";
import { messages, write, writeOne } from "../support/history.js";
import { Random } from "../support/random.js";
import { camel, readHistory } from "../support/sdk-rules.js";

const encode = (text) => new TextEncoder().encode(text);
const TEXTS = ["ascii", "mixed", "cjk"];

test("three thousand histories", () => {
  for (let seed = 1; seed <= 3000; seed++) {
    const text = TEXTS[seed % 3];
    const expected = messages({ seed, messages: 1 + (seed % 12), text, size: 0.05 + (seed % 7) / 20 });
    for (const dialect of ["wire", "camel", "snake"]) {
      const json = write(expected, dialect);
      if (dialect === "wire") assert.deepStrictEqual(readHistory(json), expected);
      if (dialect === "camel") assert.deepStrictEqual(camel.BackendMessage.array().parse(JSON.parse(json)), expected);
      const value = BackendMessage.parseMany(encode(json));
      assert.deepStrictEqual(value, expected, `seed ${seed}, ${dialect}`);
      assert.equal(JSON.stringify(value), JSON.stringify(expected), `order of keys, seed ${seed}, ${dialect}`);
      if (seed % 3 === 0) assert.deepStrictEqual(BackendMessage.parseMany(json), expected, `seed ${seed}, ${dialect}`);
    }
  }
});

test("long histories, whose texts run over every boundary", () => {
  for (const text of TEXTS) {
    const expected = messages({ seed: 77, messages: 1500, text });
    const json = write(expected);
    assert.deepStrictEqual(BackendMessage.parseMany(encode(json)), expected);
    assert.deepStrictEqual(BackendMessage.parseMany(json), expected);
  }
});

test("an array, one record a line, and records without anything between are read alike", () => {
  for (let seed = 1; seed <= 200; seed++) {
    const expected = messages({ seed, messages: seed % 9, text: TEXTS[seed % 3], size: 0.1 });
    const records = expected.map((message) => writeOne(message, ["wire", "camel", "snake"][seed % 3]).trimEnd());
    for (const json of [`[${records.join(",")}]`, ` [ ${records.join("\r\n,\t")} ] `, records.join("\n"), records.join("")]) {
      if (records.length === 0 && !json.includes("[")) continue;
      assert.deepStrictEqual(BackendMessage.parseMany(json), expected, `seed ${seed}`);
      assert.deepStrictEqual(BackendMessage.parseMany(encode(json)), expected, `seed ${seed}`);
    }
  }
});

// Damage to the data: a value replaced, a key renamed, doubled, moved or taken away.
const otherValue = fc.oneof(
  fc.constantFrom(
    "null", "true", "false", "0", "-0", "5.0", "5e2", "1.5", "-1", "9007199254740991", "9007199254740992", "1e400",
    "-1e999", "3e-7", "0.1", '""', '"5"', '"true"', '"bash_script"', '"\\ud800"', '"\\udc00\\ud800"', '"\\ud834\\udd1e"',
    '"é𝄞"', "[]", "{}", "[null]", "[[]]", '[""]', "[{}]", '{"id":1,"id":2}', '{"":"\\ud800"}', "123456789012345678901234567890",
    "1E+2", "0e5", "5e-1", "1e-400", "100e-2",
  ),
  fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)),
);
const otherKey = fc.constantFrom(
  "id", "session_id", "sessionId", "toolCalls", "tool_calls", "cost", "extra", "__proto__", "constructor", "", "is_error",
  "callback_type", "callbackType", "exitCode", "exit_code", "\\u0069d", "Id", "naïve",
);
const dataEdit = fc.record({
  what: fc.constantFrom("value", "value", "value", "key", "double", "remove", "insert"),
  where: fc.nat(),
  value: otherValue,
  key: otherKey,
});

// Damage to the text: bytes replaced, put in or taken away.
const textEdit = fc.record({
  where: fc.nat(),
  remove: fc.nat({ max: 3 }),
  put: fc.oneof(
    fc.constantFrom(
      "", "", "", '"', "\\", "{", "}", "[", "]", ",", ":", "\n", "\u0000", "\u001f", "\u007f", " ", "\ufeff", "0", "-", ".", "e", "é", "𝄞",
      "\\u", "\\ud800", "\\u0000", "\\x", "null", "tru", "//", "'", "NaN", "\u2028", "+", "00", "{}", '"id":"x",',
    ),
    fc.string({ maxLength: 3 }),
  ).map((text) => [...encode(text)]),
  raw: fc.option(
    fc.constantFrom([0x80], [0xff], [0xc0, 0x80], [0xe2, 0x80], [0xed, 0xa0, 0x80], [0xf0, 0x9f], [0xf4, 0x90, 0x80, 0x80], [0xc3]),
    { freq: 6 },
  ),
});

const base = fc.record({
  seed: fc.nat({ max: 500 }),
  messages: fc.integer({ min: 1, max: 3 }),
  text: fc.constantFrom(...TEXTS),
  dialect: fc.constantFrom("wire", "camel", "snake"),
  size: fc.constant(0.05),
});
const unknownKeys = fc.constantFrom("strip", "keep", "reject");
// The same cases each time, or as many new ones as are asked for.
const { DIFFERENTIAL_CASES } = process.env;
const RUNS = DIFFERENTIAL_CASES === undefined ? { seed: 20_250_301, numRuns: 4000 } : { numRuns: Number(DIFFERENTIAL_CASES) };

test("data that was changed: the same verdict, the same value", () => {
  const verdicts = fc.property(base, fc.array(dataEdit, { minLength: 1, maxLength: 3 }), unknownKeys, (options, edits, keys) => {
    agree(edits.reduce(editData, write(messages(options), options.dialect)), keys);
  });
  fc.assert(verdicts, RUNS);
});

test("text that was changed: the same verdict, the same value", () => {
  const verdicts = fc.property(base, fc.array(textEdit, { minLength: 1, maxLength: 3 }), unknownKeys, (options, edits, keys) => {
    agree(edits.reduce(editText, encode(write(messages(options), options.dialect))), keys);
  });
  fc.assert(verdicts, RUNS);
});

test("text that was cut short at every byte", () => {
  const bytes = encode(write(messages({ seed: 8, messages: 3, text: "mixed", size: 0.05 })).trimEnd());
  for (let end = 1; end < bytes.length; end++) {
    const { ok, error } = BackendMessage.safeParseMany(bytes.subarray(0, end));
    assert.equal(ok, false, `cut at ${end}`);
    // A cut within a character leaves bytes that are not UTF-8.
    const within = (bytes[end] & 0xc0) === 0x80;
    assert.deepEqual(error.issues.map((issue) => issue.code), [within ? "invalid_utf8" : "unexpected_end"], `cut at ${end}`);
  }
});

test("one record, changed: the same verdict, the same value", () => {
  const verdicts = fc.property(base, fc.array(dataEdit, { minLength: 1, maxLength: 2 }), (options, edits) => {
    const json = edits.reduce(editData, writeOne(messages(options)[0], options.dialect));
    same(read("BackendMessage", json), BackendMessage.safeParse(json), json);
  });
  fc.assert(verdicts, RUNS);
});

test("text that was changed, in pieces: the records and issues of the whole, from bytes and from strings", async () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 20 });
  const edits = fc.array(fc.oneof(textEdit, dataEdit), { maxLength: 3 });
  const streams = fc.asyncProperty(base, edits, sizes, unknownKeys, fc.boolean(), async (options, edits, sizes, keys, lines) => {
    const array = write(messages(options), options.dialect);
    // Both ways of writing many: what is damaged in a line is of that line.
    const whole = lines ? messages(options).map((message) => `${writeOne(message, options.dialect).trimEnd()}\n`).join("") : array;
    const bytes = edits.reduce(edit, encode(whole));
    const expected = recordsOf(BackendMessage.salvage(bytes, { unknownKeys: keys }));
    const read = async (source) => {
      const records = [];
      for await (const record of BackendMessage.stream(source, { unknownKeys: keys, onInvalid: "salvage" })) records.push(comparable(record));
      return records;
    };
    assert.deepStrictEqual(await read(pieces(bytes, sizes)), expected);
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    if (Buffer.from(text).equals(Buffer.from(bytes))) assert.deepStrictEqual(await read(pieces(text, sizes)), expected);

    const { ok, value, error } = BackendMessage.safeParseMany(bytes, { unknownKeys: keys });
    assert.equal(ok, expected.every((record) => record.ok));
    if (ok) assert.deepStrictEqual(expected.map((record) => record.value), value);
    else assert.deepStrictEqual(expected.find((record) => !record.ok).issues[0], error.issues[0]);
  });
  await fc.assert(streams, { ...RUNS, numRuns: RUNS.numRuns / 2 });
});

/** What damages text damages data too; what damages data needs whole characters. */
const edit = (bytes, change) => ("put" in change ? editText(bytes, change) : encodeData(bytes, change));

function encodeData(bytes, change) {
  const text = new TextDecoder().decode(bytes);
  return isJson(text) ? encode(editData(text, change)) : bytes;
}

function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Salvage's two lists in one, in their order. */
function recordsOf({ messages: good, rejected }) {
  const all = [];
  let next = 0;
  for (const record of rejected) {
    while (all.length < record.index) all.push({ ok: true, index: all.length, value: good[next++] });
    all.push(comparable(record));
  }
  while (next < good.length) all.push({ ok: true, index: all.length, value: good[next++] });
  return all;
}

/** What can be compared: errors have stacks. */
const comparable = (record) => (record.ok ? record : { ...record, error: record.error.message, issues: [...record.issues] });

function* pieces(text, sizes) {
  for (let start = 0, turn = 0; start < text.length; turn++) {
    const size = sizes[turn % sizes.length];
    yield text.slice(start, start + size);
    start += size;
  }
}

/** The package and the rules must agree on a JSON array of records; as bytes, and as text where it is text. */
function agree(json, keys) {
  const bytes = typeof json === "string" ? encode(json) : json;
  const expected = readMany("BackendMessage", bytes, keys);
  // Several records one after another are allowed too; the rules know of arrays only.
  const text = new TextDecoder().decode(bytes);
  if (!text.trimStart().startsWith("[")) return;
  same(expected, BackendMessage.safeParseMany(bytes, { unknownKeys: keys }), text);
  const wasText = Buffer.from(text).equals(Buffer.from(bytes));
  if (wasText) same(expected, BackendMessage.safeParseMany(text, { unknownKeys: keys }), text);
}

function same(expected, result, text) {
  assert.equal(result.ok, expected.ok, `${expected.reason ?? "accepted"}\n${result.error?.pretty()}\n${text}`);
  if (result.ok) {
    assert.deepStrictEqual(result.value, expected.value, text);
    assert.equal(JSON.stringify(result.value), JSON.stringify(expected.value), text);
    return;
  }
  assert.ok(result.error instanceof BackendMessageError);
  assert.ok(result.error.issues.length > 0);
  let last = -1;
  for (const issue of result.error.issues) {
    assert.ok(Number.isInteger(issue.offset) && issue.offset >= last, "issues stand in the order of the text");
    assert.ok(issue.index <= issue.offset && issue.line >= 1 && issue.column >= 1);
    last = issue.offset;
  }
}

function editText(bytes, { where, remove, put, raw }) {
  const at = where % (bytes.length + 1);
  return Uint8Array.from([...bytes.subarray(0, at), ...(raw ?? put), ...bytes.subarray(at + remove)]);
}

const TOKEN = /[{}[\],:]|"(?:[^"\\]|\\[^])*"|[^\s{}[\],:"]+/g;

/** Changes JSON text in one place and leaves it JSON. */
function editData(json, { what, where, value, key }) {
  const tokens = [...json.matchAll(TOKEN)].map((match) => ({ text: match[0], start: match.index, end: match.index + match[0].length }));
  const isKey = (index) => tokens[index + 1]?.text === ":";
  const keys = tokens.flatMap((_, index) => (isKey(index) ? [index] : []));
  const values = tokens.flatMap((token, index) => (isKey(index) || /^[}\],:]$/.test(token.text) ? [] : [index]));
  const replace = (start, end, text) => json.slice(0, start) + text + json.slice(end);
  if (what === "value") {
    const first = values[where % values.length];
    return replace(tokens[first].start, tokens[close(tokens, first)].end, value);
  }
  const objects = tokens.flatMap((token, index) => (token.text === "{" ? [index] : []));
  if (keys.length === 0 || objects.length === 0) return json;
  const at = keys[where % keys.length];
  const last = close(tokens, at + 2);
  if (what === "key") return replace(tokens[at].start, tokens[at].end, `"${key}"`);
  if (what === "double") return replace(tokens[at].start, tokens[at].start, `${json.slice(tokens[at].start, tokens[last].end)},`);
  if (what === "insert") return replace(tokens[at].start, tokens[at].start, `"${key}":${value},`);
  // Removed with the comma before it, or else after it.
  if (tokens[at - 1].text === ",") return replace(tokens[at - 1].start, tokens[last].end, "");
  const comma = tokens[last + 1].text === "," ? tokens[last + 1].end : tokens[last].end;
  return replace(tokens[at].start, comma, "");
}

/** The token that ends the value which a token begins. */
function close(tokens, first) {
  let depth = 0;
  for (let index = first; ; index++) {
    if (/^[{[]$/.test(tokens[index].text)) depth++;
    if (/^[}\]]$/.test(tokens[index].text)) depth--;
    if (depth === 0) return index;
  }
}

test("the damage reaches both verdicts", () => {
  // Guards the tests above against edits that never accept, or never refuse.
  const random = new Random(1);
  const verdicts = Array.from({ length: 300 }, (_, seed) => {
    const json = write(messages({ seed, messages: 2, size: 0.05 }), "snake");
    const [value] = fc.sample(otherValue, { seed: random.between(0, 1e6), numRuns: 1 });
    return readMany("BackendMessage", editData(json, { what: "value", where: random.between(0, 1e6), value, key: "id" })).ok;
  });
  assert.ok(verdicts.filter(Boolean).length > 20 && verdicts.filter((ok) => !ok).length > 20);
});
