// One contender of one workload, in the engine that runs this file: it tells the contenders as a line of JSON, and for each line
// that it is given, a round of its own. Without a workload it tells the engine and all workloads.
//
//   node benches/measure.js '{"workload":"`is`, 1,000 objects","contender":0,"quick":false}'

import { createInterface } from "node:readline";

// Before the package, which it watches.
import { wasmMemory } from "../tests/support/wasm-memory.js";
import { round } from "./contest.js";
import { workloads } from "./workloads.js";

const { workload, contender, quick } = JSON.parse(process.argv[2] ?? "{}");
const tell = (event) => console.log(JSON.stringify(event));

if (workload === undefined) {
  const { node, v8, bun, webkit } = process.versions;
  tell({ versions: bun ? { bun, webkit } : { node, v8 }, workloads: workloads.map(({ name }) => name) });
} else {
  const { prepare, long = false, weighs = false } = workloads.find(({ name }) => name === workload);
  const { contenders, bytes } = prepare();
  tell({ contenders: Object.keys(contenders), bytes, long });
  const chosen = Object.values(contenders)[contender];
  for await (const _ of createInterface({ input: process.stdin })) {
    tell({ ...(await round(chosen, { quick, long })), ...(weighs && { wasmMemory: wasmMemory() }) });
  }
}
