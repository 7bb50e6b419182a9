// An HTTP answer that failed is an error with what the server says, and no empty history.

import assert from "node:assert/strict";
import { test } from "node:test";

import { BackendMessage, ResponseError } from "backend-message";
import { summarize } from "backend-message/insight";

const WAYS = {
  stream: async (response) => {
    for await (const message of BackendMessage.stream(response)) assert.fail(`read ${message.id}`);
  },
  salvaged: async (response) => {
    for await (const record of BackendMessage.stream(response, { onInvalid: "salvage" })) assert.fail(`read ${record.ok}`);
  },
  summarize: async (response) => void (await summarize(response)),
};

for (const [name, read] of Object.entries(WAYS)) {
  test(`${name}: the backend's error object`, async () => {
    const body = JSON.stringify({ error: { code: 404, message: "no such session", type: "not_found" } });
    await assert.rejects(read(new Response(body, { status: 404, statusText: "Not Found" })), (error) => {
      assert.ok(error instanceof ResponseError);
      const { status, statusText, code, type, message } = error;
      assert.deepEqual([status, statusText, code, type, message], [404, "Not Found", 404, "not_found", "no such session"]);
      return error.body === body;
    });
  });

  test(`${name}: plain text, of which the first 4 KB are kept`, async () => {
    await assert.rejects(read(new Response("x".repeat(10_000), { status: 405 })), (error) => {
      assert.equal(error.message, "HTTP 405");
      return error.body === "x".repeat(4096);
    });
  });

  test(`${name}: an answer without a body`, async () => {
    for (const body of [null, "", new Uint8Array(0)]) {
      await assert.rejects(read(new Response(body)), /^ResponseError: the answer has no body \(HTTP 200\)$/);
    }
    await read(new Response(null, { status: 204 }));
  });

  test(`${name}: an answer without messages`, async () => {
    await read(new Response("[]"));
    await read(new Response(" \n"));
  });
}
