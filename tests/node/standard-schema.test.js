// The codecs as Standard Schemas: by the standard's own words, and in a consumer of it from npm.

import assert from "node:assert/strict";
import { test } from "node:test";
import { sValidator } from "@hono/standard-validator";
import { BackendMessage, ToolCallData } from "backend-message";
import { Hono } from "hono";

const VALUE = { id: "m", role: "user", sessionId: "s", userInput: "hi" };

test("validate gives a value, or issues with message and path", async () => {
  const standard = BackendMessage["~standard"];
  assert.equal(standard.version, 1);
  assert.equal(standard.vendor, "backend-message");
  assert.deepStrictEqual(await standard.validate({ ...VALUE, cost: null }), { value: VALUE });
  const { issues } = await standard.validate({ ...VALUE, toolCalls: [{ finished: "yes" }] });
  assert.ok(issues.length > 1);
  for (const issue of issues) assert.equal(typeof issue.message, "string");
  assert.ok(issues.some((issue) => JSON.stringify(issue.path) === '["toolCalls",0,"finished"]'));
});

test("the JSON Schema, by the standard's two directions", () => {
  const { jsonSchema } = BackendMessage["~standard"];
  for (const direction of ["input", "output"]) {
    const schema = jsonSchema[direction]({ target: "draft-2020-12" });
    assert.equal(schema.$schema, "https://json-schema.org/draft/2020-12/schema");
    assert.throws(() => jsonSchema[direction]({ target: "no such target" }));
  }
  assert.deepStrictEqual(jsonSchema.output({ target: "draft-2020-12" }), BackendMessage.jsonSchema);
  assert.deepEqual(BackendMessage.jsonSchema.required, ["id", "role", "sessionId", "userInput"]);
  assert.equal(ToolCallData.jsonSchema.properties.finished.type, "boolean");
});

test("a web server that validates requests with any Standard Schema", async () => {
  const app = new Hono();
  app.post("/messages", sValidator("json", BackendMessage), (context) => context.json(context.req.valid("json")));
  const post = (body) =>
    app.request("/messages", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });

  const accepted = await post({ id: "m", role: "user", session_id: "s", userInput: "hi", model: null });
  assert.equal(accepted.status, 200);
  assert.deepEqual(await accepted.json(), VALUE);

  const refused = await post({ ...VALUE, role: 5 });
  assert.equal(refused.status, 400);
  assert.match(JSON.stringify(await refused.json()), /role/);
});
