// The page of the benchmark in browsers: tells the workloads, or runs the one that its address names.

import { LEAST } from "./clock.js";
import { contest } from "./contest.js";
import { workloads } from "./workloads.js";

window.outcome = answer(new URLSearchParams(location.search));

async function answer(query) {
  if (!query.has("workload")) return workloads.map(({ name, long = false }) => ({ name, long }));
  const { name, prepare } = workloads[query.get("workload")];
  const { contenders, bytes } = prepare();
  return { workload: name, bytes, results: await contest(contenders, { quick: query.has("quick"), least: LEAST }) };
}
