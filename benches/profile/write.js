// Profiles every engine, and writes what is found to benches/PROFILE.md.

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";

import { BROWSERS } from "../../tests/support/browsers.js";
import { ENGINES } from "../engines.js";
import { servePage } from "../pages.js";
import { duration, markdown, times } from "../table.js";
import { coldSteps } from "./cold.js";

const here = (file) => fileURLToPath(new URL(file, import.meta.url));

const engines = [];
for (const { command, args } of ENGINES) {
  process.stdout.write(`Profiling in ${command} … `);
  const run = JSON.parse(execFileSync(command, [...args, here("process.js")], { encoding: "utf8" }));
  run.cold = coldSteps(command);
  engines.push(run);
  console.log(run.engine);
}
const page = await servePage(here("page.js"));
for (const [name, launch] of Object.entries(BROWSERS)) {
  process.stdout.write(`Profiling in ${name} … `);
  engines.push(await inBrowser(name, launch));
  console.log(engines.at(-1).engine);
}
page.close();

const sections = [
  `# Where the time goes

Written by \`npm run profile\` on ${new Date().toISOString().slice(0, 10)} (${cpus()[0]?.model}), for who wants to make the package faster, and to show how far that can go.

## Time

What each stage of a call takes of the whole: it is measured together with those before it, in turns with the whole and with \`JSON\` alone,
and the best of each is subtracted. \`JSON\` takes so many times as long as the whole; the last column has what that would be if the
stage named there took no time at all. A ratio there below what is wanted is not to be had by work on that stage.`,
  ...kinds().map(stageTable),
  coldTable(),
];
writeFileSync(new URL("../PROFILE.md", import.meta.url), sections.join("\n\n") + "\n");
console.log("benches/PROFILE.md is written");

async function inBrowser(name, launch) {
  const browser = await launch();
  try {
    const profiles = [];
    const count = await page.ask(browser, "");
    for (let index = 0; index < count; index++) profiles.push(await page.ask(browser, `?profile=${index}`));
    return { engine: `${name} ${await browser.version}`, profiles };
  } finally {
    await browser.close();
  }
}

function kinds() {
  const [{ profiles }] = engines;
  return [...new Set(profiles.map(({ kind }) => kind))];
}

function stageTable(kind) {
  const rows = engines.flatMap(({ engine, profiles }) =>
    profiles.filter((profile) => profile.kind === kind).map((profile) => ({ engine, ...profile })),
  );
  // Those of a kind have the same stages.
  const [{ spare, stages }] = rows;
  const headings = ["", "engine", "whole", ...stages.map(({ name }) => name), "`JSON` takes", `without “${spare}”`];
  const cells = rows.map(({ name, engine, stages, whole, bare }) => {
    const shares = stages.map(({ time }) => `${Math.round((100 * time) / whole)} %`);
    const others = whole - stages.find(({ name }) => name === spare).time;
    return [name, engine, duration(whole), ...shares, times(bare / whole), others > 0 ? times(bare / others) : "–"];
  });
  return `### ${kind}\n\n${markdown(headings, cells)}`;
}

function coldTable() {
  const steps = Object.keys(engines[0].cold);
  const processes = engines.filter(({ cold }) => cold !== undefined);
  const rows = processes.map(({ engine, cold }) => [engine, ...steps.map((step) => duration(cold[step]))]);
  const explanation = "Steps of a process that has nothing loaded yet, one after another, and then what parts of these take: the text is loaded with the package, all else comes with the first message.";
  return `### Cold start\n\n${explanation}\n\n${markdown(["", ...steps], rows)}`;
}
