// The rows that are shown, requested from the worker as they come into view.

import { signal } from "@preact/signals";

import { ask } from "../reader/reader.ts";
import type { Row } from "../reader/protocol.ts";
import { generation, judgement } from "../session.ts";

/** Rows that are kept; a view shows a few dozen. */
const MOST = 400;

const rows = new Map<number, Row>();
const wanted = new Set<number>();
/** Rows that were requested again; they are shown until the new ones arrive. */
const stale = new Set<number>();
/** Changes when other rows have arrived. */
const version = signal(0);

generation.subscribe(() => {
  rows.clear();
  stale.clear();
  wanted.clear();
  version.value++;
});

judgement.subscribe(() => {
  for (const record of rows.keys()) stale.add(record);
  version.value++;
});

/** The row, if it has arrived; otherwise requests it. A component that calls this while rendering is rendered again then. */
export function rowOf(record: number): Row | undefined {
  void version.value;
  const row = rows.get(record);
  if ((row === undefined || stale.has(record)) && !wanted.has(record)) {
    if (wanted.size === 0) queueMicrotask(fetchWanted);
    wanted.add(record);
  }
  return row;
}

export async function loadWhole(record: number) {
  const asked = generation.value;
  const row = await ask("whole", [record]);
  if (asked === generation.value) keep([row]);
}

async function fetchWanted() {
  const asked = generation.value;
  const records = [...wanted];
  if (records.length === 0) return;
  try {
    const found = await ask("rows", [records]);
    if (asked !== generation.value) return;
    for (const record of records) wanted.delete(record);
    keep(found);
  } catch {
    // The history was closed in the meantime.
    if (asked === generation.value) wanted.clear();
  }
  if (wanted.size > 0) queueMicrotask(fetchWanted);
}

function keep(found: Row[]) {
  for (const row of found) {
    rows.delete(row.record);
    stale.delete(row.record);
    rows.set(row.record, row);
  }
  for (const record of rows.keys()) {
    if (rows.size <= MOST) break;
    rows.delete(record);
  }
  version.value++;
}
