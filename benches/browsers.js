// Runs the workloads in Chromium, Firefox and WebKitGTK, keeps the results in build/bench/, and writes the
// documents with their figures.
//
//   node benches/browsers.js [--quick] [--browser=NAME] [TEXT…]    workloads whose names contain a text

import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { BROWSERS, browserNames } from "../tests/support/browsers.js";
import { roundsOf, standings } from "./contest.js";
import { writeDocuments } from "./documents.js";
import { servePage } from "./pages.js";
import { keep, tellEnd, tellStart, title } from "./report.js";
import { missed } from "./targets.js";

const { values, positionals: only } = parseArgs({
  options: { quick: { type: "boolean", default: false }, browser: { type: "string", default: "" } },
  allowPositionals: true,
});
const names = browserNames(values.browser);

const page = await servePage(fileURLToPath(new URL("page.js", import.meta.url)));
const runs = [];
try {
  for (const name of names) {
    const run = await runIn(name);
    keep(name.toLowerCase(), run);
    runs.push(run);
  }
} finally {
  page.close();
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
    const workloads = (await page.ask(browser, "")).map((workload, index) => ({ ...workload, index }));
    // A page has no quarter of a gigabyte to spare.
    const wanted = workloads.filter(({ name, long }) => !long && (only.length === 0 || only.some((text) => name.includes(text))));
    if (wanted.length === 0) throw new Error("No workload has such a name");
    for (const [number, { name, index }] of wanted.entries()) {
      tellStart(run, { number: number + 1, of: wanted.length, workload: name });
      const contest = await contestOf(browser, name, index);
      run.contests.push(contest);
      tellEnd(contest);
    }
    return run;
  } finally {
    await browser.close();
  }
}

/** The results of a workload: a page for each round of each contender, so that none inherits what another has left in the heap. */
async function contestOf(browser, workload, index) {
  const { contenders, bytes } = await page.ask(browser, `?workload=${index}`);
  const rounds = Object.fromEntries(contenders.map((name) => [name, []]));
  for (let turn = 0; turn < roundsOf(values); turn++) {
    for (const [contender, name] of contenders.entries()) {
      rounds[name].push(await page.ask(browser, `?workload=${index}&contender=${contender}${values.quick ? "&quick" : ""}`));
    }
  }
  return { workload, bytes, results: standings(rounds) };
}
