// Sizes of the wasm of builds of the package and, of those that are asked for, the time that reading takes; for `cargo xtask flags`.
// Arguments: `--timed` or `--sized` and a directory, for each build. Prints a list of `{ raw, brotli, time? }`.

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliCompressSync } from "node:zlib";

/** Each build is measured so many times, in turns with the others. */
const TURNS = 20;
/** How long a turn reads, in milliseconds. */
const TURN = 300;
const SAMPLE = new URL("../tests/samples/history.wire.json", import.meta.url);

const [first, directory] = process.argv.slice(2);
if (first === "--run") console.log(await time(directory));
else console.log(JSON.stringify(compare(process.argv.slice(2))));

/** @param {string[]} argv */
function compare(argv) {
  const builds = [];
  for (let at = 0; at < argv.length; at += 2) {
    const directory = argv[at + 1];
    const sizes = { raw: 0, brotli: 0 };
    for (const file of readdirSync(directory).filter((name) => name.endsWith(".wasm"))) {
      const wasm = readFileSync(`${directory}/${file}`);
      sizes.raw += wasm.length;
      sizes.brotli += brotliCompressSync(wasm).length;
    }
    builds.push({ directory, sizes, timed: argv[at] === "--timed", time: Infinity });
  }
  const timed = builds.filter((build) => build.timed);
  for (let turn = 0; turn < TURNS; turn++) {
    // Another one begins each time: the first comes to a processor that has just done something else.
    for (const index of timed.keys()) {
      const build = timed[(index + turn) % timed.length];
      const file = fileURLToPath(import.meta.url);
      const printed = execFileSync(process.execPath, ["--expose-gc", file, "--run", build.directory], { encoding: "utf8" });
      build.time = Math.min(build.time, Number(printed));
    }
  }
  return builds.map(({ sizes, timed, time }) => (timed ? { ...sizes, time } : sizes));
}

/**
 * The best of many readings of a history, in milliseconds. Each build has its own process, so that it does not pay for
 * another's garbage.
 *
 * @param {string} build
 */
async function time(build) {
  const { BackendMessage } = await import(pathToFileURL(`${build}/node.js`).href);
  const bytes = readFileSync(SAMPLE);
  let best = Infinity;
  for (const end = performance.now() + TURN; performance.now() < end; ) {
    globalThis.gc?.();
    const start = performance.now();
    BackendMessage.parseMany(bytes);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}
