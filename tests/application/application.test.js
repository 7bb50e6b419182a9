// A Rust application that depends on the crate and asks for no feature, built by the check `application`.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const module = new WebAssembly.Module(
  readFileSync(new URL("../../build/application/wasm32-unknown-unknown/debug/application.wasm", import.meta.url)),
);

test("the application exports what it has itself, and nothing of the crate's", () => {
  const functions = WebAssembly.Module.exports(module).filter(({ kind }) => kind === "function");
  assert.deepEqual(functions.map(({ name }) => name), ["messages"]);
});

test("the application needs no JavaScript, and reads", () => {
  assert.deepEqual(WebAssembly.Module.imports(module), []);
  assert.equal(new WebAssembly.Instance(module).exports.messages(), 2);
});
