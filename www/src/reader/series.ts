// A history as columns for charts, and the sums of its columns.

import { type Part, PARTS, type Series, type Use } from "./protocol.ts";
import { type RecordIndex, REJECTED } from "./record-index.ts";

/** @param most how many entries there may be */
export function series(index: RecordIndex, most: number): Series {
  const each = round(index.length / most);
  const length = Math.ceil(index.length / each);
  const record = new Uint32Array(length);
  const cost = new Float64Array(length);
  const parts = Object.fromEntries(PARTS.map((part) => [part, new Float64Array(length)])) as Series["parts"];
  const total = nothing();
  const models = index.models.list.map((model) => ({ model, ...nothing() }));
  const partsOf = splitter(index);
  for (let at = 0; at < length; at++) {
    let dearest = at * each;
    for (let one = at * each; one < Math.min((at + 1) * each, index.length); one++) {
      if (index.has(one, REJECTED)) continue;
      const own = partsOf(one);
      for (const part of PARTS) parts[part][at] = (parts[part][at] ?? 0) + own[part];
      for (const sum of [total, models[index.model.at(one)]]) if (sum !== undefined) add(sum, own, index.cost.at(one));
      if (index.cost.at(one) > index.cost.at(dearest)) dearest = one;
    }
    record[at] = dearest;
    cost[at] = total.cost;
  }
  const used = models.filter(({ messages }) => messages > 0).sort((a, b) => b.cost - a.cost || b.messages - a.messages);
  return { record, parts, cost, each, dearest: dearest(index), total, models: used };
}

/** 1, 2 or 5 with zeros: the first that is not less. */
function round(least: number): number {
  let step = 1;
  for (;;) {
    for (const nice of [step, 2 * step, 5 * step]) if (nice >= least) return nice;
    step *= 10;
  }
}

const nothing = (): Use => ({ messages: 0, parts: { cacheRead: 0, cacheWrite: 0, input: 0, output: 0 }, cost: 0 });

function add(sum: Use, own: Record<Part, number>, cost: number) {
  sum.messages++;
  sum.cost += cost;
  for (const part of PARTS) sum.parts[part] += own[part];
}

/**
 * As the schema has it, `inputTokens` includes what was written to the cache, and `outputTokens` what was read from it.
 * Providers differ: where a part is ever larger than the whole, the model's whole does not include it.
 */
function splitter(index: RecordIndex): (record: number) => Record<Part, number> {
  const writesApart = new Set<number>();
  const readsApart = new Set<number>();
  for (let record = 0; record < index.length; record++) {
    const model = index.model.at(record);
    if (index.cacheCreation.at(record) > index.input.at(record)) writesApart.add(model);
    if (index.cacheRead.at(record) > index.output.at(record)) readsApart.add(model);
  }
  return (record) => {
    const model = index.model.at(record);
    const cacheWrite = index.cacheCreation.at(record);
    const cacheRead = index.cacheRead.at(record);
    return {
      cacheRead,
      cacheWrite,
      input: index.input.at(record) - (writesApart.has(model) ? 0 : cacheWrite),
      output: index.output.at(record) - (readsApart.has(model) ? 0 : cacheRead),
    };
  };
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
