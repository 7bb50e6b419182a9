// Runs the workloads in every engine, one engine after another and each contender in a process of its own, keeps the results in build/bench/, and writes the
// documents with their figures. With --quick, or for some workloads or engines only, the documents stay as they are.
//
//   node benches/run.js [--quick] [--engine=NAME] [TEXT…]    workloads whose names contain a text

import { cpus } from "node:os";
import { parseArgs } from "node:util";

import { coldStarts } from "./cold.js";
import { writeDocuments } from "./documents.js";
import { ENGINES } from "./engines.js";
import { keep, tellCold, tellEnd, tellStart, title } from "./report.js";
import { contestOf, introduce } from "./rounds.js";
import { missed } from "./targets.js";

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
async function runIn(engine) {
  const { versions, workloads } = await introduce(engine);
  const { quick } = values;
  const run = { engine: engine.name, versions, cpu: cpus()[0]?.model, date: new Date().toISOString(), quick, contests: [] };
  const wanted = workloads.filter((name) => only.length === 0 || only.some((text) => name.includes(text)));
  for (const [index, workload] of wanted.entries()) {
    tellStart(run, { number: index + 1, of: wanted.length, workload });
    const contest = await contestOf(engine, workload, quick);
    run.contests.push(contest);
    tellEnd(contest);
  }
  const isWanted = only.length === 0 || only.some((text) => COLD.includes(text));
  if (isWanted) {
    run.cold = await coldStarts({ command: engine.command, quick });
    tellCold(run);
  }
  if (run.contests.length === 0 && !isWanted) throw new Error("No workload has such a name");
  return run;
}
