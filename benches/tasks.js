// Pages that read a Blob of 100 MB, in Chromium, Firefox and WebKitGTK: how long a page cannot do anything else, how long an
// abort takes, and the throughput. Nothing is asserted of time.
//
//   node benches/tasks.js [--quick] [--browser=NAME] [--megabytes=NUMBER]
//
// A full run puts its figures into docs/benchmarks.md. With an option, it stays as it is.

import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { BROWSERS, browserNames } from "../tests/support/browsers.js";
import { put } from "./documents.js";
import { servePage } from "./pages.js";
import { markdown } from "./table.js";

const { values } = parseArgs({
  options: { quick: { type: "boolean", default: false }, browser: { type: "string", default: "" }, megabytes: { type: "string" } },
});
const megabytes = Number(values.megabytes ?? (values.quick ? 10 : 100));
const names = browserNames(values.browser);

const HEADINGS = ["browser", "work", "longest task over 50 ms", "tasks over 50 ms", "longest gap", "abort", "MB/s"];
const rows = [];
const versions = [];
const page = await servePage(fileURLToPath(new URL("tasks-page.js", import.meta.url)));
try {
  for (const name of names) await measureIn(name);
} finally {
  page.close();
}

const table = markdown(HEADINGS, rows);
console.log(`\n${table}`);
if (values.quick || values.browser !== "" || values.megabytes !== undefined) {
  console.log("\nThe documents are left as they are: that was not a full run");
} else {
  const told = `Written by \`npm run bench:tasks\` on ${new Date().toISOString().slice(0, 10)} (${cpus()[0]?.model}; ${versions.join(", ")}).`;
  put("../docs/benchmarks.md", "bench:tasks", `\n${table}\n\n${told}\n\n`);
  console.log("\ndocs/benchmarks.md has the new figures");
}

/** A page for each work and framing, so that none inherits what another has left in the heap. */
async function measureIn(name) {
  const browser = await BROWSERS[name]();
  try {
    const version = `${name} ${await browser.version}`;
    versions.push(version);
    const { works, framings } = await page.ask(browser, "");
    for (const [index, work] of works.entries()) {
      process.stdout.write(`${version}, ${work} … `);
      const found = [];
      for (const framing of framings) {
        found.push(await page.ask(browser, `?work=${index}&framing=${framing}&megabytes=${megabytes}`));
      }
      const row = rowOf(found);
      console.log(row.join("; "));
      rows.push([name, work, ...row]);
    }
  } finally {
    await browser.close();
  }
}

/** Both framings in each cell. WebKit's driver gives null for what a page leaves out. */
function rowOf(found) {
  const milliseconds = (value) => (value >= 10 ? value.toFixed(0) : value.toFixed(1)) + " ms";
  const cell = (format, values) => (values.every((value) => value == null) ? "–" : values.map(format).join(" / "));
  const cells = (key, format) => cell(format, found.map((page) => page[key]));
  return [
    cells("longestTask", (time) => (time === 0 ? "none" : milliseconds(time))),
    cells("longTasks", String),
    cells("longestGap", milliseconds),
    cells("abort", milliseconds),
    cell((rate) => rate.toFixed(0), found.map(({ bytes, time }) => bytes / 1000 / time)),
  ];
}
