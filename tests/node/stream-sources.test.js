// The sources of streams: every kind gives the same records, ends when it should, and is cancelled when nobody reads on.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BackendMessage } from "backend-message";

import { history, messages } from "../support/history.js";
import { collect, cut } from "../support/pieces.js";

const encoder = new TextEncoder();
const OPTIONS = { seed: 21, messages: 40, text: "mixed", size: 0.5 };
const VALUES = messages(OPTIONS);
const TEXT = history(OPTIONS);
const BYTES = encoder.encode(TEXT);

const SOURCES = {
  "a string": () => TEXT,
  bytes: () => BYTES,
  "an ArrayBuffer": () => BYTES.slice().buffer,
  "a Response": () => new Response(TEXT),
  "a Blob": () => new Blob([TEXT]),
  "a ReadableStream": () => new Blob([TEXT]).stream(),
  "a ReadableStream of strings": () => new Blob([TEXT]).stream().pipeThrough(new TextDecoderStream()),
  "an array of pieces": () => [...cut(BYTES, 1000)],
  "a generator of strings": () => cut(TEXT, 999),
  "an async generator": async function* pieces() {
    yield* cut(BYTES, 5000);
  },
};

for (const [name, source] of Object.entries(SOURCES)) {
  test(`from ${name}`, async () => {
    assert.deepStrictEqual(await collect(BackendMessage.stream(source())), VALUES);
  });
}

test("a Response without a body has no records", async () => {
  assert.deepStrictEqual(await collect(BackendMessage.stream(new Response(null, { status: 204 }))), []);
});

test("what a callback throws ends the reading and cancels the source", async () => {
  let cancelled;
  const source = new ReadableStream({ pull: (controller) => controller.enqueue(BYTES), cancel: (reason) => void (cancelled = reason ?? true) });
  const stream = BackendMessage.stream(source, { onProgress() { throw new Error("enough"); } });
  await assert.rejects(stream.next(), /enough/);
  assert.equal(cancelled, true);
  assert.deepStrictEqual(BackendMessage.parseMany(BYTES), VALUES);
});

for (const [name, make] of Object.entries({
  "a ReadableStream": (pull, cancel) => new ReadableStream({ pull: async (controller) => controller.enqueue(await pull()), cancel }, { highWaterMark: 0 }),
  "an async iterable": (pull, cancel) => ({
    [Symbol.asyncIterator]: () => ({
      next: async () => ({ done: false, value: await pull() }),
      return: async () => {
        cancel();
        return { done: true };
      },
    }),
  }),
})) {
  test(`${name}: an abort ends the wait in the middle of a message`, async () => {
    const controller = new AbortController();
    let pulls = 0;
    let cancelled = 0;
    const source = make(
      () => (++pulls === 1 ? encoder.encode('[{"id":"1') : new Promise(() => {})),
      () => void cancelled++,
    );
    const stream = BackendMessage.stream(source, { signal: controller.signal });
    const next = stream.next();
    setImmediate(() => controller.abort(new Error("over")));
    await assert.rejects(next, /over/);
    assert.equal(cancelled, 1);
    assert.equal((await stream.next()).done, true);
  });

  test(`${name}: leaving early cancels it, without reading ahead`, async () => {
    let pulls = 0;
    let cancelled = 0;
    const line = encoder.encode(`${BackendMessage.stringify(VALUES[0])}\n`);
    const source = make(() => {
      pulls++;
      return line;
    }, () => void cancelled++);
    for await (const message of BackendMessage.stream(source)) {
      assert.deepStrictEqual(message, VALUES[0]);
      if (pulls === 3) break;
    }
    assert.deepStrictEqual([pulls, cancelled], [3, 1]);
  });

  test(`${name}: its error comes after the records before it`, async () => {
    let pulls = 0;
    const source = make(() => {
      if (++pulls === 3) throw new Error("cut off");
      return encoder.encode(`${BackendMessage.stringify(VALUES[pulls])}\n{`.slice(0, -1));
    }, () => {});
    const found = [];
    await assert.rejects(async () => {
      for await (const message of BackendMessage.stream(source)) found.push(message);
    }, /cut off/);
    assert.equal(found.length, 2);
  });
}

test("an aborted signal opens nothing", async () => {
  const source = { [Symbol.asyncIterator]: () => assert.fail("it was opened") };
  await assert.rejects(collect(BackendMessage.stream(source, { signal: AbortSignal.abort(new Error("no")) })), /no/);
});

test("a piece of the wrong kind ends it", async () => {
  await assert.rejects(collect(BackendMessage.stream([42])), /expected JSON text/);
});

test("an abort is noticed between two pieces and two records, whatever the source", async () => {
  for (const source of [" ".repeat(2 ** 20), [" ", " "], TEXT, [TEXT]]) {
    const controller = new AbortController();
    let calls = 0;
    const onProgress = () => {
      calls++;
      controller.abort(new Error("enough"));
    };
    await assert.rejects(collect(BackendMessage.stream(source, { signal: controller.signal, onProgress })), /enough/);
    assert.equal(calls, 1);
  }
});

test("an abort ends the wait for a promise of a plain iterable", async () => {
  const controller = new AbortController();
  const next = BackendMessage.stream([new Promise(() => {})], { signal: controller.signal }).next();
  setImmediate(() => controller.abort(new Error("over")));
  await assert.rejects(next, /over/);
});

test("a `return` that throws does not hide an abort", async () => {
  const controller = new AbortController();
  const source = { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}), return: () => { throw new Error("other"); } }) };
  const next = BackendMessage.stream(source, { signal: controller.signal }).next();
  setImmediate(() => controller.abort(new Error("over")));
  await assert.rejects(next, /over/);
});

test("a body that was partly read is refused", async () => {
  const response = new Response(TEXT);
  const reader = response.body.getReader();
  await reader.read();
  reader.releaseLock();
  assert.throws(() => BackendMessage.stream(response), /the body was read already/);
});

test("a length that is not a number is not reported", async () => {
  const seen = [];
  const response = new Response(TEXT, { headers: { "content-length": "5, 5" } });
  await collect(BackendMessage.stream(response, { onProgress: (progress) => seen.push(progress) }));
  assert.equal("total" in seen.at(-1), false);
});
