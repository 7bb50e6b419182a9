// What users download, against ceilings. Raise one only knowingly, in the commit that causes the growth.

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

const wasm = () => brotliCompressSync(readFileSync(fileURLToPath(import.meta.resolve("backend-message/backend-message.wasm")))).length;

const sizes = {
  "default entry, bundled for browsers, brotli": await bundled("backend-message"),
  "slim entry, bundled, brotli": await bundled("backend-message/slim"),
  "backend-message.wasm, brotli": wasm(),
  "packed tarball": tarball(),
};

for (const [what, size] of Object.entries(sizes)) {
  test(`${what}: ${size} of ${ceilings[what]} bytes`, () => {
    assert.ok(size <= ceilings[what]);
    // A ceiling far above is none: lower it when something got smaller.
    assert.ok(size > 0.8 * ceilings[what], "the ceiling can be lowered");
  });
}
