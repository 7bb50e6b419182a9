// The page of the benchmark in browsers: tells the workloads, the contenders of the one that its address names, or a round of
// one of these.

import { LEAST } from "./clock.js";
import { round } from "./contest.js";
import { workloads } from "./workloads.js";

window.outcome = answer(new URLSearchParams(location.search));

async function answer(query) {
  if (!query.has("workload")) return workloads.map(({ name, long = false }) => ({ name, long }));
  const { contenders, bytes } = workloads[query.get("workload")].prepare();
  if (!query.has("contender")) return { contenders: Object.keys(contenders), bytes };
  return round(Object.values(contenders)[query.get("contender")], { quick: query.has("quick"), least: LEAST });
}
