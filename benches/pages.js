// Pages that measure: a bundled script, with a server of its own.

import { createServer } from "node:http";
import { basename, join } from "node:path";
import { build } from "esbuild";

import { sample } from "./sample.js";

/**
 * Serves a page with a script; `close` ends that.
 *
 * @param {string} script its path
 */
export async function servePage(script) {
  const server = await serve(await bundle(script));
  return {
    /** What the page's script tells, with such a query in the page's address. */
    async ask(browser, query) {
      const { outcome, errors } = await browser.visit(`http://127.0.0.1:${server.address().port}/${query}`);
      if (outcome === undefined || outcome === null) throw new Error(errors.join("\n") || "the page says nothing");
      return outcome;
    },
    close: () => server.close(),
  };
}

/** The page's script. There are no files to read the sample from, no streams of Node's for those who need them, and no buffers. */
async function bundle(script) {
  const contents = {
    "sample.js": `export const sample = () => ${JSON.stringify(sample())};`,
    "pieces.js": "export const pieceWorkloads = [];",
  };
  const inside = {
    name: "what pages have not",
    setup({ onLoad, onResolve }) {
      onLoad({ filter: /benches.(sample|pieces)\.js$/ }, ({ path }) => ({ contents: contents[basename(path)] }));
      onResolve({ filter: /build\/modules\/entries\/(insight-)?node\.js$/ }, ({ path, ...from }) => ({
        path: join(from.resolveDir, path.replace(/(insight-)?node\.js$/, (_, insight) => (insight ? "insight.js" : "index.js"))),
      }));
    },
  };
  const { outputFiles } = await build({
    entryPoints: [script],
    bundle: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    write: false,
    plugins: [inside],
    // mitata asks for it in Bun only.
    external: ["bun:jsc"],
    logLevel: "error",
  });
  return outputFiles[0].text;
}

/** Alone in its process, as these headers make it, a page has a clock that is worth reading. */
async function serve(script) {
  const server = createServer(({ url }, response) => {
    const { pathname } = new URL(url, "http://localhost");
    const isolation = { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" };
    if (pathname === "/page.js") response.writeHead(200, { "content-type": "text/javascript; charset=utf-8", ...isolation }).end(script);
    else if (pathname === "/") {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...isolation });
      response.end('<!doctype html><title>Benchmark</title><link rel="icon" href="data:,"><script type="module" src="page.js"></script>');
    } else response.writeHead(404).end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
