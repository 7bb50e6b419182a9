// What keeps a connection alive: comments, frames without data, heartbeats. It changes nothing, wherever it stands.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { readEvents } from "../../pkg-template/live/read-events.js";
import { createLiveSession } from "../../pkg-template/live/session.js";

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

const KEPT_ALIVE = [
  ": keep-alive\n",
  ":\n:\n\n\n",
  "event: content\n",
  ": between the lines of a frame\n",
  'data: {"content":\n',
  ":\r\n",
  'data: "one"}\n',
  "event: content\nevent: heartbeat\n",
  'data: {"type":"ping"}\n\n',
  "event: heartbeat\n\n",
  "id: 7\n\n",
  "data\n",
  ":\n",
];

async function eventsOf(pieces) {
  const events = [];
  const issues = [];
  for await (const event of readEvents(pieces, { onIssue: ({ code }) => issues.push(code) })) events.push(event);
  return { events, issues };
}

test("comments between the lines of a frame are skipped, and frames without data are dropped", async () => {
  // The name that a frame had without its data is not that of the next one.
  const pieces = [...KEPT_ALIVE.slice(0, 7), "\n", "event: content\n\n", ...KEPT_ALIVE.slice(7)];
  const { events, issues } = await eventsOf(pieces);
  assert.deepEqual(events.map(({ event, data }) => [event, data]), [
    ["content", { content: "one" }],
    ["heartbeat", { type: "ping" }],
  ]);
  assert.deepEqual(issues, []);
  const bytes = new TextEncoder().encode(pieces.join(""));
  assert.deepEqual(await eventsOf(Array.from(bytes, (_, index) => bytes.subarray(index, index + 1))), { events, issues });
});

test("a line `data` without a value is a frame with an empty text", async () => {
  const { events, issues } = await eventsOf(["event: content\ndata\n\n", ": end\n"]);
  assert.deepEqual({ events, issues }, { events: [], issues: ["unexpected_end"] });
});

/** Lets everything happen that waits for no time. */
async function settle() {
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
}

for (const [name, beat] of Object.entries({
  comments: ": keep-alive\n\n",
  "lines that end nothing": ":",
  "frames without data": "event: heartbeat\n\n",
  heartbeats: 'event: heartbeat\ndata: {"type":"ping"}\n\n',
})) {
  test(`${name} keep a connection open`, async () => {
    const session = createLiveSession({ sessionId: "S", history: [], interval: 0 });
    let controller;
    let attempts = 0;
    session.connect(async () => {
      attempts++;
      return new Response(new ReadableStream({ start: (given) => void (controller = given) }));
    });
    const send = async (text) => {
      controller.enqueue(new TextEncoder().encode(text));
      await settle();
    };
    await settle();
    await send('event: connected\ndata: {"sessionId":"S"}\n\n');
    const before = session.getSnapshot();
    assert.equal(before.connection, "open");
    for (let beats = 0; beats < 10; beats++) {
      mock.timers.tick(100_000);
      await send(beat);
    }
    assert.equal(attempts, 1);
    assert.equal(session.getSnapshot(), before);
    mock.timers.tick(121_000);
    await settle();
    assert.equal(session.getSnapshot().connection, "connecting");
    session.disconnect();
  });
}
