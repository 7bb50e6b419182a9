// Runs the workloads in Chromium, Firefox and WebKitGTK, keeps the results in build/bench/, and writes README's
// overview and benches/FIGURES.md.
//
//   node benches/browsers.js [--quick] [--browser=NAME] [TEXT…]    workloads whose names contain a text

import { createServer } from "node:http";
import { cpus } from "node:os";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

import { BROWSERS } from "../tests/support/browsers.js";
import { writeDocuments } from "./documents.js";
import { keep, tellEnd, tellStart, title } from "./report.js";
import { sample } from "./sample.js";
import { missed } from "./targets.js";

const { values, positionals: only } = parseArgs({
  options: { quick: { type: "boolean", default: false }, browser: { type: "string", default: "" } },
  allowPositionals: true,
});
const names = Object.keys(BROWSERS).filter((name) => values.browser === "" || name.toLowerCase() === values.browser.toLowerCase());
if (names.length === 0) throw new Error(`No browser is named so; there are ${Object.keys(BROWSERS).join(", ")}`);

const page = await bundle();
const server = await serve();
const runs = [];
try {
  for (const name of names) {
    const run = await runIn(name);
    keep(name.toLowerCase(), run);
    runs.push(run);
  }
} finally {
  server.close();
}

for (const run of runs) {
  for (const line of missed(run)) console.log(`${title(run)}: ${line}`);
}

writeDocuments(runs, "bench:browsers", !values.quick && values.browser === "" && only.length === 0);

async function runIn(name) {
  const browser = await BROWSERS[name]();
  try {
    const run = {
      engine: name,
      versions: { [name.toLowerCase()]: await browser.version },
      cpu: cpus()[0]?.model,
      date: new Date().toISOString(),
      quick: values.quick,
      contests: [],
    };
    const workloads = (await visit(browser, "")).map((workload, index) => ({ ...workload, index }));
    // A page has no quarter of a gigabyte to spare.
    const wanted = workloads.filter(({ name, long }) => !long && (only.length === 0 || only.some((text) => name.includes(text))));
    if (wanted.length === 0) throw new Error("No workload has such a name");
    for (const [number, { name, index }] of wanted.entries()) {
      tellStart(run, { number: number + 1, of: wanted.length, workload: name });
      // A page each, so that none inherits what the one before has left in the heap.
      const contest = await visit(browser, `?workload=${index}${values.quick ? "&quick" : ""}`);
      run.contests.push(contest);
      tellEnd(contest);
    }
    return run;
  } finally {
    await browser.close();
  }
}

async function visit(browser, query) {
  const { outcome, errors } = await browser.visit(`http://127.0.0.1:${server.address().port}/${query}`);
  if (outcome === undefined || outcome === null) throw new Error(errors.join("\n") || "the page says nothing");
  return outcome;
}

/** The page's script. There are no files to read the sample from, and no streams of Node's for those who need them. */
async function bundle() {
  const contents = {
    "sample.js": `export const sample = () => ${JSON.stringify(sample())};`,
    "pieces.js": "export const pieceWorkloads = [];",
  };
  const inside = {
    name: "what pages have not",
    setup({ onLoad }) {
      onLoad({ filter: /benches.(sample|pieces)\.js$/ }, ({ path }) => ({ contents: contents[basename(path)] }));
    },
  };
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("page.js", import.meta.url))],
    bundle: true,
    format: "esm",
    target: "es2022",
    write: false,
    plugins: [inside],
    // mitata asks for it in Bun only.
    external: ["bun:jsc"],
    logLevel: "error",
  });
  return outputFiles[0].text;
}

/** Alone in its process, as these headers make it, a page has a clock that is worth reading. */
async function serve() {
  const server = createServer(({ url }, response) => {
    const { pathname } = new URL(url, "http://localhost");
    const isolation = { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" };
    if (pathname === "/page.js") response.writeHead(200, { "content-type": "text/javascript; charset=utf-8", ...isolation }).end(page);
    else if (pathname === "/") {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...isolation });
      response.end('<!doctype html><title>Benchmark</title><link rel="icon" href="data:,"><script type="module" src="page.js"></script>');
    } else response.writeHead(404).end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
