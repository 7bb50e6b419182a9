// The browsers' own EventSource as an oracle: it must find in a stream what our parser finds.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";

import { createEventStreamParser } from "../../pkg-template/live/event-stream.js";
import { CASES } from "../live/event-stream-cases.js";
import { launchChromium, launchFirefox } from "../support/browsers.js";
import { Random } from "../support/random.js";

const PARTS = [
  "data", "event", "id", "retry", ":", " ", "\n", "\r", "\r\n", "\n\n", "1", "x", "é", "😀", "data: {}", "event: test", "\n\n", "id: 1", "foo", "\0", "\ufeff",
];
const random = new Random(11);
const STREAMS = [
  ...Object.values(CASES).map(([stream]) => stream),
  ...Array.from({ length: 300 }, () => Array.from({ length: random.between(1, 40) }, () => random.pick(PARTS)).join("")),
];
/** The names of events that a page listens for: only a listener of its name sees an event. */
const NAMES = ["message", ...new Set(STREAMS.flatMap((stream) => framesOf(stream).map(({ event }) => event)))];

function framesOf(stream) {
  const parse = createEventStreamParser({ maxFrameBytes: Infinity, onSkip: () => assert.fail("a frame was passed over") });
  return [...parse(new TextEncoder().encode(stream))].map(({ event, data, id }) => ({ event, data, id }));
}

/**
 * What can be compared in a stream. Against the standard, Firefox loses a NUL in a value, and the id of a frame without data.
 */
const comparable = {
  Chromium: { isStream: () => true, of: (frames) => frames },
  Firefox: { isStream: (stream) => !stream.includes("\0"), of: (frames) => frames.map(({ event, data }) => ({ event, data })) },
};

/** Runs in the page. A stream's end is an error, after which a source would connect anew. */
function gatherAll({ count, names }) {
  const gather = (index) =>
    new Promise((resolve) => {
      const frames = [];
      const source = new EventSource(`/stream/${index}`);
      const onEvent = ({ type, data, lastEventId }) => frames.push({ event: type, data, id: lastEventId });
      for (const name of names) source.addEventListener(name, onEvent);
      source.addEventListener("error", ({ data }) => {
        if (data !== undefined) return;
        source.close();
        resolve(frames);
      });
    });
  const all = Array.from({ length: count }).reduce(
    (before, _, index) => before.then(async (found) => [...found, await gather(index)]),
    Promise.resolve([]),
  );
  // As text, on whose way nothing happens to characters that are rare.
  return all.then(JSON.stringify);
}

for (const [name, launch] of Object.entries({ Chromium: launchChromium, Firefox: launchFirefox })) {
  test(`the EventSource of ${name} finds the same frames`, async (context) => {
    const server = createServer((request, response) => {
      const index = /^\/stream\/(\d+)$/.exec(request.url)?.[1];
      if (index === undefined) return response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>Streams</title>");
      response.writeHead(200, { "content-type": "text/event-stream" }).end(STREAMS[index]);
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    context.after(() => server.close());
    const browser = await launch();
    context.after(() => browser.close());
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    const found = await page.evaluate(gatherAll, { count: STREAMS.length, names: NAMES });
    for (const [index, frames] of JSON.parse(found).entries()) {
      const stream = STREAMS[index];
      const { isStream, of } = comparable[name];
      if (isStream(stream)) assert.deepEqual(of(frames), of(framesOf(stream)), JSON.stringify(stream));
    }
  });
}
