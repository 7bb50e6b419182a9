// The fetcher for the generated SDK: what its parser refuses is left out and reported, all else comes through as it is.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { guardedFetch } from "backend-message/sdk";

import { messages } from "../support/history.js";
import { HTTPClient, Sdk } from "../support/sdk-client.js";

const GOOD = messages({ seed: 2, messages: 200, size: 0.1 });
const [first, second] = GOOD;
const answers = {};
let closed;

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, "http://localhost");
  const answer = answers[`${request.method} ${pathname}`];
  if (typeof answer === "function") return answer(request, response);
  const { status = 200, type = "application/json", body = "", headers = {} } = answer;
  response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(body), ...headers });
  response.end(request.method === "HEAD" ? undefined : body);
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
after(() => {
  server.closeAllConnections();
  server.close();
});
const BASE = `http://127.0.0.1:${server.address().port}`;

function guarded(options) {
  const rejections = [];
  const fetcher = guardedFetch({ onRejected: (rejection) => rejections.push(rejection), ...options });
  return { fetcher, rejections, sdk: new Sdk(BASE, new HTTPClient({ fetcher })) };
}
const bare = new Sdk(BASE, new HTTPClient());
const list = (body, more) => (answers["GET /api/sessions/s/messages"] = { body, ...more });

test("a history with bad messages: the SDK alone fails, with the fetcher it gets the good ones", async () => {
  const bad = [{ ...first, id: 1 }, null, { ...first, callbackResults: [{ callback_type: "new_kind" }] }];
  list(JSON.stringify([bad[0], ...GOOD, ...bad.slice(1)]));
  await assert.rejects(bare.messages("s"), { name: "ZodError" });
  const { sdk, rejections } = guarded();
  assert.equal((await sdk.messages("s")).length, GOOD.length);
  assert.deepEqual(rejections.map(({ kind, rejected }) => [kind, rejected.index]), [["message", 0], ["message", 201], ["message", 202]]);
  assert.equal(rejections[0].url, `${BASE}/api/sessions/s/messages`);
  assert.equal(rejections[0].rejected.issues[0].pointer, "/0/id");
});

test("what the SDK rejects without a fault: null, and other names", async () => {
  const { screenshotUrls, toolCalls, ...rest } = first;
  const { sessionId, userInput, ...snake } = second;
  list(JSON.stringify([{ ...rest, model: null, cost: null }, { ...snake, session_id: sessionId, user_input: userInput }]));
  await assert.rejects(bare.messages("s"), { name: "ZodError" });
  const { sdk, rejections } = guarded();
  const read = await sdk.messages("s");
  assert.deepEqual(read.map(({ id }) => id), [first.id, second.id]);
  assert.equal(rejections.length, 0);
});

test("null is an empty list, in both histories", async () => {
  for (const body of ["null", " null\n", "[]", "\ufeff[ ]"]) {
    list(body);
    answers["GET /api/messages/history"] = { body };
    const { sdk } = guarded();
    assert.deepEqual(await sdk.messages("s"), []);
    assert.deepEqual(await sdk.history(), []);
  }
});

test("a list that was cut short", async () => {
  list(JSON.stringify(GOOD).slice(0, -20));
  const { sdk, rejections } = guarded();
  assert.equal((await sdk.messages("s")).length, GOOD.length - 1);
  assert.equal(rejections.length, 1);
});

test("headers that describe the original body go, the rest stays", async () => {
  const body = gzipSync(JSON.stringify([first, 5]));
  list(body, { headers: { "content-encoding": "gzip", "x-request-id": "r1", etag: '"1"', "content-length": body.length } });
  const { fetcher } = guarded();
  const response = await fetcher(`${BASE}/api/sessions/s/messages`);
  const { headers } = response;
  assert.deepEqual(["content-encoding", "content-length", "etag"].map((name) => headers.get(name)), [null, null, null]);
  assert.deepEqual([headers.get("x-request-id"), headers.get("content-type")], ["r1", "application/json"]);
  assert.deepEqual([response.status, response.statusText, response.url, response.redirected], [200, "OK", `${BASE}/api/sessions/s/messages`, false]);
  assert.deepEqual((await response.json()).map(({ id }) => id), [first.id]);
});

test("all else is the very answer that came", async () => {
  const cases = [
    ["GET", "/api/sessions", { body: '[{"id":1}]' }],
    ["GET", "/api/sessions/s/messages", { status: 404, body: '{"error":{"code":404,"message":"no","type":"not_found"}}' }],
    ["GET", "/api/sessions/s/messages", { body: "[1]", type: "text/plain" }],
    ["POST", "/api/sessions/s/messages", { body: '{"id":"cmd-help"}' }],
    ["HEAD", "/api/sessions/s/messages", { body: "[1]" }],
    ["GET", "/api/sessions/s/messages", (_, response) => response.writeHead(204).end()],
    ["GET", "/api/files/a", { body: "\0\x01", type: "application/octet-stream" }],
  ];
  for (const [method, path, answer] of cases) {
    answers[`${method} ${path}`] = answer;
    let sent;
    const { fetcher } = guarded({ fetch: async (...given) => (sent = await fetch(...given)) });
    const response = await fetcher(new Request(BASE + path, { method }));
    assert.equal(response, sent, `${method} ${path}`);
    await response.arrayBuffer();
  }
  const { sdk } = guarded();
  await assert.rejects((answers["GET /api/sessions/s/messages"] = cases[1][2], sdk.messages("s")), { status: 404 });
  // No list: the SDK has its own error for it.
  list('{"messages":[]}');
  await assert.rejects(sdk.messages("s"), { name: "ZodError" });
  list("<html>");
  await assert.rejects(sdk.messages("s"), SyntaxError);
});

const frame = (event, data, id) => `id: ${id}\nevent: ${event}\ndata: ${typeof data === "string" ? data : JSON.stringify(data)}\nretry: 3000\n\n`;
const FRAMES = [
  frame("connected", { sessionId: "s" }, 1),
  frame("brand_new", { type: "brand_new" }, 2),
  frame("content", { content: "漢字\n", type: "content" }, 3),
  frame("content", '{"content": broken', 4),
  frame("rate_limit_error", { error: "slow down" }, 5),
  frame("permission", { id: "p", sessionId: "s", toolName: "Bash", description: "d", action: "a", type: "permission", params: null }, 6),
  frame("heartbeat", {}, 7),
  frame("error", { error: "failed", retryAfter: "soon" }, 8),
  ": a comment\n\n",
  'data: {"type":"thinking","content":"hm"}\n\n',
  frame("toString", {}, 9),
  frame("complete", { done: true, type: "complete" }, 10),
];

const streams = (write) =>
  (answers["GET /stream"] = (request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" });
    closed = once(response, "close");
    return write(response);
  });

test("an event stream continues after unknown and broken frames, however it is cut", async () => {
  const bytes = Buffer.from(FRAMES.join(""));
  streams(async (response) => {
    for (let start = 0; start < bytes.length; start += 7) {
      response.write(bytes.subarray(start, start + 7));
      if (start % 70 === 0) await new Promise(setImmediate);
    }
    response.end();
  });
  await assert.rejects(async () => { for await (const _ of bare.stream("s")); }, { name: "ZodError" });
  const { sdk, rejections } = guarded();
  const read = [];
  for await (const event of sdk.stream("s")) read.push(event);
  assert.deepEqual(read.map(({ event, id }) => `${event} ${id}`), [
    "connected 1", "content 3", "permission 6", "heartbeat 7", "error 8", "thinking 8", "complete 10",
  ]);
  assert.deepEqual(read[1], { event: "content", id: "3", retry: 3000, data: { content: "漢字\n", type: "content" } });
  assert.equal("params" in read[2].data, false);
  assert.deepEqual(
    rejections.map(({ kind, event, issues: [{ code }], isKept }) => [kind, event, code, isKept]),
    [
      ["event", "brand_new", "unknown_event", false],
      ["event", "content", "invalid_json", false],
      ["event", "rate_limit_error", "unknown_event", false],
      ["event", "error", "invalid_type", true],
      ["event", "toString", "unknown_event", false],
    ],
  );
});

test("events come one by one, as they are sent; leaving closes the connection", async () => {
  streams((response) => response.write(FRAMES[0] + FRAMES[1]));
  const { sdk } = guarded();
  for await (const event of sdk.stream("s")) {
    // The answer has not ended.
    assert.equal(event.event, "connected");
    break;
  }
  await closed;
});

test("an abort ends a stream, and a request for a list", async () => {
  streams((response) => response.write(FRAMES[0]));
  const controller = new AbortController();
  const { sdk } = guarded();
  await assert.rejects(async () => {
    for await (const _ of sdk.stream("s", { signal: controller.signal })) controller.abort();
  }, { name: "AbortError" });
  await closed;
  answers["GET /api/sessions/s/messages"] = (_, response) => {
    response.writeHead(200, { "content-type": "application/json" }).write("[");
    setImmediate(() => later.abort());
  };
  const later = new AbortController();
  await assert.rejects(sdk.messages("s", { signal: later.signal }), { name: "AbortError" });
});

test("an error in onRejected fails the request or the stream", async () => {
  const { sdk } = guarded({ onRejected: () => { throw new Error("enough"); } });
  list("[1]");
  await assert.rejects(sdk.messages("s"), /enough/);
  streams((response) => response.write(FRAMES[1]));
  await assert.rejects(async () => { for await (const _ of sdk.stream("s")); }, /enough/);
  await closed;
});
