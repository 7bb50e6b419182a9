// Runs the workloads in the engine that runs this file, and tells each result as a line of JSON.

// Before the package, which it watches.
import { wasmMemory } from "../tests/support/wasm-memory.js";
import { contest } from "./contest.js";
import { workloads } from "./workloads.js";

/**
 * @param options.quick one short round each, which tells little
 * @param options.only the workloads whose names contain one of these texts; all if there is none
 * @param {(event: object) => unknown} tell
 */
export async function measure({ quick, only }, tell) {
  const wanted = workloads.filter(({ name }) => only.length === 0 || only.some((text) => name.includes(text)));
  for (const [index, { name, prepare, long = false, weighs = false }] of wanted.entries()) {
    await tell({ event: "start", workload: name, number: index + 1, of: wanted.length });
    const { contenders, bytes } = prepare();
    const results = await contest(contenders, { quick, long });
    await tell({ event: "end", workload: name, bytes, results, ...(weighs && { wasmMemory: wasmMemory() }) });
  }
}

if (globalThis.process?.argv) {
  const options = JSON.parse(process.argv[2]);
  const { node, v8, bun, webkit } = process.versions;
  console.log(JSON.stringify({ event: "engine", versions: bun ? { bun, webkit } : { node, v8 } }));
  await measure(options, (event) => console.log(JSON.stringify(event)));
}
