// Summaries: they equal what is counted from parsed objects, whatever the text looks like and however it comes.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { BackendMessage, BackendMessageError, ToolCallData } from "backend-message";
import { summarize } from "backend-message/insight";

import { history, messages, write, writeOne } from "../support/history.js";
import { Random } from "../support/random.js";
import { sumUp } from "../support/sum-up.js";

const REQUIRED = '"role":"user","sessionId":"s","userInput":""';

/** Every way in, one result. */
async function sameByEveryWay(text, expected = sumUp(text)) {
  const bytes = new TextEncoder().encode(text);
  assert.deepStrictEqual(summarize(bytes), expected);
  assert.deepStrictEqual(summarize(text), expected);
  assert.deepStrictEqual(summarize(bytes.buffer, { onInvalid: "salvage" }), expected);
  const pieces = (size) => Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
  assert.deepStrictEqual(await summarize(pieces(997)), expected);
  assert.deepStrictEqual(await summarize(new Blob([bytes])), expected);
  // An answer without a body is an error (failed-answers.test.js).
  if (text !== "") assert.deepStrictEqual(await summarize(new Response(bytes), { onInvalid: "salvage" }), expected);
  return expected;
}

for (const text of ["ascii", "mixed", "cjk"]) {
  for (const dialect of ["wire", "camel", "snake"]) {
    test(`made-up histories, ${text}, ${dialect}`, async () => {
      for (const seed of [1, 2, 3]) {
        const summary = await sameByEveryWay(history({ seed, messages: 40, text, dialect, size: 0.3 }));
        assert.equal(summary.messages, 40);
        assert.ok(summary.tools.length > 3 && summary.callbacks.length > 0 && summary.models.length > 2);
      }
    });
  }
}

test("the samples of the real writer", async () => {
  for (const name of ["history.wire.json", "history.snake.json", "nonascii.camel.json", "short.wire.ndjson"]) {
    await sameByEveryWay(readFileSync(new URL(`../samples/${name}`, import.meta.url), "utf8"));
  }
});

test("a sequence, one message, and nothing at all", async () => {
  const list = messages({ seed: 9, messages: 30, size: 0.2 });
  await sameByEveryWay(list.map((message) => writeOne(message)).join("\n"));
  await sameByEveryWay(JSON.stringify(list, null, 2));
  await sameByEveryWay(`\ufeff ${JSON.stringify(list[0])} `);
  assert.equal((await sameByEveryWay("")).messages, 0);
  assert.deepStrictEqual((await sameByEveryWay("[ ]\n")).fields, []);
});

test("any name is only a name, in any spelling", async () => {
  const random = new Random(4);
  const names = ["__proto__", "constructor", "toString", "", "\0", "a", "a\0", "é", "\ud83d\ude00", '"\\/\n', "x".repeat(3000)];
  const spell = (name) =>
    `"${Array.from({ length: name.length }, (_, index) =>
      random.chance(0.5) || /["\\\p{Cc}\p{Cs}]/u.test(name[index])
        ? `\\u${name.charCodeAt(index).toString(16).padStart(4, "0")}`
        : name[index],
    ).join("")}"`;
  const lines = Array.from({ length: 400 }, (_, index) => {
    const [role, session, model, tool] = Array.from({ length: 4 }, () => spell(random.pick(names)));
    const call = `{"id":"c","name":${tool},"type":"","input":"","finished":${random.chance(0.5)},"is_error":${random.chance(0.5)}}`;
    const named = random.chance(0.2) ? "null" : model;
    return `{"id":"${index}","role":${role},"session_id":${session},"userInput":"","model":${named},"toolCalls":[${call}]}`;
  });
  const summary = await sameByEveryWay(lines.join("\n"));
  assert.equal(summary.tools.length, names.length);
  assert.equal(summary.models.length, names.length + 1);
  assert.equal(Object.getPrototypeOf({}).messages, undefined);
});

test("thousands of names", async () => {
  const line = (index) => `{"id":"1","role":"r${index % 7}","sessionId":"${"s".repeat(index % 50)}${(index * 7919) % 5003}","userInput":""}`;
  const summary = await sameByEveryWay(Array.from({ length: 12_000 }, (_, index) => line(index)).join("\n"));
  assert.ok(summary.sessions.length > 5000);
});

test("integers are summed exactly, and rounded once", async () => {
  const most = Number.MAX_SAFE_INTEGER;
  const tokens = [most, most, 1, 3, -most, most, 5.0, most];
  const text = tokens.map((count) => `{"id":"1",${REQUIRED},"inputTokens":${count},"outputTokens":${-count}}`).join("\n");
  const { usage } = await sameByEveryWay(text);
  const exact = tokens.reduce((sum, count) => sum + BigInt(count), 0n);
  assert.deepStrictEqual([usage.inputTokens, usage.outputTokens], [Number(exact), Number(-exact)]);
});

test("costs lose nothing to rounding", async () => {
  const sum = async (costs) =>
    (await sameByEveryWay(costs.map((cost) => `{"id":"1",${REQUIRED},"cost":${cost}}`).join("\n"))).usage.cost;
  assert.equal(await sum(["1e16", "1", "-1e16"]), 1);
  assert.equal(await sum(["1e100", "1", "-1e100", "3e-7"]), 1.0000003);
  assert.equal(await sum(Array(10).fill("0.1")), 1);
  assert.equal(await sum(["-0"]), 0);
  const random = new Random(8);
  await sum(Array.from({ length: 3000 }, () => String(random.next() * random.pick([1e-7, 0.001, 2]))));
  const beyond = await summarize(["1e308", "1e308", "1e308"].map((cost) => `{"id":"1",${REQUIRED},"cost":${cost}}`));
  assert.equal(beyond.usage.cost, Infinity);
});

test("null, unknown and empty values", async () => {
  const text = `[{"id":"1",${REQUIRED},"model":null,"cost":null,"extra":{"role":"x"},"tool_calls":[],"callbackResults":[],"reasoning":""}]`;
  const { fields, models } = await sameByEveryWay(text);
  assert.deepStrictEqual(models.map(({ model }) => model), [undefined]);
  assert.ok(!("model" in models[0]));
  assert.deepStrictEqual(fields.slice(4), [
    { path: "toolCalls", values: 1, bytes: 2 },
    { path: "callbackResults", values: 1, bytes: 2 },
    { path: "reasoning", values: 1, bytes: 2 },
  ]);
});

test("invalid texts have the errors of parseMany", () => {
  const list = messages({ seed: 3, messages: 50 });
  Object.assign(list[20], { role: 5 });
  Object.assign(list[30], { inputTokens: "7" });
  const text = write(list);
  const { error } = BackendMessage.safeParseMany(text);
  assert.equal(error.issues.length, 2);
  assert.throws(() => summarize(text), (thrown) => {
    assert.ok(thrown instanceof BackendMessageError);
    assert.deepStrictEqual(thrown.issues, error.issues);
    return thrown.pretty() === error.pretty();
  });
  assert.throws(() => summarize(text, { maxIssues: 1 }), { truncated: true });
  assert.throws(() => summarize("[{}", { onInvalid: "throw" }), BackendMessageError);
  assert.throws(() => summarize(`{"id":"1",${REQUIRED},"x":1}`, { unknownKeys: "reject" }), BackendMessageError);
});

test("the first invalid message of a source ends it", async () => {
  const good = `{"id":"1",${REQUIRED}}\n`;
  let closed = false;
  const source = (async function* () {
    try {
      for (;;) yield good + "{}\n" + '{"id":5}\n';
    } finally {
      closed = true;
    }
  })();
  await assert.rejects(summarize(source), (error) => {
    assert.ok(error instanceof BackendMessageError);
    return error.issues.length === 4 && error.issues.every(({ path, line }) => path[0] === 1 && line === 2);
  });
  assert.ok(closed);
});

test("salvaged: bad records are counted and skipped", async () => {
  const list = messages({ seed: 6, messages: 60, size: 0.2 });
  const lines = list.map((message) => writeOne(message).trim());
  const expected = sumUp(lines.join("\n"));
  const text = lines.flatMap((line, index) => (index % 10 === 0 ? [line, "{broken", '{"id":"bad"}'] : [line])).join("\n");
  const summary = await sameByEveryWaySalvaged(text);
  // Up to the next valid record it is one stretch of damage.
  assert.equal(summary.rejected, 6);
  assert.equal(summary.bytes, Buffer.byteLength(text));
  assert.equal(summary.rejectedBytes, 6 * Buffer.byteLength('{broken\n{"id":"bad"}'));
  assert.deepStrictEqual({ ...summary, rejected: 0, rejectedBytes: 0, bytes: expected.bytes }, expected);
});

async function sameByEveryWaySalvaged(text) {
  const options = { onInvalid: "salvage" };
  const summary = summarize(text, options);
  assert.deepStrictEqual(await summarize(Array.from(text), options), summary);
  assert.deepStrictEqual(await summarize(new Blob([text]), options), summary);
  return summary;
}

test("many at a time, other reading between", async () => {
  const texts = Array.from({ length: 8 }, (_, seed) => history({ seed, messages: 20, size: 0.2 }));
  async function* slowly(text) {
    for (let at = 0; at < text.length; at += 1000) {
      yield text.slice(at, at + 1000);
      BackendMessage.parseMany(texts[0]);
      assert.throws(() => summarize("{"));
      await new Promise(setImmediate);
    }
  }
  const summaries = await Promise.all(texts.map((text) => summarize(slowly(text))));
  assert.deepStrictEqual(summaries, texts.map(sumUp));
});

test("progress, and an abort", async () => {
  const text = history({ seed: 7, messages: 200, size: 0.2 });
  const seen = [];
  const onProgress = (progress) => seen.push(progress);
  await summarize(new Blob([text]), { onProgress });
  assert.deepStrictEqual(seen.at(-1), { bytes: Buffer.byteLength(text), total: Buffer.byteLength(text), messages: 200, rejected: 0 });

  const controller = new AbortController();
  const endless = (async function* () {
    for (;;) yield `{"id":"1",${REQUIRED}}\n`;
  })();
  const reason = new Error("enough");
  const summary = summarize(endless, {
    signal: controller.signal,
    onProgress: ({ messages }) => messages > 10 && controller.abort(reason),
  });
  await assert.rejects(summary, reason);
});

test("values that are not a text, a source or an option are refused", () => {
  for (const source of [undefined, null, 42, {}, Promise.resolve("[]")]) {
    assert.throws(() => summarize(source), TypeError);
  }
  assert.throws(() => summarize("[]", { onInvalid: "skip" }), TypeError);
  assert.throws(() => summarize("[]", []), TypeError);
  assert.ok(!("summarize" in ToolCallData));
});
