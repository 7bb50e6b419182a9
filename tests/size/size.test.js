// What users download, against ceilings: entries bundled for browsers, compressed by brotli. Raise one only knowingly, in the commit that causes the growth.

import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";

const ceilings = JSON.parse(readFileSync(new URL("ceilings.json", import.meta.url), "utf8"));

async function bundled(entry) {
  const { outputFiles } = await build({
    stdin: { contents: `export * from "${entry}";`, resolveDir: fileURLToPath(new URL(".", import.meta.url)) },
    bundle: true,
    minify: true,
    format: "esm",
    // The wasm inside is a string of any characters; escapes would make it three times as long.
    charset: "utf8",
    write: false,
    external: ["node:*"],
  });
  return brotliCompressSync(outputFiles[0].contents).length;
}

function tarball() {
  const { version } = JSON.parse(readFileSync(fileURLToPath(import.meta.resolve("backend-message/package.json")), "utf8"));
  return statSync(new URL(`../../build/backend-message-${version}.tgz`, import.meta.url)).size;
}

const wasm = (name) => brotliCompressSync(readFileSync(fileURLToPath(import.meta.resolve(`backend-message/${name}`)))).length;

const sizes = {
  "backend-message": await bundled("backend-message"),
  "backend-message/slim": await bundled("backend-message/slim"),
  "backend-message/insight": await bundled("backend-message/insight"),
  "backend-message/insight/slim": await bundled("backend-message/insight/slim"),
  "backend-message/view": await bundled("backend-message/view"),
  "backend-message/live": await bundled("backend-message/live"),
  "backend-message/is": await bundled("backend-message/is"),
  "backend-message/sdk, beside the core": (await bundled("backend-message/sdk")) - (await bundled("backend-message")),
  "backend-message.wasm": wasm("backend-message.wasm"),
  "backend-message-insight.wasm": wasm("backend-message-insight.wasm"),
  "packed tarball": tarball(),
};

test("every size has a ceiling", () => assert.deepEqual(Object.keys(ceilings), Object.keys(sizes)));

for (const [what, size] of Object.entries(sizes)) {
  test(`${what}: ${size} of ${ceilings[what]} bytes`, () => assert.ok(size <= ceilings[what]));
}
