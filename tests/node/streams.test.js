// Streams: whatever the source and wherever it is cut, the same records and the same issues.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BackendMessage, BackendMessageDecoderStream, BackendMessageError, ToolCallData } from "backend-message";

import { textCases } from "../support/cases.js";
import { history, messages } from "../support/history.js";
import { Random } from "../support/random.js";

const encoder = new TextEncoder();
const OPTIONS = { seed: 21, messages: 40, text: "mixed", size: 0.5 };
const VALUES = messages(OPTIONS);
const TEXT = history(OPTIONS);
const BYTES = encoder.encode(TEXT);

async function collect(stream) {
  const records = [];
  for await (const record of stream) records.push(record);
  return records;
}

function* cut(text, size) {
  for (let start = 0; start < text.length; start += size) yield text.slice(start, start + size);
}

/** What can be compared of records of `onInvalid: "salvage"`. */
const plain = (records) =>
  records.map((record) => (record.ok ? record : { ...record, error: undefined, message: record.error.message.split("\n")[0] }));

const salvageStream = (source) => collect(BackendMessage.stream(source, { onInvalid: "salvage" }));

test("every case of the table, at every split, as bytes and as strings", async () => {
  let count = 0;
  for (const { cases } of textCases) {
    for (const { name, input, options } of cases) {
      if (typeof input !== "string" || input.length > 200) continue;
      const read = async (pieces) =>
        plain(await collect(BackendMessage.stream(pieces, { ...options, onInvalid: "salvage" })));
      const whole = await read(input);
      const { messages: good, rejected } = BackendMessage.salvage(input, options);
      assert.deepStrictEqual(whole.filter(({ ok }) => ok).map(({ value }) => value), good, name);
      assert.deepStrictEqual(whole.filter(({ ok }) => !ok), plain(rejected), name);
      for (let split = 1; split < input.length; split++) {
        assert.deepStrictEqual(await read([input.slice(0, split), input.slice(split)]), whole, `${name}, split at ${split}`);
      }
      if (input.isWellFormed?.() !== false) {
        const bytes = encoder.encode(input);
        assert.deepStrictEqual(await read(cut(bytes, 1)), whole, `${name}, byte by byte`);
      }
      count++;
    }
  }
  assert.ok(count > 700, `${count} cases`);
});

test("random splits of a history", async () => {
  const random = new Random(7);
  for (let round = 0; round < 30; round++) {
    const pieces = [];
    for (let start = 0; start < BYTES.length; ) {
      const size = Math.ceil(random.next() ** 4 * 20_000) + 1;
      pieces.push(BYTES.subarray(start, start + size));
      start += size;
    }
    assert.deepStrictEqual(await collect(BackendMessage.stream(pieces)), VALUES);
  }
});

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

test("a file's growing lines: each record comes with its last byte", async () => {
  let push;
  const pieces = new ReadableStream({ start: (controller) => void (push = (text) => controller.enqueue(encoder.encode(text))) });
  const stream = BackendMessage.stream(pieces);
  for (const [index, line] of TEXT.slice(0, 1).repeat(3).split("").entries()) {
    assert.equal(line, "[");
    const json = BackendMessage.stringify(VALUES[index]);
    push(json.slice(0, -1));
    const next = stream.next();
    assert.equal(await Promise.race([next, new Promise((resolve) => setImmediate(resolve, "waits"))]), "waits");
    push("}");
    assert.deepStrictEqual((await next).value, VALUES[index]);
  }
  await stream.return();
});

test("streams interleave, with each other and with all else", async () => {
  const first = BackendMessage.stream(cut(BYTES, 700));
  const second = BackendMessage.stream(cut(TEXT, 333), { onInvalid: "salvage" });
  const found = [[], []];
  for (let index = 0; index < VALUES.length; index++) {
    found[0].push((await first.next()).value);
    BackendMessage.safeParseMany('[{"id":1},{');
    found[1].push((await second.next()).value.value);
    ToolCallData.safeParse("{");
  }
  assert.equal((await first.next()).done, true);
  assert.equal((await second.next()).done, true);
  assert.deepStrictEqual(found, [VALUES, VALUES]);
});

test("the first bad record ends it, behind all good ones, at its place in the whole", async () => {
  const lines = `${BackendMessage.stringify(VALUES[0])}\n${BackendMessage.stringify(VALUES[1])}\n{"id":5}\n`;
  const found = [];
  const error = await assert.rejects(async () => {
    for await (const message of BackendMessage.stream(cut(lines, 10))) found.push(message);
  }, (error) => {
    assert.ok(error instanceof BackendMessageError);
    assert.equal(error.issues.at(-1).line, 3);
    assert.equal(error.issues.at(-1).pointer, "/2/id");
    assert.match(error.pretty(), /^3:1 \/2\/role/);
    return true;
  });
  assert.equal(error, undefined);
  assert.equal(found.length, 2);
});

test("salvage gives bad records in their places", async () => {
  const lines = ['{"id":"x","role":1}', BackendMessage.stringify(VALUES[0]), '{"id":"y', BackendMessage.stringify(VALUES[1])];
  const records = await salvageStream(cut(lines.join("\n"), 13));
  assert.deepStrictEqual(records.map(({ ok, index }) => [ok, index]), [[false, 0], [true, 1], [false, 2], [true, 3]]);
  assert.deepStrictEqual(records.map(({ id }) => id), ["x", undefined, undefined, undefined]);
  assert.equal(records[2].source, '{"id":"y');
  assert.equal(records[2].issues, records[2].error.issues);
  const [start, end] = [records[2].offset, records[2].offset + records[2].bytes];
  assert.equal(new TextDecoder().decode(encoder.encode(lines.join("\n")).subarray(start, end)), '{"id":"y');
});

test("progress tells what was read", async () => {
  const told = [];
  const source = new Response(TEXT, { headers: { "content-length": String(BYTES.length) } });
  await collect(BackendMessage.stream(source, { onProgress: (progress) => told.push(progress) }));
  assert.deepStrictEqual(told.at(-1), { bytes: BYTES.length, total: BYTES.length, messages: VALUES.length, rejected: 0 });
  const compressed = new Response(TEXT, { headers: { "content-length": "5", "content-encoding": "gzip" } });
  await collect(BackendMessage.stream(compressed, { onProgress: (progress) => told.push(progress) }));
  assert.deepStrictEqual(told.at(-1), { bytes: BYTES.length, messages: VALUES.length, rejected: 0 });
});

test("what a callback throws ends the reading and cancels the source", async () => {
  let cancelled;
  const source = new ReadableStream({ pull: (controller) => controller.enqueue(BYTES), cancel: (reason) => void (cancelled = reason ?? true) });
  const stream = BackendMessage.stream(source, { onProgress() { throw new Error("enough"); } });
  await assert.rejects(stream.next(), /enough/);
  assert.equal(cancelled, true);
  assert.deepStrictEqual(BackendMessage.parseMany(BYTES), VALUES);
});

test("a callback may read as well", async () => {
  const onProgress = () => assert.deepStrictEqual(BackendMessage.parseMany(BYTES), VALUES);
  assert.deepStrictEqual(await collect(BackendMessage.stream(cut(BYTES, 3000), { onProgress })), VALUES);
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
  test(`${name}: an abort ends what is waited for, in the midst of a message`, async () => {
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

  test(`${name}: leaving early cancels it, and nothing is read ahead`, async () => {
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

  test(`${name}: what it throws comes out behind the records before it`, async () => {
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

test("wrong arguments are told at once", () => {
  assert.throws(() => BackendMessage.stream(42), /expected JSON text, or a ReadableStream.*found a number/);
  assert.throws(() => BackendMessage.stream(Promise.resolve("")), /await it first/);
  assert.throws(() => BackendMessage.stream("", { onInvalid: "skip" }), /onInvalid is "throw" or "salvage", not "skip"/);
  assert.throws(() => BackendMessage.stream("", { onProgress: 1 }), /onProgress is a function/);
  assert.throws(() => BackendMessage.stream("", { signal: 1 }), /signal is an AbortSignal/);
  assert.throws(() => BackendMessage.stream("", { maxIssues: 0 }), RangeError);
  assert.throws(() => BackendMessage.salvage({}), /use from\(\)/);
  assert.throws(() => new BackendMessageDecoderStream({ onInvalid: "skip" }), /onInvalid/);
});

test("a piece of the wrong kind ends it", async () => {
  await assert.rejects(collect(BackendMessage.stream([42])), /expected JSON text/);
});

test("the decoder stream, as part of a pipe", async () => {
  const found = await collect(new Blob([TEXT]).stream().pipeThrough(new BackendMessageDecoderStream()));
  assert.deepStrictEqual(found, VALUES);
  const records = await collect(
    new Blob([`${BackendMessage.stringify(VALUES[0])}\n5`]).stream().pipeThrough(new BackendMessageDecoderStream({ onInvalid: "salvage" })),
  );
  assert.deepStrictEqual(records.map(({ ok }) => ok), [true, false]);
});

test("the decoder stream gives what came before a bad record, then its error", async () => {
  const lines = `${BackendMessage.stringify(VALUES[0])}\n${BackendMessage.stringify(VALUES[1])}\n5\n`;
  const reader = new Blob([lines]).stream().pipeThrough(new BackendMessageDecoderStream()).getReader();
  // The queue must not have been emptied by the error while nobody read.
  await new Promise((resolve) => setTimeout(resolve, 10));
  assert.deepStrictEqual((await reader.read()).value, VALUES[0]);
  assert.deepStrictEqual((await reader.read()).value, VALUES[1]);
  await assert.rejects(reader.read(), BackendMessageError);
});

test("the decoder stream keeps back-pressure, and passes a cancel on", async () => {
  let pulls = 0;
  let cancelled;
  const line = encoder.encode(`${BackendMessage.stringify(VALUES[0])}\n`);
  const source = new ReadableStream(
    { pull: (controller) => (pulls++, controller.enqueue(line)), cancel: (reason) => void (cancelled = reason) },
    { highWaterMark: 0 },
  );
  const reader = source.pipeThrough(new BackendMessageDecoderStream()).getReader();
  await reader.read();
  await new Promise((resolve) => setTimeout(resolve, 10));
  assert.ok(pulls < 5, `${pulls} pulls for one message`);
  await reader.cancel("enough");
  await new Promise((resolve) => setTimeout(resolve, 10));
  assert.equal(cancelled, "enough");
});

test("a source's failure reaches the reader of a decoder stream", async () => {
  const source = new ReadableStream({ pull: (controller) => controller.error(new Error("cut off")) });
  await assert.rejects(collect(source.pipeThrough(new BackendMessageDecoderStream())), /cut off/);
});

test("the decoder stream passes on a cancel that comes before the first read", async () => {
  let cancelled;
  const source = new ReadableStream({ cancel: (reason) => void (cancelled = reason) });
  await source.pipeThrough(new BackendMessageDecoderStream()).cancel("enough");
  await new Promise((resolve) => setTimeout(resolve, 10));
  assert.equal(cancelled, "enough");

  const { writable, readable } = new BackendMessageDecoderStream();
  const reader = readable.getReader();
  const read = reader.read();
  await reader.cancel("enough");
  assert.deepStrictEqual(await read, { done: true, value: undefined });
  await assert.rejects(writable.getWriter().write(TEXT), (reason) => reason === "enough");
});

test("the decoder stream tells who writes why it takes no more", async () => {
  const { writable, readable } = new BackendMessageDecoderStream();
  const writer = writable.getWriter();
  const closed = assert.rejects(writer.closed, BackendMessageError);
  const written = assert.rejects(writer.write("5\n"), BackendMessageError).catch(() => {});
  await assert.rejects(readable.getReader().read(), BackendMessageError);
  await closed;
  await written;
  await assert.rejects(writer.write("5\n"), BackendMessageError);
});

test("a decoder stream's options are read as those of stream", async () => {
  for (const options of [null, 5, "salvage", []]) {
    assert.throws(() => new BackendMessageDecoderStream(options), /expected an object of options/);
  }
  class Inherited {
    get onInvalid() {
      return "salvage";
    }
  }
  const found = await collect(new Blob(["5"]).stream().pipeThrough(new BackendMessageDecoderStream(new Inherited())));
  assert.deepStrictEqual(found.map(({ ok }) => ok), [false]);
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

test("an abort ends the waiting for a promise of a plain iterable", async () => {
  const controller = new AbortController();
  const next = BackendMessage.stream([new Promise(() => {})], { signal: controller.signal }).next();
  setImmediate(() => controller.abort(new Error("over")));
  await assert.rejects(next, /over/);
});

test("a `return` that throws hides no abort", async () => {
  const controller = new AbortController();
  const source = { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}), return: () => { throw new Error("other"); } }) };
  const next = BackendMessage.stream(source, { signal: controller.signal }).next();
  setImmediate(() => controller.abort(new Error("over")));
  await assert.rejects(next, /over/);
});

test("a large piece is read in parts, each of whose records are given out before the next is", async () => {
  const line = `${BackendMessage.stringify(VALUES[0])}\n`;
  const count = Math.ceil(2 ** 21 / line.length);
  for (const piece of [line.repeat(count), encoder.encode(line.repeat(count))]) {
    let read = 0;
    let taken = 0;
    for await (const message of BackendMessage.stream([piece], { onProgress: ({ messages }) => void (read = messages) })) {
      assert.equal(message.id, VALUES[0].id);
      taken++;
      assert.ok((read - taken) * line.length < 2 ** 20, `${read} were read, ${taken} taken`);
    }
    assert.equal(taken, count);
  }
});

test("a body that was read in part is refused", async () => {
  const response = new Response(TEXT);
  const reader = response.body.getReader();
  await reader.read();
  reader.releaseLock();
  assert.throws(() => BackendMessage.stream(response), /the body was read already/);
});

test("a length that is no number is not told", async () => {
  const told = [];
  const response = new Response(TEXT, { headers: { "content-length": "5, 5" } });
  await collect(BackendMessage.stream(response, { onProgress: (progress) => told.push(progress) }));
  assert.equal("total" in told.at(-1), false);
});

test("half a pair stays before bytes that follow it", async () => {
  const pieces = ['{"id":"\ud83d', new Uint8Array(0), "", "\ude00", "\ud83d", encoder.encode("-"), '\ude00"}'];
  const [{ source, issues }] = await salvageStream(pieces);
  assert.equal(source, '{"id":"😀\ud83d-\ude00"}');
  assert.deepStrictEqual(issues.filter(({ code }) => code === "lone_surrogate").map(({ index }) => index), [9, 11]);
});

test("a number or a literal on a line of its own is told with the line's end", async () => {
  for (const value of ["5", "-1.5e3", "null", "true"]) {
    let push;
    const source = new ReadableStream({ start: (controller) => void (push = (text) => controller.enqueue(text)) });
    const stream = BackendMessage.stream(source, { onInvalid: "salvage" });
    for (const piece of [value, "\n"]) push(piece);
    assert.equal((await stream.next()).value.source, value);
    await stream.return();
  }
});
