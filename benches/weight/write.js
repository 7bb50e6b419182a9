// Writes benches/WEIGHT.md: what each entry of the package is made of.

import { writeFileSync } from "node:fs";

import { markdown } from "../table.js";
import { entryOf } from "./entry.js";
import { moduleOf } from "./module.js";

/** Parts below this share of the whole are reported together. */
const LEAST = 0.015;
const ENTRIES = ["slim", "insight-slim", "view", "live", "is"];

const number = (bytes) => bytes.toLocaleString("en");

function partsTable(parts, columns) {
  const [first] = columns;
  const sum = parts.reduce((total, part) => total + part[first], 0);
  const large = parts.filter((part) => part[first] >= LEAST * sum);
  const small = parts.slice(large.length);
  const rows = large.map((part) => [`\`${part.name}\``, ...columns.map((column) => number(part[column]))]);
  if (small.length > 0) {
    const total = (column) => number(small.reduce((sum, part) => sum + part[column], 0));
    rows.push([`${small.length} others`, ...columns.map(total)]);
  }
  return markdown(["", ...columns], rows);
}

const sections = [
  `# What the entries weigh

Written by \`npm run weigh\`, to show where bytes can be saved. \`tests/size/ceilings.json\` has the ceilings.

The default entries are a slim entry and its wasm. \`brotli\` of a part is what that part takes compressed by itself: a whole takes less.`,
];
for (const entry of ENTRIES) {
  const { parts, minified, brotli } = await entryOf(entry);
  sections.push(`## ${entry}.js: ${number(minified)} bytes, ${number(brotli)} by brotli`, partsTable(parts, ["minified"]));
}
for (const name of ["core", "insight"]) {
  const { parts, bytes, brotli } = moduleOf(name);
  sections.push(`## The wasm of ${name}: ${number(bytes)} bytes, ${number(brotli)} by brotli`, partsTable(parts, ["bytes", "brotli"]));
}
writeFileSync(new URL("../WEIGHT.md", import.meta.url), sections.join("\n\n") + "\n");
console.log("benches/WEIGHT.md is written");
