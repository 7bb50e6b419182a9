// The entry that leaves instantiation to the caller.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const WASM = fileURLToPath(import.meta.resolve("backend-message/backend-message.wasm"));
const PRELUDE = `
  import assert from "node:assert/strict";
  import { readFileSync } from "node:fs";
  import { BackendMessage, init } from "backend-message/slim";
  const bytes = readFileSync(${JSON.stringify(WASM)});
  const works = () => assert.deepEqual(BackendMessage.parseMany("[]"), []);
`;

/** Each case in a process of its own, for a module is instantiated once. */
async function run(script) {
  await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", PRELUDE + script], {
    cwd: fileURLToPath(new URL(".", import.meta.url)),
  });
}

const CASES = {
  "bytes": `await init(bytes); works();`,
  "an ArrayBuffer": `await init(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)); works();`,
  "a module": `await init(new WebAssembly.Module(bytes)); works();`,
  "a Response": `await init(new Response(bytes, { headers: { "content-type": "application/wasm" } })); works();`,
  "a Response without its type": `await init(new Response(bytes)); works();`,
  "a URL": `await init(new URL("data:application/wasm;base64," + bytes.toString("base64"))); works();`,
  "twice, and at once": `await Promise.all([init(bytes), init(bytes)]); await init(bytes); works();`,
  "early use is a clear error": `
    assert.throws(() => BackendMessage.parse("{}"), /init/);
    assert.throws(() => BackendMessage.safeParse("{}"), /init/);
    await init(bytes);
    works();`,
  "what needs no wasm works before it is there": `
    const value = { id: "m", role: "user", sessionId: "s", userInput: "hi" };
    assert.equal(BackendMessage.is(value), true);
    assert.deepEqual(BackendMessage.from({ ...value, model: null }), value);
    assert.deepEqual(JSON.parse(BackendMessage.stringify([value])), [value]);
    assert.throws(() => BackendMessage.from({}), /init/);
    await init(bytes);
    works();`,
  "a failed load can be tried again": `
    await assert.rejects(init(new Uint8Array([1, 2, 3])));
    await assert.rejects(init(new Response("no", { status: 404 })));
    assert.throws(() => BackendMessage.parse("{}"), /init/);
    await init(bytes);
    works();`,
  "a module that is another one": `
    await assert.rejects(init(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))), /not the wasm module/);
    assert.throws(() => BackendMessage.parse("{}"), /init/);
    await init(bytes);
    works();`,
  "a source that is not used may fail": `
    const fails = () => Promise.reject(new Error("never mind"));
    await Promise.all([init(bytes), init(fails())]);
    await init(fails());
    await new Promise((resolve) => setTimeout(resolve, 10));
    works();`,
  "a wrong argument": `
    await assert.rejects(async () => init(42), TypeError);
    await assert.rejects(async () => init(), TypeError);
    await init(bytes);
    works();`,
};

// Whichever comes first, there must be one instance for both entries.
for (const turns of [0, 1, 2, 3, 4, 6, 10]) {
  CASES[`the default entry, used ${turns} turns after this one began to load`] = `
    const whole = await import("backend-message");
    const loading = init(new WebAssembly.Module(bytes));
    for (let turn = 0; turn < ${turns}; turn++) await null;
    assert.deepEqual(whole.BackendMessage.parseMany("[]"), []);
    await loading;
    for (const entry of [whole.BackendMessage, BackendMessage]) assert.equal(entry.safeParse("{}").error.issues.length, 4);`;
}

for (const [name, script] of Object.entries(CASES)) test(name, () => run(script));

test("it carries no wasm inside", () => {
  const entry = readFileSync(fileURLToPath(import.meta.resolve("backend-message/slim")), "utf8");
  assert.ok(entry.length < 20_000);
  assert.doesNotMatch(entry, /-inline/);
});
