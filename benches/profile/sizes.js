// What the default entry is made of: JavaScript by module, and the wasm by the crate's modules.

import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";

const root = new URL("../../", import.meta.url);

/** @returns {Promise<{ name: string, bytes: number }[]>} the largest first */
export async function javascriptParts() {
  const { metafile } = await build({
    entryPoints: [fileURLToPath(new URL("build/modules/entries/index.js", root))],
    bundle: true,
    minify: true,
    format: "esm",
    charset: "utf8",
    write: false,
    metafile: true,
    outdir: "never-written",
    external: ["node:*"],
  });
  const [{ inputs }] = Object.values(metafile.outputs);
  const parts = Object.entries(inputs).map(([path, { bytesInOutput }]) => ({ name: basename(path), bytes: bytesInOutput }));
  // The binary has a table of its own.
  return largestFirst(parts.filter(({ name }) => name !== "core-inline.js"));
}

/** @returns {{ parts: { name: string, bytes: number }[], bytes: number, brotli: number }} `bytes`, `brotli`: of all of it */
export function wasmParts() {
  const { functions, data, other } = JSON.parse(readFileSync(new URL("build/profile/wasm.json", root), "utf8"));
  const sums = new Map([
    ["constants", data],
    ["types, imports and exports", other],
  ]);
  for (const { name, bytes } of functions) {
    const source = sourceOf(name);
    sums.set(source, (sums.get(source) ?? 0) + bytes);
  }
  const parts = largestFirst([...sums].map(([name, bytes]) => ({ name, bytes })));
  const wasm = readFileSync(new URL("build/modules/entries/backend-message.wasm", root));
  return { parts, bytes: wasm.length, brotli: brotliCompressSync(wasm).length };
}

const largestFirst = (parts) => parts.sort((a, b) => b.bytes - a.bytes);

/** The module of the crate that a function comes from, by its name as rustc writes it. */
function sourceOf(name) {
  const [, crate, module] = /([a-z_]\w*)\[[0-9a-f]+\]::([a-z_]\w*)/.exec(name) ?? [];
  if (crate === "backend_message") return `\`${module}\``;
  // What is exported goes by a name of its own.
  return crate !== undefined || /^__|^mem/.test(name) ? "standard library, allocator and glue" : "`wasm`";
}
