// What the package exports, and that importing it is all it takes.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import * as whole from "backend-message";

const FUNCTIONS = ["backendMessageFromJSON", "callbackResultDataFromJSON", "toolCallDataFromJSON"];
const CODECS = ["BackendMessage", "CallbackResultData", "ToolCallData"];
const METHODS = ["parse", "safeParse", "parseMany", "safeParseMany", "from", "safeFrom", "fromMany", "safeFromMany", "is", "stringify"];

test("the contract's names, and no init", () => {
  for (const name of FUNCTIONS) assert.equal(typeof whole[name], "function", name);
  for (const name of CODECS) for (const method of METHODS) assert.equal(typeof whole[name][method], "function", `${name}.${method}`);
  assert.ok(whole.BackendMessageError.prototype instanceof Error);
  assert.equal("init" in whole, false);
});

test("functions and classes have the names that they are exported by", async () => {
  const entries = ["", "/slim", "/insight", "/insight/slim", "/view", "/live", "/is", "/sdk"];
  for (const entry of entries) {
    const exported = await import(`backend-message${entry}`);
    for (const [name, value] of Object.entries(exported)) {
      if (typeof value === "function") assert.equal(value.name, name, entry);
    }
  }
});

test("the SDK's functions of the same names", () => {
  const message = { id: "m", role: "user", sessionId: "s", userInput: "hi" };
  assert.deepStrictEqual(whole.backendMessageFromJSON(JSON.stringify(message)), { ok: true, value: message });
  const { ok, error } = whole.toolCallDataFromJSON("{}");
  assert.equal(ok, false);
  assert.ok(error instanceof whole.BackendMessageError);
  assert.equal(whole.callbackResultDataFromJSON("[]").ok, false);
});

test("is, by itself", async () => {
  const { isBackendMessage, isCallbackResultData, isToolCallData } = await import("backend-message/is");
  const throwing = { get id() { throw new Error("no"); } };
  for (const value of [null, {}, throwing, { id: "m", role: "user", sessionId: "s", userInput: "hi" }]) {
    assert.equal(isBackendMessage(value), whole.BackendMessage.is(value));
    assert.equal(isToolCallData(value), false);
    assert.equal(isCallbackResultData(value), false);
  }
});

test("results are plain data", () => {
  const { value } = whole.backendMessageFromJSON('{"id":"m","role":"user","sessionId":"s","userInput":"hi","toolCalls":[]}');
  assert.equal(Object.getPrototypeOf(value), Object.prototype);
  assert.equal(Object.getPrototypeOf(value.toolCalls), Array.prototype);
  for (const descriptor of Object.values(Object.getOwnPropertyDescriptors(value))) {
    assert.ok(descriptor.enumerable && descriptor.writable && descriptor.configurable && "value" in descriptor);
  }
  value.id = "changed";
});

test("package.json: ES modules only, types first, the promised subpaths", () => {
  const require = createRequire(import.meta.url);
  const manifest = JSON.parse(readFileSync(fileURLToPath(import.meta.resolve("backend-message/package.json")), "utf8"));
  assert.equal(manifest.type, "module");
  assert.deepEqual(Object.keys(manifest.exports["."]), ["types", "workerd", "node", "default"]);
  assert.equal(Object.keys(manifest.exports["./slim"])[0], "types");
  assert.ok(manifest.exports["./backend-message.wasm"]);
  assert.equal(Object.keys(manifest.dependencies ?? {}).length, 0);
  const wasm = readFileSync(require.resolve("backend-message/backend-message.wasm"));
  assert.ok(WebAssembly.validate(wasm));
});

test("Node loads the core from three files, as each takes time, and one engine for all entries", async () => {
  const source = readFileSync(new URL("node.js", import.meta.resolve("backend-message")), "utf8");
  assert.equal(new Set(source.match(/(?<=from ")[^"]+/g)).size, 2);
  const slim = await import("backend-message/slim");
  assert.equal(slim.BackendMessage.parseMany("[]").length, 0);
  assert.equal(slim.BackendMessageError, whole.BackendMessageError);
  assert.equal(slim.ResponseError, (await import("backend-message/live")).ResponseError);
  assert.equal(slim.ResponseError, whole.ResponseError);
});

test("it works where code generation is forbidden", () => {
  const script = `
    import { BackendMessage } from "backend-message";
    console.log(BackendMessage.parseMany("[]").length);
  `;
  const run = (...flags) =>
    execFileSync(process.execPath, [...flags, "--input-type=module", "--eval", script], {
      encoding: "utf8",
      cwd: fileURLToPath(new URL(".", import.meta.url)),
    });
  assert.equal(run("--disallow-code-generation-from-strings"), "0\n");
});

test("every export is there in the default entry too", async () => {
  const directory = new URL(".", import.meta.resolve("backend-message/package.json"));
  const manifest = JSON.parse(readFileSync(new URL("package.json", directory), "utf8"));
  const target = manifest.exports["."].default;
  const entry = await import(new URL(target, directory));
  assert.deepEqual(Object.keys(entry).sort(), Object.keys(whole).sort());
});
