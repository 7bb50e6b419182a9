// A history as columns for charts.

import type { Series } from "./protocol.ts";
import type { RecordIndex } from "./record-index.ts";

export function series(index: RecordIndex, most: number): Series {
  const each = Math.max(1, Math.ceil(index.length / most));
  const length = Math.ceil(index.length / each);
  const columns = {
    record: new Uint32Array(length),
    input: new Float64Array(length),
    output: new Float64Array(length),
    cacheCreation: new Float64Array(length),
    cacheRead: new Float64Array(length),
    cost: new Float64Array(length),
  };
  let spent = 0;
  for (let at = 0; at < length; at++) {
    let dearest = at * each;
    for (let record = at * each; record < Math.min((at + 1) * each, index.length); record++) {
      for (const name of ["input", "output", "cacheCreation", "cacheRead"] as const) {
        columns[name][at] = (columns[name][at] ?? 0) + index[name].at(record);
      }
      spent += index.cost.at(record);
      if (index.cost.at(record) > index.cost.at(dearest)) dearest = record;
    }
    columns.record[at] = dearest;
    columns.cost[at] = spent;
  }
  return { ...columns, each, dearest: dearest(index) };
}

const DEAREST = 5;

function dearest({ length, cost }: RecordIndex): Series["dearest"] {
  const found: Series["dearest"] = [];
  for (let record = 0; record < length; record++) {
    const entry = { record, cost: cost.at(record) };
    const least = found.length < DEAREST ? 0 : (found.at(-1)?.cost ?? 0);
    if (entry.cost <= least) continue;
    found.push(entry);
    found.sort((a, b) => b.cost - a.cost).splice(DEAREST);
  }
  return found;
}
