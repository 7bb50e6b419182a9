// The connection of a live session: opened, opened again, refused, closed.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { connected, content, sessionOf, settle } from "./session-parts.js";

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

/** A server whose answers a test decides. */
function server() {
  const requests = [];
  const open = (context) => new Promise((resolve, reject) => requests.push({ ...context, resolve, reject }));
  return {
    requests,
    open,
    /** Answers the last request with a stream, which is written to. */
    accept() {
      let controller;
      requests.at(-1).resolve(new Response(new ReadableStream({ start: (given) => void (controller = given) })));
      return {
        send: (...events) => events.forEach(({ event, data }) => controller.enqueue(new TextEncoder().encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`))),
        end: () => controller.close(),
        fail: () => controller.error(new Error("reset")),
      };
    },
  };
}

test("connect resolves when the stream is open", async () => {
  const { session } = sessionOf();
  const { open, accept } = server();
  let isOpen = false;
  const opening = session.connect(open).then(() => (isOpen = true));
  const stream = accept();
  await settle();
  assert.equal(isOpen, false);
  assert.equal(session.getSnapshot().connection, "connecting");
  stream.send(connected);
  await opening;
  assert.equal(session.getSnapshot().connection, "open");
  session.disconnect();
  assert.equal(session.getSnapshot().connection, "closed");
});

test("a stream that fails is opened again, later each time, until it is open once more", async () => {
  const { session, issues } = sessionOf();
  const { open, accept, requests } = server();
  session.connect(open);
  requests[0].reject(new Error("offline"));
  await settle();
  mock.timers.tick(499);
  await settle();
  assert.equal(requests.length, 1);
  mock.timers.tick(501);
  await settle();
  assert.deepEqual(requests.map(({ attempt }) => attempt), [1, 2]);
  const stream = accept();
  stream.send(connected);
  await settle();
  stream.fail();
  await settle();
  assert.equal(session.getSnapshot().connection, "connecting");
  mock.timers.tick(1000);
  await settle();
  assert.deepEqual(requests.map(({ attempt }) => attempt), [1, 2, 1]);
  assert.deepEqual(issues, ["connection_failed", "connection_failed"]);
  session.disconnect();
});

test("a server that refuses the request is not asked again", async () => {
  const { session } = sessionOf();
  const { open, requests } = server();
  const opening = session.connect(open);
  requests[0].resolve(new Response('{"error":{"code":404,"message":"no such session","type":"not_found"}}', { status: 404 }));
  await assert.rejects(opening, { name: "ResponseError", status: 404, message: "no such session" });
  mock.timers.tick(100_000);
  await settle();
  assert.equal(requests.length, 1);
  assert.equal(session.getSnapshot().connection, "closed");
});

test("a server that is busy is asked again", async () => {
  const { session } = sessionOf();
  const { open, requests } = server();
  session.connect(open);
  requests[0].resolve(new Response("busy", { status: 503 }));
  await settle();
  mock.timers.tick(1000);
  await settle();
  assert.equal(requests.length, 2);
  session.disconnect();
  assert.equal(requests[1].signal.aborted, true);
});

test("an answer that comes after the end of the connection is not read", async () => {
  const { session } = sessionOf();
  const { open, accept } = server();
  const opening = session.connect(open);
  session.disconnect();
  accept().send(connected, content("A1", "late"));
  await opening;
  await settle();
  assert.deepEqual(session.getSnapshot().messages, []);
  assert.equal(session.getSnapshot().connection, "closed");
});
