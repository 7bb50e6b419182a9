// Runs the workloads in every engine, one engine after another, keeps the results in build/bench/, and writes the
// documents with their figures. With --quick, or for some workloads or engines only, the documents stay as they are.
//
//   node benches/run.js [--quick] [--engine=NAME] [TEXT…]    workloads whose names contain a text

import { spawn } from "node:child_process";
import { cpus } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { coldStarts } from "./cold.js";
import { writeDocuments } from "./documents.js";
import { ENGINES } from "./engines.js";
import { keep, tellCold, tellEnd, tellStart, title } from "./report.js";
import { missed } from "./targets.js";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const { values, positionals: only } = parseArgs({
  options: { quick: { type: "boolean", default: false }, engine: { type: "string", default: "" } },
  allowPositionals: true,
});

const engines = ENGINES.filter(({ name }) => values.engine === "" || name === values.engine);
if (engines.length === 0) throw new Error(`No engine is named so; there are ${ENGINES.map(({ name }) => name).join(", ")}`);

/** What is asked for by this name is measured from outside of the engine. */
const COLD = "cold start";

const runs = [];
for (const engine of engines) {
  const run = await runIn(engine);
  keep(engine.name, run);
  runs.push(run);
}

for (const run of runs) {
  for (const line of missed(run)) console.log(`${title(run)}: ${line}`);
}
writeDocuments(runs, "bench", !values.quick && values.engine === "" && only.length === 0);

/** Results as data: the engine's versions, and what each contender took. */
async function runIn({ name, command, args }) {
  const options = JSON.stringify({ quick: values.quick, only });
  const child = spawn(command, [...args, here("measure.js"), options], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
  const run = { engine: name, versions: {}, cpu: cpus()[0]?.model, date: new Date().toISOString(), quick: values.quick, contests: [] };
  for await (const line of createInterface({ input: child.stdout })) {
    const { event, ...rest } = JSON.parse(line);
    if (event === "engine") run.versions = rest.versions;
    if (event === "start") tellStart(run, rest);
    if (event === "end") {
      run.contests.push(rest);
      tellEnd(rest);
    }
  }
  const code = await ended;
  if (code !== 0) throw new Error(`${name} ended with ${code}`);
  const isWanted = only.length === 0 || only.some((text) => COLD.includes(text));
  if (isWanted) {
    run.cold = await coldStarts({ command, quick: values.quick });
    tellCold(run);
  }
  if (run.contests.length === 0 && !isWanted) throw new Error("No workload has such a name");
  return run;
}
