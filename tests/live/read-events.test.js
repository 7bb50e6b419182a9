// Events from whatever gives their text.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { readEvents } from "../../pkg-template/live/read-events.js";
import { ResponseError } from "../../pkg-template/pure/response-error.js";

const frame = (event, data) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
const content = (text) => frame("content", { content: text });
const TEXT = `id: 1\n${frame("connected", { sessionId: "s" })}id: 2\n${content("é😀")}`;
const EVENTS = [
  { event: "connected", id: "1", data: { sessionId: "s" } },
  { event: "content", id: "2", data: { content: "é😀" } },
];

const bytes = new TextEncoder().encode(TEXT);
const gather = async (source, options) => {
  const events = [];
  for await (const event of readEvents(source, options)) events.push(event);
  return events;
};
async function* later(pieces) {
  for (const piece of pieces) yield await piece;
}
const streamOf = (pieces) => new ReadableStream({
  start(controller) {
    for (const piece of pieces) controller.enqueue(piece);
    controller.close();
  },
});

test("from every kind of source", async () => {
  for (const source of [
    TEXT, bytes, bytes.buffer, new DataView(bytes.buffer), new Response(TEXT), new Response(streamOf([bytes])), streamOf([TEXT]), streamOf([bytes.subarray(0, 50), bytes.subarray(50)]),
    new Blob([TEXT]), [TEXT], [bytes, ""], [...TEXT], later([...TEXT]), later([...bytes].map((byte) => Uint8Array.of(byte))),
  ]) {
    assert.deepEqual(await gather(source), EVENTS);
  }
  assert.deepEqual(await gather(new Response(null, { status: 204 })), []);
  await assert.rejects(gather(42), TypeError);
  await assert.rejects(gather([42]), TypeError);
});

test("an invalid event is reported, and the next one is read", async () => {
  const issues = [];
  const stream = ["garbage\n\n", "data: {\n\n", frame("nonsense", {}), frame("content", {}), frame("permission", {
    id: "p", sessionId: "s", toolName: "Bash", description: "d", action: "a", params: null, unknown: 1,
  }), "event: content\ndata: \u0000\n\n", content("end")].join("");
  const events = await gather(stream, { onIssue: ({ code }) => issues.push(code) });
  assert.deepEqual(events.map(({ event }) => event), ["permission", "content"]);
  assert.equal("params" in events[0].data, false);
  assert.deepEqual(issues, ["unexpected_end", "unknown_event", "missing_field", "invalid_json"]);
});

test("frames of older servers are events", async () => {
  assert.deepEqual(await gather(frame("tool_parameter_delta", { toolCallId: "c", input: "{" })), [
    { event: "tool_parameter_delta", data: { toolCallId: "c", input: "{" } },
  ]);
});

test("a frame that is too long is skipped, however it is cut", async () => {
  const long = content("x".repeat(200));
  const stream = `${content("a")}${long}${content("b")}: ${"c".repeat(300)}\nid: 5\n${content("lost")}${content("c")}`;
  for (const pieces of [[stream], [...stream], [new TextEncoder().encode(stream)]]) {
    const issues = [];
    const events = await gather(pieces, { maxFrameBytes: 100, onIssue: (issue) => issues.push(issue) });
    assert.deepEqual(events.map(({ data, id }) => [data.content, id]), [["a", undefined], ["b", undefined], ["c", undefined]]);
    assert.deepEqual(issues.map(({ code }) => code), ["frame_too_long", "frame_too_long"]);
  }
});

test("a line of 100 MB takes no memory", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  const used = () => (collect(), process.memoryUsage().heapUsed + process.memoryUsage().external);
  const piece = new TextEncoder().encode("x".repeat(1 << 20));
  let before = 0;
  let after = 0;
  async function* pieces() {
    yield "data: ";
    before = used();
    for (let count = 0; count < 100; count++) yield piece;
    after = used();
    yield `\n\n${content("next")}`;
  }
  const issues = [];
  const events = await gather(pieces(), { maxFrameBytes: 1 << 20, onIssue: ({ code }) => issues.push(code) });
  assert.deepEqual(events.map(({ data }) => data.content), ["next"]);
  assert.deepEqual(issues, ["frame_too_long"]);
  assert.ok(after - before < 8 << 20, `${after - before} bytes were kept`);
});

test("an event is given out before the next piece is requested", async () => {
  const seen = [];
  async function* pieces() {
    for (const text of ["a", "b"]) {
      seen.push(`piece ${text}`);
      yield content(text);
    }
  }
  for await (const { data } of readEvents(pieces())) seen.push(data.content);
  assert.deepEqual(seen, ["piece a", "a", "piece b", "b"]);
});

test("a changed reconnection time is reported", async () => {
  const waits = [];
  await gather(`retry: 3000\n${content("a")}retry: 3000\n${content("b")}retry: 10\n${content("c")}`, { onRetry: (time) => waits.push(time) });
  assert.deepEqual(waits, [3000, 10]);
});

test("an abort ends the wait and closes the source", async () => {
  const controller = new AbortController();
  let isCancelled = false;
  const endless = new ReadableStream({
    start: (stream) => stream.enqueue(new TextEncoder().encode(content("a"))),
    cancel: () => (isCancelled = true),
  });
  const reason = new Error("enough");
  const events = readEvents(endless, { signal: controller.signal });
  assert.equal((await events.next()).value.data.content, "a");
  const next = events.next();
  controller.abort(reason);
  await assert.rejects(next, reason);
  assert.equal(isCancelled, true);
  await assert.rejects(gather(TEXT, { signal: AbortSignal.abort(reason) }), reason);
});

test("leaving the loop closes the source", async () => {
  let isClosed = false;
  async function* pieces() {
    try {
      for (;;) yield content("a");
    } finally {
      isClosed = true;
    }
  }
  for await (const event of readEvents(pieces())) {
    assert.equal(event.event, "content");
    break;
  }
  assert.equal(isClosed, true);
});

test("a source that fails rejects with its reason, after the events before it", async () => {
  const reason = new Error("reset");
  async function* pieces() {
    yield content("a");
    throw reason;
  }
  const seen = [];
  await assert.rejects(async () => {
    for await (const { data } of readEvents(pieces())) seen.push(data.content);
  }, reason);
  assert.deepEqual(seen, ["a"]);
});

test("an answer that says it failed is a ResponseError", async () => {
  const body = JSON.stringify({ error: { code: 404, message: "session not found", type: "not_found" } });
  const failed = await gather(new Response(body, { status: 404, statusText: "Not Found" })).catch((error) => error);
  assert.ok(failed instanceof ResponseError);
  assert.ok(failed instanceof Error);
  const { name, message, status, statusText, url, code, type } = failed;
  assert.deepEqual({ name, message, status, statusText, url, code, type, body: failed.body }, {
    name: "ResponseError", message: "session not found", status: 404, statusText: "Not Found", url: "", code: 404, type: "not_found", body,
  });
  for (const [text, expected] of [["<html>", "HTTP 502 Bad Gateway"], ["", "HTTP 502 Bad Gateway"], ["null", "HTTP 502 Bad Gateway"], ['{"error":"x"}', "HTTP 502 Bad Gateway"], ['{"error":{"message":5}}', "HTTP 502 Bad Gateway"]]) {
    const error = await gather(new Response(text, { status: 502, statusText: "Bad Gateway" })).catch((error) => error);
    assert.deepEqual([error.message, error.body, error.code, error.type], [expected, text, undefined, undefined]);
  }
  const broken = new ReadableStream({ start: (stream) => stream.error(new Error("reset")) });
  assert.equal((await gather(new Response(broken, { status: 500 })).catch((error) => error)).message, "HTTP 500");
});

test("of a long body the first 4 KB are kept, and the rest is not read", async () => {
  let given = 0;
  let isCancelled = false;
  const endless = new ReadableStream({
    pull: (stream) => stream.enqueue(new TextEncoder().encode("é".repeat(500)), (given += 1)),
    cancel: () => (isCancelled = true),
  });
  const error = await gather(new Response(endless, { status: 500 })).catch((error) => error);
  assert.equal(error.body, "é".repeat(2048));
  assert.ok(given < 10);
  assert.equal(isCancelled, true);
});

test("over HTTP, cut by a socket that dies", async () => {
  const server = createServer((request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(content("a"), () => response.write("event: content\nda", () => response.destroy()));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const seen = [];
    await assert.rejects(async () => {
      const response = await fetch(`http://127.0.0.1:${server.address().port}/`);
      for await (const { data } of readEvents(response)) seen.push(data.content);
    });
    assert.deepEqual(seen, ["a"]);
  } finally {
    server.close();
  }
});
