// Firefox and WebKit give a Blob that is in memory as a single piece, and block the page while they copy it: it must be read
// in slices. Chromium and Node give it in small pieces: it must be read as few streams, as each takes time to begin.

import assert from "node:assert/strict";
import { test } from "node:test";

import { BackendMessage } from "backend-message";
import { audit, summarize } from "backend-message/insight";

import { writeOne, messages } from "../support/history.js";

/** What a page can copy without a pause that is felt. */
const MOST = 1 << 22;

const list = messages({ seed: 14, messages: 1000, size: 0.5 });
const BYTES = new TextEncoder().encode(list.map((message) => writeOne(message)).join("").repeat(9));
const COUNT = 9 * list.length;
assert.ok(BYTES.length > 2 * MOST, `${BYTES.length} bytes`);

/** A Blob whose streams have pieces of at most so many bytes, and what was asked of it. */
function blobOf(most, seen, bytes = BYTES) {
  return {
    size: bytes.length,
    slice: (start, end) => blobOf(most, seen, bytes.subarray(start, end)),
    stream() {
      seen.streams++;
      let start = 0;
      return new ReadableStream({
        pull(controller) {
          const piece = bytes.slice(start, (start += most));
          seen.longest = Math.max(seen.longest, piece.length);
          if (piece.length > 0) controller.enqueue(piece);
          if (start >= bytes.length) controller.close();
        },
        cancel: () => void seen.cancelled++,
      });
    },
  };
}

const works = {
  async stream(blob) {
    let count = 0;
    for await (const _ of BackendMessage.stream(blob)) count++;
    return count;
  },
  summarize: async (blob) => (await summarize(blob)).messages,
  audit: async (blob) => (await audit(blob)).messages,
};

for (const [name, work] of Object.entries(works)) {
  test(`\`${name}\` copies little of a Blob at a time, whatever its streams do`, async () => {
    const whole = { streams: 0, longest: 0, cancelled: 0 };
    assert.equal(await work(blobOf(Infinity, whole)), COUNT);
    assert.ok(whole.longest <= MOST, `a piece of ${whole.longest} bytes`);

    const small = { streams: 0, longest: 0, cancelled: 0 };
    assert.equal(await work(blobOf(1 << 16, small)), COUNT);
    assert.equal(small.streams, 2);
  });
}

test("an audit makes no array as long as the text: that alone takes a page 100 ms for 100 MB", async () => {
  const { Uint8Array } = globalThis;
  let longest = 0;
  globalThis.Uint8Array = new Proxy(Uint8Array, {
    construct(target, [what, ...rest]) {
      if (typeof what === "number") longest = Math.max(longest, what);
      return new target(what, ...rest);
    },
  });
  try {
    assert.equal((await audit(new Blob([BYTES]))).messages, COUNT);
  } finally {
    globalThis.Uint8Array = Uint8Array;
  }
  assert.ok(longest <= MOST, `an array of ${longest} bytes`);
});

test("whoever stops reading a Blob ends the stream that is open", async () => {
  const seen = { streams: 0, longest: 0, cancelled: 0 };
  for await (const _ of BackendMessage.stream(blobOf(1 << 16, seen))) break;
  assert.deepEqual([seen.streams, seen.cancelled], [1, 1]);
});
