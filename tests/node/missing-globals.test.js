// Engines lack one global or another, or refuse to compile wasm. Importing the package needs none of them, and the first call that
// needs what is missing says so.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { dirname } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";

const PACKAGE = dirname(fileURLToPath(import.meta.resolve("backend-message/package.json")));
const FILES = ["index", "node", "slim", "insight", "insight-node", "insight-slim", "view", "live", "is", "sdk", "sdk-node"];
const GLOBALS = [
  "AbortController", "Blob", "Buffer", "MessageChannel", "ReadableStream", "Request", "Response", "TextDecoder", "TextEncoder",
  "TransformStream", "URL", "WebAssembly", "fetch", "performance", "queueMicrotask", "scheduler", "setImmediate", "setTimeout",
  "structuredClone",
];

const PRELUDE = `
  import assert from "node:assert/strict";
  const message = { id: "m", role: "user", sessionId: "s", userInput: "漢字" };
  const text = JSON.stringify(message);
  const load = (file) => import(${JSON.stringify(pathToFileURL(PACKAGE))} + "/" + file + ".js");
  /** Without Node's own, which is where the package looks next. */
  const remove = (...names) => {
    process.getBuiltinModule = undefined;
    for (const name of names) delete globalThis[name];
  };
  const needs = (what, Cause) => (error) => {
    assert.equal(Object.getPrototypeOf(error), Error.prototype);
    assert.ok(error.message.startsWith("backend-message needs " + what + ", which this environment does not provide: "), error.message);
    assert.ok(error.cause instanceof Cause, String(error.cause));
    return true;
  };
`;

const run = (script, flags = [], program = process.execPath) =>
  promisify(execFile)(program, [...flags, "--input-type=module", "--eval", PRELUDE + script], { cwd: import.meta.dirname });

for (const file of FILES) {
  test(`importing ${file}.js looks at no global of the engine`, () =>
    run(`
      for (const name of ${JSON.stringify(GLOBALS)}) {
        const get = () => { throw new Error(name + " was looked at"); };
        Object.defineProperty(globalThis, name, { get, configurable: true });
      }
      await load(${JSON.stringify(file)});`));
}

const WITHOUT_WASM = `
  assert.equal(BackendMessage.is(message), true);
  assert.deepEqual(BackendMessage.from({ ...message, model: null, more: 1 }), message);
  assert.deepEqual(JSON.parse(BackendMessage.stringify(message)), message);`;

const CASES = {
  "no TextDecoder": `
    remove("TextDecoder");
    const { BackendMessage } = await load("index");
    assert.throws(() => BackendMessage.safeParse("{}"), needs("TextDecoder", ReferenceError));
    ${WITHOUT_WASM}`,
  "no TextEncoder": `
    remove("TextEncoder");
    const { BackendMessage } = await load("index");
    assert.throws(() => BackendMessage.parse(text), needs("TextEncoder", ReferenceError));
    ${WITHOUT_WASM}`,
  "Node's own codecs, where a test runner hides the global ones": `
    delete globalThis.TextDecoder;
    delete globalThis.TextEncoder;
    const { BackendMessage } = await load("index");
    assert.deepEqual(BackendMessage.parse(text), message);
    assert.equal(BackendMessage.safeParse("{}").error.issues.length, 4);`,
  "no Buffer": `
    remove("Buffer");
    const { BackendMessage } = await load("node");
    assert.throws(() => BackendMessage.parse(text), needs("Buffer", TypeError));
    ${WITHOUT_WASM}`,
  "no WebAssembly": `
    remove("WebAssembly");
    for (const file of ["index", "node"]) {
      const { BackendMessage } = await load(file);
      assert.throws(() => BackendMessage.parse(text), needs("WebAssembly", ReferenceError));
      assert.throws(() => BackendMessage.from({}), needs("WebAssembly", ReferenceError));
      ${WITHOUT_WASM}
    }
    const { summarize } = await load("insight");
    assert.throws(() => summarize(text), needs("WebAssembly", ReferenceError));
    const { init } = await load("slim");
    await assert.rejects(init(new Uint8Array(8)), needs("WebAssembly", ReferenceError));`,
  "no WebAssembly: events and rows need none": `
    remove("WebAssembly");
    const { readEvents, rows } = await load("live");
    const events = [];
    for await (const event of readEvents('event: complete\\ndata: {}\\n\\n')) events.push(event);
    assert.equal(rows([message])[0].text, "漢字");`,
  "compilation that is refused, as by a Content Security Policy": `
    const { Module } = WebAssembly;
    WebAssembly.Module = class extends Module {
      constructor() {
        super(Uint8Array.of(0));
      }
    };
    const { BackendMessage } = await load("index");
    const refused = (error) => {
      assert.match(error.message, /'wasm-unsafe-eval'.*init\\(\\) of the slim entry/);
      return needs("the compilation of wasm", WebAssembly.CompileError)(error);
    };
    assert.throws(() => BackendMessage.parse(text), refused);
    assert.throws(() => BackendMessage.parse(text), refused);
    ${WITHOUT_WASM}
    WebAssembly.Module = Module;
    assert.deepEqual(BackendMessage.parse(text), message);`,
  "compilation that is refused to the slim entry": `
    const { readFileSync } = await import("node:fs");
    const bytes = readFileSync(${JSON.stringify(`${PACKAGE}/backend-message.wasm`)});
    const { compile } = WebAssembly;
    WebAssembly.compile = () => Promise.reject(new WebAssembly.CompileError("refused"));
    const { BackendMessage, init } = await load("slim");
    await assert.rejects(init(bytes), needs("the compilation of wasm", WebAssembly.CompileError));
    WebAssembly.compile = compile;
    await init(bytes);
    assert.deepEqual(BackendMessage.parse(text), message);`,
  "memory that is refused": `
    const { Instance } = WebAssembly;
    WebAssembly.Instance = function () { throw new RangeError("Out of memory"); };
    const { BackendMessage } = await load("index");
    assert.throws(() => BackendMessage.parse(text), needs("memory for wasm", RangeError));
    WebAssembly.Instance = Instance;
    assert.deepEqual(BackendMessage.parse(text), message);`,
  "no TransformStream": `
    remove("TransformStream");
    const { BackendMessageDecoderStream } = await load("index");
    assert.throws(() => new BackendMessageDecoderStream(), needs("TransformStream", ReferenceError));`,
};

for (const [name, script] of Object.entries(CASES)) test(name, () => run(script));

test("--jitless, under which Node has no WebAssembly", () =>
  run(
    `const { BackendMessage } = await load("node");
     assert.throws(() => BackendMessage.parse(text), needs("WebAssembly", ReferenceError));
     ${WITHOUT_WASM}`,
    ["--jitless"],
  ));

test("little address space (ulimit -v): messages are read, or the error says why not", () =>
  run(
    `const { BackendMessage } = await load("node");
     try {
       assert.deepEqual(BackendMessage.parse(text), message);
     } catch (error) {
       needs("memory for wasm", RangeError)(error);
     }
     ${WITHOUT_WASM}`,
    ["-c", `ulimit -v 4000000; exec ${JSON.stringify(process.execPath)} "$@"`, "node"],
    "sh",
  ));
