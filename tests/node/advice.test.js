// What errors advise: hints of issues, and of arguments that are wrong.

import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { BackendMessage } from "backend-message";

const RECORD = '{"id":"a","role":"user","sessionId":"s","userInput":"t"}';

/** The only issue of a text, read as many records. */
function issueOf(text, options) {
  const result = BackendMessage.safeParseMany(text, options);
  assert.ok(!result.ok);
  assert.equal(result.error.issues.length, 1, result.error.pretty());
  return [result.error.issues[0], result.error.pretty()];
}

test("a text that is not a history is one issue with a hint", () => {
  const utf16 = Buffer.from(`${RECORD}\n${RECORD}`, "utf16le");
  for (const [text, expected] of [
    [utf16, "UTF-16"],
    [Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]), "UTF-16"],
    [Buffer.from(utf16).swap16(), "UTF-16"],
    [utf16.toString(), "UTF-16"],
    [gzipSync(RECORD), "gzip"],
    ["<!doctype html><title>Sign in</title>", "HTML"],
    ["id: 1\nevent: connected\ndata: {}\n\n", "server-sent events"],
    ['{"error":{"code":404,"message":"no such session","type":"not_found"}}', "no such session"],
    [`{"ok":true,"data":{"messages":[${RECORD}]}}`, "/data/messages"],
    [JSON.stringify(`[${RECORD}]`), "encoded twice"],
  ]) {
    const [issue, pretty] = issueOf(text);
    assert.ok(issue.hint?.includes(expected), `${issue.hint} lacks ${expected}`);
    assert.ok(pretty.includes(`hint: ${issue.hint}`), pretty);
  }
});

test("a list where one record belongs", () => {
  const result = BackendMessage.safeParse(`[${RECORD}]`);
  assert.ok(!result.ok && result.error.issues[0].hint?.includes("parseMany"));
});

test("a value that is not data yet", () => {
  const text = "JSON text is read with parse";
  for (const [value, received, hint] of [
    [RECORD, "string", text],
    [Buffer.from(RECORD), "class instance (Buffer)", text],
    [Promise.resolve({}), "class instance (Promise)", "await it first"],
    [new Map(), "class instance (Map)", undefined],
    [new (class extends Map {})(), "class instance", undefined],
    [Object.create(Object.create(Object.create(null))), "class instance", undefined],
    [new (class { static name = "a\u0000b"; })(), "class instance", undefined],
    [new Proxy(new Map(), { get: (map, key) => { throw key; } }), "class instance", undefined],
    [5, "number", undefined],
  ]) {
    for (const [{ error }, advice, path] of [
      [BackendMessage.safeFrom(value), hint, []],
      [BackendMessage.safeFromMany([value]), hint, [0]],
      [BackendMessage.safeFrom({ ...JSON.parse(RECORD), toolCalls: [value] }), undefined, ["toolCalls", 0]],
    ]) {
      const [issue] = error.issues;
      assert.deepEqual([error.issues.length, issue.received, issue.hint, issue.path], [1, received, advice, path]);
      assert.equal(error.pretty().includes("hint: "), advice !== undefined, error.pretty());
    }
  }
  const { error } = BackendMessage.safeFromMany(RECORD);
  assert.match(error.pretty(), /\n {2}hint: JSON text is read with parseMany$/);
  assert.equal(BackendMessage.safeFromMany(Promise.resolve([])).error.issues[0].hint, "await it first");
});

test("misspelt fields", () => {
  const text = RECORD.replace("sessionId", "sesionId");
  const [issue] = issueOf(text);
  assert.deepStrictEqual([issue.code, issue.pointer], ["missing_field", "/0/sessionId"]);
  assert.match(issue.hint, /"sesionId".*did you mean "sessionId"/);
  const value = BackendMessage.safeFrom(JSON.parse(text));
  assert.ok(!value.ok);
  assert.match(value.error.issues[0].hint, /did you mean "sessionId"/);
  assert.match(value.error.pretty(), /did you mean "sessionId"/);
  const [unknown] = issueOf(RECORD.replace("{", '{"InputTokens":1,'), { unknownKeys: "reject" });
  assert.equal(unknown.hint, 'did you mean "inputTokens"?');
});

test("misspelt options", async () => {
  for (const [name, meant] of [["unknownkeys", "unknownKeys"], ["maxIsues", "maxIssues"], ["malformedUnicodes", "malformedUnicode"]]) {
    assert.throws(() => BackendMessage.parse(RECORD, { [name]: "keep" }), (error) => error instanceof TypeError && error.message.includes(`did you mean "${meant}"?`));
  }
  assert.throws(() => BackendMessage.stream(RECORD, { oninvalid: "salvage" }), /did you mean "onInvalid"/);
  assert.throws(() => BackendMessage.stringify(JSON.parse(RECORD), { nameing: "wire" }), /did you mean "naming"/);
  // What is meant for somebody else is left alone.
  assert.ok(BackendMessage.parse(RECORD, { cache: "no-store", onProgress() {} }));
});

test("a value that is not a text gets fitting advice", () => {
  for (const [value, expected] of [
    [Promise.resolve(RECORD), "await it first"],
    [[JSON.parse(RECORD)], "from() and fromMany()"],
    [JSON.parse(RECORD), "use from()"],
    [new Response(RECORD), "stream()"],
    [new Blob([RECORD]), "stream()"],
    [new Blob([RECORD]).stream(), "stream()"],
  ]) {
    assert.throws(() => BackendMessage.parse(value), (error) => error instanceof TypeError && error.message.includes(expected));
  }
  const hostile = new Proxy({}, { has() { throw new Error("no"); } });
  assert.throws(() => BackendMessage.parse(hostile), TypeError);
});

test("an issue says where it ends", () => {
  const text = '{"id":"é😀","role":5.50,"sessionId":"s","userInput":{"a":[1]},"x":1}';
  const result = BackendMessage.safeParse(text, { unknownKeys: "reject" });
  assert.ok(!result.ok);
  const marked = result.error.issues.map(({ index, endIndex }) => text.slice(index, endIndex));
  assert.deepStrictEqual(marked, ["5.50", '{"a":[1]}', '"x"']);
  const bytes = Buffer.from(text);
  assert.deepStrictEqual(result.error.issues.map(({ offset, endOffset }) => bytes.subarray(offset, endOffset).toString()), marked);
});

test("issues are plain data: they survive structuredClone and postMessage", async () => {
  const result = BackendMessage.safeParse("{}");
  assert.ok(!result.ok);
  const { issues } = result.error;
  assert.deepStrictEqual(structuredClone(issues), issues);
  const { port1, port2 } = new MessageChannel();
  const received = new Promise((resolve) => port2.addEventListener("message", (event) => resolve(event.data), { once: true }));
  port2.start();
  port1.postMessage(issues);
  assert.deepStrictEqual(await received, issues);
  port1.close();
});
