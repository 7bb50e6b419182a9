// Holds README's table of runtimes to what ran: each runtime has its row, and says what was tried in it. Versions and
// counts may differ, as they change with every release of a runtime and every case; UPDATE_README=1 writes them anew.

import { existsSync, readFileSync, writeFileSync } from "node:fs";

import { RUNTIMES, directory } from "../support/runtimes.js";

const README = new URL("../../README.md", import.meta.url);
const MARKERS = /(?<=^<!-- runtimes -->\n).*?(?=^<!-- \/runtimes -->$)/ms;
const HEADINGS = ["runtime", "version", "tried", "cases that came out right"];

const readme = readFileSync(README, "utf8");
const [between] = readme.match(MARKERS) ?? fail("README.md has no <!-- runtimes --> and <!-- /runtimes -->");

const runs = RUNTIMES.map((runtime) => {
  const file = new URL(`${runtime}.json`, directory);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
});

if (process.env.UPDATE_README) {
  const missing = RUNTIMES.filter((_, index) => runs[index] === undefined);
  if (missing.length > 0) fail(`README.md is left as it is, for these did not run: ${missing.join(", ")}`);
  writeFileSync(README, readme.replace(MARKERS, () => `\n${table()}\n\n`));
  console.log("README.md has the new table of runtimes");
} else {
  compare();
}

function table() {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [HEADINGS, ["---", "---", "---", "---:"], ...runs.map(cells)].map(line).join("\n");
}

function cells({ runtime, version, tried, cases }) {
  return [runtime, version, tried, cases.toLocaleString("en")];
}

function compare() {
  const rows = between
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .slice(2)
    .map((line) => line.slice(2, -2).split(" | "));
  const told = rows.map(([runtime]) => runtime);
  if (told.join() !== RUNTIMES.join()) fail(`README.md tells of ${told.join(", ")}; there are ${RUNTIMES.join(", ")}`);
  for (const run of runs.filter((run) => run !== undefined)) {
    const [, , tried] = rows.find(([runtime]) => runtime === run.runtime);
    if (tried !== run.tried) fail(`README.md says of ${run.runtime} "${tried}", not "${run.tried}"`);
  }
  console.log(`README.md tells of the ${RUNTIMES.length} runtimes`);
}

function fail(what) {
  throw new Error(`${what}. After the checks \`page\` and \`runtimes\` with UPDATE_README=1 it is right`);
}
