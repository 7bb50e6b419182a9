// What a wasm module is made of, by the folders and files of the crate.

import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

/** @param {"core" | "insight"} name */
export function moduleOf(name) {
  const { file, functions, data } = JSON.parse(readFileSync(new URL("../../build/weight/modules.json", import.meta.url), "utf8"))[name];
  const wasm = readFileSync(file);
  const sources = new Map([["constants", [data]]]);
  for (const part of functions) {
    const source = sourceOf(part.name);
    sources.set(source, [...(sources.get(source) ?? []), part]);
  }
  const parts = [...sources]
    .map(([name, places]) => {
      const contents = Buffer.concat(places.map(({ at, bytes }) => wasm.subarray(at, at + bytes)));
      return { name, bytes: contents.length, brotli: brotliCompressSync(contents).length };
    })
    .sort((a, b) => b.bytes - a.bytes);
  const shipped = readFileSync(new URL(`../../build/modules/entries/${BINARY[name]}`, import.meta.url));
  return { parts, bytes: shipped.length, brotli: brotliCompressSync(shipped).length };
}

const BINARY = { core: "backend-message.wasm", insight: "backend-message-insight.wasm" };

/** The module of the crate that a function comes from, by its name as rustc writes it. */
function sourceOf(name) {
  const path = /backend_message\[[0-9a-f]+\]::((?:[a-z_]\w*::)+)/.exec(name)?.[1];
  if (path !== undefined) return path.split("::").slice(0, 2).filter(Boolean).join("/");
  // What is exported goes by a name of its own.
  return name === "" || /\[[0-9a-f]+\]|^__|^mem|^<|alloc|core::|std::/.test(name) ? "standard library, allocator, bindings" : "js (exports)";
}
