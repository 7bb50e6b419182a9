// Puts the results of a run where people read them: README has an overview, benches/FIGURES.md all of it.

import { readFileSync, writeFileSync } from "node:fs";

import { overview } from "./overview.js";
import { tables } from "./table.js";

/**
 * @param {"bench" | "bench:browsers"} command whose run it was; the documents have a place for each
 * @param {boolean} isFull whether everything was measured; nothing is written otherwise
 */
export function writeDocuments(runs, command, isFull) {
  if (!isFull) {
    console.log("\nREADME.md is left as it is: that was not a full run");
    return;
  }
  put("../README.md", command, overview(runs, command));
  put("FIGURES.md", command, tables(runs, command));
  console.log("\nREADME.md and benches/FIGURES.md have the new figures");
}

/** Replaces what stands between two marks. */
function put(path, mark, text) {
  const file = new URL(path, import.meta.url);
  const document = readFileSync(file, "utf8");
  const place = new RegExp(`(?<=^<!-- ${mark} -->\\n).*?(?=^<!-- /${mark} -->$)`, "ms");
  if (!place.test(document)) throw new Error(`${path} has no <!-- ${mark} --> and <!-- /${mark} -->`);
  writeFileSync(file, document.replace(place, () => text));
}
