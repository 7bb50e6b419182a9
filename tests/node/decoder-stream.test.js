// `BackendMessageDecoderStream`: a stream's records as part of a pipe.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BackendMessage, BackendMessageDecoderStream, BackendMessageError } from "backend-message";

import { history, messages } from "../support/history.js";
import { collect } from "../support/pieces.js";

const encoder = new TextEncoder();
const OPTIONS = { seed: 21, messages: 40, text: "mixed", size: 0.5 };
const VALUES = messages(OPTIONS);
const TEXT = history(OPTIONS);

test("the decoder stream, as part of a pipe", async () => {
  const found = await collect(new Blob([TEXT]).stream().pipeThrough(new BackendMessageDecoderStream()));
  assert.deepStrictEqual(found, VALUES);
  const records = await collect(
    new Blob([`${BackendMessage.stringify(VALUES[0])}\n5`]).stream().pipeThrough(new BackendMessageDecoderStream({ onInvalid: "salvage" })),
  );
  assert.deepStrictEqual(records.map(({ ok }) => ok), [true, false]);
});

test("the decoder stream gives the records before an invalid one, then its error", async () => {
  const lines = `${BackendMessage.stringify(VALUES[0])}\n${BackendMessage.stringify(VALUES[1])}\n5\n`;
  const reader = new Blob([lines]).stream().pipeThrough(new BackendMessageDecoderStream()).getReader();
  // The queue must not have been emptied by the error while nobody read.
  await new Promise((resolve) => setTimeout(resolve, 10));
  assert.deepStrictEqual((await reader.read()).value, VALUES[0]);
  assert.deepStrictEqual((await reader.read()).value, VALUES[1]);
  await assert.rejects(reader.read(), BackendMessageError);
});

test("the decoder stream keeps back-pressure and passes on a cancel", async () => {
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

test("the decoder stream's writer gets the error that ended it", async () => {
  const { writable, readable } = new BackendMessageDecoderStream();
  const writer = writable.getWriter();
  const closed = assert.rejects(writer.closed, BackendMessageError);
  const written = assert.rejects(writer.write("5\n"), BackendMessageError).catch(() => {});
  await assert.rejects(readable.getReader().read(), BackendMessageError);
  await closed;
  await written;
  await assert.rejects(writer.write("5\n"), BackendMessageError);
});

test("a decoder stream reads its options as stream does", async () => {
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
