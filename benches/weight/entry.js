// What an entry's JavaScript is made of, bundled and minified for browsers.

import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";

const modules = fileURLToPath(new URL("../../build/modules/", import.meta.url));

/** @param {string} name such as `slim` */
export async function entryOf(name) {
  const { metafile, outputFiles } = await build({
    entryPoints: [`${modules}entries/${name}.js`],
    absWorkingDir: modules,
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
  const parts = Object.entries(inputs)
    .map(([path, { bytesInOutput }]) => ({ name: relative(modules, `${modules}${path}`), minified: bytesInOutput }))
    .filter(({ minified }) => minified > 0)
    .sort((a, b) => b.minified - a.minified);
  const [{ contents }] = outputFiles;
  return { parts, minified: contents.length, brotli: brotliCompressSync(contents).length };
}
