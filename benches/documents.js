// Puts the results of a run where people read them: the README has three figures, docs/benchmarks.md an overview, and
// benches/FIGURES.md all of it.

import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";

import { overview } from "./overview.js";
import { tables, times } from "./table.js";

const RESULTS = new URL("../build/bench/", import.meta.url);
const WORKLOADS = ["1,000 messages, ASCII, bytes", "1,000 messages, mixed, bytes"];

/**
 * @param {"bench" | "bench:browsers"} command whose run it was; the documents have a place for each
 * @param {boolean} isFull whether everything was measured; nothing is written otherwise
 */
export function writeDocuments(runs, command, isFull) {
  if (!isFull) {
    console.log("\nThe documents are left as they are: that was not a full run");
    return;
  }
  put("../docs/benchmarks.md", command, overview(runs, command));
  put("FIGURES.md", command, tables(runs, command));
  put("../README.md", "figures", figures());
  console.log("\nREADME.md, docs/benchmarks.md and benches/FIGURES.md have the new figures");
}

/** What a reader wants to know first, over all engines whose last full run is kept. */
function figures() {
  const runs = existsSync(RESULTS) ? readdirSync(RESULTS).map((name) => JSON.parse(readFileSync(new URL(name, RESULTS), "utf8"))) : [];
  const ratios = runs
    .filter(({ quick }) => !quick)
    .flatMap(({ contests }) => contests.filter(({ workload }) => WORKLOADS.includes(workload)))
    .map(({ results }) => results.find(({ name }) => name === "JSON")?.medianRatio)
    .filter((ratio) => ratio !== undefined);
  const sizes = JSON.parse(readFileSync(new URL("../tests/size/measured.json", import.meta.url), "utf8"));
  const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} KB`;
  return `
| | |
| --- | --- |
| a history from bytes, read and validated, against \`JSON.parse\` | ${times(Math.min(...ratios))} to ${times(Math.max(...ratios))} times as fast, in ${runs.length} engines ([more](docs/benchmarks.md)) |
| weight in a page, brotli | ${kilobytes(sizes["backend-message"])}; \`view\` ${kilobytes(sizes["backend-message/view"])}, \`live\` ${kilobytes(sizes["backend-message/live"])} |
| dependencies | 0 |

`;
}

/** Replaces what stands between two marks. */
function put(path, mark, text) {
  const file = new URL(path, import.meta.url);
  const document = readFileSync(file, "utf8");
  const place = new RegExp(`(?<=^<!-- ${mark} -->\\n).*?(?=^<!-- /${mark} -->$)`, "ms");
  if (!place.test(document)) throw new Error(`${path} has no <!-- ${mark} --> and <!-- /${mark} -->`);
  writeFileSync(file, document.replace(place, () => text));
}
