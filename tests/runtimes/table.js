// Compares the table of docs/runtimes.md with what ran: each runtime has its row, and says what was tried in it. Versions and
// counts may differ, as they change with every release of a runtime and every case; UPDATE_DOCS=1 writes them anew.

import { existsSync, readFileSync, writeFileSync } from "node:fs";

import { RUNTIMES, directory } from "../support/runtimes.js";

const DOCUMENT = new URL("../../docs/runtimes.md", import.meta.url);
const MARKERS = /(?<=^<!-- runtimes -->\n).*?(?=^<!-- \/runtimes -->$)/ms;
const HEADINGS = ["runtime", "version", "tried", "cases that came out right"];

const document = readFileSync(DOCUMENT, "utf8");
const [between] = document.match(MARKERS) ?? fail("docs/runtimes.md has no <!-- runtimes --> and <!-- /runtimes -->");

const runs = RUNTIMES.map((runtime) => {
  const file = new URL(`${runtime}.json`, directory);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
});

if (process.env.UPDATE_DOCS) {
  const missing = RUNTIMES.filter((_, index) => runs[index] === undefined);
  if (missing.length > 0) fail(`docs/runtimes.md is left as it is, for these did not run: ${missing.join(", ")}`);
  writeFileSync(DOCUMENT, document.replace(MARKERS, () => `\n${table()}\n\n`));
  console.log("docs/runtimes.md has the new table");
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
  const listed = rows.map(([runtime]) => runtime);
  if (listed.join() !== RUNTIMES.join()) fail(`docs/runtimes.md lists ${listed.join(", ")}; there are ${RUNTIMES.join(", ")}`);
  for (const run of runs.filter((run) => run !== undefined)) {
    const [, , tried] = rows.find(([runtime]) => runtime === run.runtime);
    if (tried !== run.tried) fail(`docs/runtimes.md says of ${run.runtime} "${tried}", not "${run.tried}"`);
  }
  console.log(`docs/runtimes.md lists the ${RUNTIMES.length} runtimes`);
}

function fail(what) {
  throw new Error(`${what}. After the checks \`page\` and \`runtimes\` with UPDATE_DOCS=1 it is right`);
}
