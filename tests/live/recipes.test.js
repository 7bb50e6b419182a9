// The recipes for frameworks in docs/ compile, and have the types that they need.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";
import { compile } from "svelte/compiler";
import { compileScript, compileTemplate, parse } from "vue/compiler-sfc";

const root = new URL("../../", import.meta.url);
const blocks = ["docs/live.md", "docs/migrating.md"].flatMap((path) => {
  const text = readFileSync(new URL(path, root), "utf8");
  return [...text.matchAll(/^```(jsx|tsx|svelte|vue)\n(.*?)^```$/gms)].map(({ 1: language, 2: code, index }) => ({
    language, code, place: `${path}:${text.slice(0, index).split("\n").length + 1}`,
  }));
});

/** TypeScript modules in the blocks, by the block's place, for the check of their types. */
const scripts = new Map();

const COMPILERS = {
  jsx: async ({ code }) => (await transform(code, { loader: "jsx", jsx: "automatic" })).warnings,
  tsx: async ({ code, place }) => {
    scripts.set(`${place}.tsx`, code);
    return (await transform(code, { loader: "tsx", jsx: "automatic" })).warnings;
  },
  svelte: async ({ code, place }) => {
    const script = /<script lang="ts">(.*?)<\/script>/s.exec(code)[1];
    scripts.set(`${place}.ts`, `declare function $props(): any;\n${script.replaceAll("$session", "session.getSnapshot()")}\nvoid [rows, session];`);
    return compile(code, { generate: "client" }).warnings;
  },
  vue: async ({ code, place }) => {
    const { descriptor, errors } = parse(code);
    const { content, bindings } = compileScript(descriptor, { id: place });
    scripts.set(`${place}.ts`, `${descriptor.scriptSetup.content}\nvoid [shown];`);
    await transform(content, { loader: "ts" });
    const template = compileTemplate({ source: descriptor.template.content, id: place, filename: place, compilerOptions: { bindingMetadata: bindings } });
    return [...errors, ...template.errors, ...template.tips];
  },
};

test("there is a recipe for each framework", () => {
  assert.deepEqual([...new Set(blocks.map(({ language }) => language))].sort(), ["jsx", "svelte", "tsx", "vue"]);
});

for (const block of blocks) {
  test(`the ${block.language} at ${block.place} compiles`, async () => {
    assert.deepEqual(await COMPILERS[block.language](block), []);
  });
}

test("the recipes have the types they need", () => {
  const directory = new URL("build/recipes/", root);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  for (const [place, code] of scripts) writeFileSync(new URL(place.replaceAll(/[/:]/g, "-"), directory), `${code}\nexport {};\n`);
  const compilerOptions = {
    strict: true, noEmit: true, module: "esnext", moduleResolution: "bundler", target: "es2022", lib: ["es2022", "dom"], jsx: "react-jsx",
    types: [], typeRoots: [fileURLToPath(new URL("node_modules/@types", root))], skipLibCheck: true,
  };
  writeFileSync(new URL("tsconfig.json", directory), JSON.stringify({ compilerOptions, include: ["*"] }));
  const { status, stdout } = spawnSync(fileURLToPath(new URL("node_modules/.bin/tsc", root)), ["--project", fileURLToPath(directory)], { encoding: "utf8" });
  assert.equal(status, 0, stdout);
});
