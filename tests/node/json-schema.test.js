// The JSON Schemas, put together when they are asked for, are the committed ones.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const api = await import("backend-message");

for (const name of ["BackendMessage", "ToolCallData", "CallbackResultData"]) {
  test(`${name}.schema.json`, () => {
    const golden = readFileSync(new URL(`../golden/${name}.schema.json`, import.meta.url), "utf8");
    assert.equal(JSON.stringify(api[name].jsonSchema, null, 2) + "\n", golden);
    assert.ok(Object.isFrozen(api[name].jsonSchema.properties));
  });
}

test("draft 7, for those who ask for it", () => {
  const schema = api.BackendMessage["~standard"].jsonSchema.output({ target: "draft-07" });
  assert.equal(schema.$schema, "http://json-schema.org/draft-07/schema#");
  assert.equal(schema.properties.toolCalls.items.$ref, "#/definitions/ToolCallData");
  assert.deepEqual(Object.keys(schema.definitions).sort(), ["CallbackResultData", "CallbackType", "CoreToolName", "Role", "ToolCallData"]);
  assert.throws(() => api.BackendMessage["~standard"].jsonSchema.input({ target: "openapi-3.0" }), /openapi-3.0/);
});
