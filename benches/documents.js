// Puts the results of a run where people read them: the README has three figures, docs/benchmarks.md an overview, and
// benches/FIGURES.md all of it.

import { readFileSync, writeFileSync } from "node:fs";

import { overview } from "./overview.js";
import { tables, times } from "./table.js";

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
  writeFigures();
  console.log("\nREADME.md, docs/benchmarks.md and benches/FIGURES.md have the new figures");
}

/** What a reader wants to know first: the figures of docs/benchmarks.md as a range over its engines, and the ceilings of weight. */
function figures() {
  const rows = readFileSync(new URL("../docs/benchmarks.md", import.meta.url), "utf8")
    .split("\n")
    .filter((line) => /^\| history as bytes, (ASCII|mixed|CJK) \|/.test(line))
    .map((line) => line.split("|").slice(3, -1).map(Number));
  const ratios = rows.flat();
  const ceilings = JSON.parse(readFileSync(new URL("../tests/size/ceilings.json", import.meta.url), "utf8"));
  const kilobytes = (entry) => `${(ceilings[entry] / 1000).toFixed(0)} KB`;
  return `
| | |
| --- | --- |
| a history from bytes, read and validated | ${times(Math.min(...ratios))} to ${times(Math.max(...ratios))} times as fast as bare \`JSON.parse\`, in ${rows.length > 2 ? "six" : "three"} engines ([more](docs/benchmarks.md)) |
| weight in a page, brotli, wasm included | at most ${kilobytes("backend-message")}; \`view\` ${kilobytes("backend-message/view")}, \`live\` ${kilobytes("backend-message/live")}, both without wasm |
| dependencies | 0 |

`;
}

/** Writes the README's figures again from those of docs/benchmarks.md. */
export function writeFigures() {
  put("../README.md", "figures", figures());
}

/** Replaces the text between two marks. */
export function put(path, mark, text) {
  const file = new URL(path, import.meta.url);
  const document = readFileSync(file, "utf8");
  const place = new RegExp(`(?<=^<!-- ${mark} -->\\n).*?(?=^<!-- /${mark} -->$)`, "ms");
  if (!place.test(document)) throw new Error(`${path} has no <!-- ${mark} --> and <!-- /${mark} -->`);
  writeFileSync(file, document.replace(place, () => text));
}
