// Work on what is there already lets others have their turn, so that an abort is noticed and a page paints. The clock is ours:
// eight milliseconds have passed whenever it is looked at, or none.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BackendMessage, BackendMessageDecoderStream } from "backend-message";
import { audit, summarize } from "backend-message/insight";

import { history } from "../support/history.js";

const TEXT = history({ seed: 1, messages: 2000 });
const BYTES = new TextEncoder().encode(TEXT);
const PIECES = Math.ceil(BYTES.length / 2 ** 18);
assert.ok(PIECES >= 8);

let step = 0;
let time = 0;
performance.now = () => (time += step);

/** Sources in which everything is there. `text` and `bytes` are for streams only: what is not a source is worked on at once. */
const SOURCES = {
  blob: () => new Blob([BYTES]),
  response: () => new Response(BYTES),
  "one piece": () => [TEXT],
  "an async iterable of one piece": async function* () {
    yield BYTES;
  },
};
const make = (source) => (typeof SOURCES[source] === "function" ? SOURCES[source]() : SOURCES[source]);

const drain = async (records) => {
  let count = 0;
  for await (const record of records) count += Array.isArray(record) ? record.length : 1;
  return count;
};
const WORK = {
  stream: (source, options) => drain(BackendMessage.stream(source, options)),
  "stream in batches": (source, options) => drain(BackendMessage.stream(source, { ...options, batch: true })),
  "stream that salvages": (source, options) => drain(BackendMessage.stream(source, { ...options, onInvalid: "salvage" })),
  summarize,
  audit,
};

/** How many turns another task has while work goes on. */
async function turnsDuring(work) {
  let turns = 0;
  let isOver = false;
  const turn = () => {
    turns++;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  await work().finally(() => (isOver = true));
  return turns;
}

for (const [name, work] of Object.entries(WORK)) {
  const sources = name.startsWith("stream") ? { ...SOURCES, text: () => TEXT, bytes: () => BYTES } : SOURCES;
  for (const [source, create] of Object.entries(sources)) {
    test(`${name} of ${source}: others have a turn for every piece, and an abort in one ends it`, async () => {
      step = 8;
      assert.ok((await turnsDuring(() => work(create()))) >= PIECES);

      const controller = new AbortController();
      const reason = new Error("enough");
      let last = 0;
      let isAborted = false;
      const onProgress = ({ bytes }) => {
        assert.equal(isAborted, false, "it went on after the abort");
        if (last === 0) setImmediate(() => (controller.abort(reason), (isAborted = true)));
        last = bytes;
      };
      await assert.rejects(work(create(), { signal: controller.signal, onProgress }), (error) => error === reason);
      assert.ok(last > 0 && last < BYTES.length);
    });
  }

  test(`${name} that takes no time does not give way`, async () => {
    step = 0;
    assert.ok((await turnsDuring(() => work([TEXT]))) <= 1);
  });

  test(`${name} reports its progress, and does nothing if its signal is already aborted`, async () => {
    step = 0;
    const seen = [];
    await work(new Blob([BYTES]), { onProgress: (progress) => seen.push(progress) });
    assert.deepEqual([seen.at(-1).bytes, seen.at(-1).total], [BYTES.length, BYTES.length]);
    for (let index = 1; index < seen.length; index++) assert.ok(seen[index].bytes >= seen[index - 1].bytes);
    const reason = new Error("never");
    let isOpened = false;
    const source = { *[Symbol.iterator]() { isOpened = true; } };
    await assert.rejects(async () => work(source, { signal: AbortSignal.abort(reason) }), (error) => error === reason);
    assert.equal(isOpened, false);
  });
}

test("a slow consumer of records gives way, too", async () => {
  const controller = new AbortController();
  step = 8;
  setImmediate(() => controller.abort());
  let count = 0;
  await assert.rejects(async () => {
    for await (const _ of BackendMessage.stream(TEXT, { signal: controller.signal })) count++;
  }, { name: "AbortError" });
  assert.ok(count <= 16);
});

test("a transform stream gives way, too", async () => {
  step = 8;
  const work = async () => drain(new Blob([BYTES]).stream().pipeThrough(new BackendMessageDecoderStream()));
  assert.ok((await turnsDuring(work)) >= PIECES);
});

for (const missing of [["setImmediate"], ["setImmediate", "MessageChannel"], ["performance"]]) {
  test(`without ${missing.join(" and ")}`, async () => {
    step = 8;
    const kept = missing.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));
    const { setTimeout } = globalThis;
    for (const name of missing) delete globalThis[name];
    try {
      assert.equal(await WORK.stream(TEXT), 2000);
    } finally {
      missing.forEach((name, index) => Object.defineProperty(globalThis, name, kept[index]));
      globalThis.setTimeout = setTimeout;
    }
  });
}

test("timers have their turns, also where scheduler.yield would go before them", async () => {
  step = 8;
  // As in Chromium: what continues there goes before timers, and they starve.
  globalThis.scheduler = { yield: () => Promise.resolve() };
  try {
    for (const work of Object.values(WORK)) {
      const controller = new AbortController();
      const reason = new Error("late");
      setTimeout(() => controller.abort(reason));
      const spaces = new Uint8Array(4096).fill(0x20);
      const pieces = async function* () {
        for (let left = 2000; left > 0; left--) yield spaces;
      };
      await assert.rejects(work(pieces(), { signal: controller.signal }), (error) => error === reason);
    }
  } finally {
    delete globalThis.scheduler;
  }
});

test("batches have the messages of each piece, in the order of the source", async () => {
  const sizes = [];
  const messages = [];
  for await (const batch of BackendMessage.stream(TEXT, { batch: true })) {
    sizes.push(batch.length);
    messages.push(...batch);
  }
  assert.ok(sizes.length > 1 && sizes.every((size) => size > 0));
  assert.deepStrictEqual(messages, BackendMessage.parseMany(TEXT));
  const broken = TEXT.slice(0, -2) + ',{"id":1}]';
  const good = [];
  await assert.rejects(async () => {
    for await (const batch of BackendMessage.stream(broken, { batch: true })) good.push(...batch);
  }, { name: "BackendMessageError" });
  assert.equal(good.length, 2000);
  assert.throws(() => BackendMessage.stream(TEXT, { batch: 1 }), TypeError);
});

test("an audit that gives way and other reading do not disturb each other", async () => {
  step = 8;
  const expected = audit(TEXT);
  assert.ok(expected.length > 0);
  const audits = [audit(new Blob([TEXT])), audit([TEXT.slice(0, 1001), TEXT.slice(1001)]), audit(new Response(BYTES))];
  const others = [summarize(new Blob([TEXT])), summarize(TEXT), audit("[]"), summarize(new Blob([TEXT]))];
  assert.deepStrictEqual(await Promise.all(audits), [expected, expected, expected]);
  const [first, second, , third] = await Promise.all(others);
  assert.deepStrictEqual(first, second);
  assert.deepStrictEqual(third, second);
});

test("an audit of a source: strings with halves of pairs, rules, and failures", async () => {
  const odd = '[{"id":"\ud83d\ude00","role":"odd","sessionId":"s","userInput":""}]';
  const pieces = [odd.slice(0, 9), odd.slice(9)];
  assert.deepStrictEqual(await audit(pieces), audit(odd));
  assert.deepStrictEqual(await audit(pieces, { rules: { unknown_role: false } }), []);
  await assert.rejects(async () => audit(pieces, { rules: { no_rule: false } }), /no rule is named "no_rule"/);
  await assert.rejects(async () => audit(new Response("no", { status: 404 })), { name: "ResponseError" });
  await assert.rejects(async () => audit((function* () { yield 5; })()), TypeError);
  assert.throws(() => audit([], { signal: 5 }), TypeError);
});
