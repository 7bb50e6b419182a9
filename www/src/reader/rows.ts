// Records as they are shown.

import { BackendMessage } from "../library.ts";
import { blocks, messages } from "./blocks.ts";
import { type History, MOST_ISSUES, type Refusal } from "./history.ts";
import { problemOf } from "./problems.ts";
import type { Row } from "./protocol.ts";
import { REJECTED } from "./record-index.ts";

/** Longer ones are shown when the visitor asks for them. */
const LONG = 1 << 20;
/** What is shown of a rejected record's source, in bytes. */
const MOST_SOURCE = 1 << 16;

export async function rows(history: History, wanted: number[]): Promise<Row[]> {
  const short = wanted.filter((record) => history.index.bytes.at(record) <= LONG);
  const found = new Map<number, Row>();
  for await (const { records, sources } of blocks(history, short)) {
    for (const [at, record] of records.entries()) {
      found.set(record, row(history, record, sources[at] ?? new Uint8Array(0)));
    }
  }
  return wanted.map((record) => found.get(record) ?? long(history, record));
}

export async function whole(history: History, record: number): Promise<Row> {
  for await (const { sources } of blocks(history, [record])) {
    if (sources[0] !== undefined) return row(history, record, sources[0]);
  }
  throw new Error(`there is no record ${record}`);
}

export async function source(history: History, record: number) {
  const { offset, bytes } = history.index.span(record);
  const text = await history.source.slice(offset, offset + bytes).text();
  const result = BackendMessage.safeParse(text, { maxIssues: MOST_ISSUES });
  const problems = result.ok ? [] : result.error.issues.map((issue) => problemOf("error", issue, record));
  return { text, offset, problems };
}

function row(history: History, record: number, source: Uint8Array): Row {
  const place = { record, ...history.index.span(record) };
  if (history.index.has(record, REJECTED)) {
    const { id, issues, report } = history.refusals.get(record) ?? refusal(source);
    return {
      kind: "rejected",
      ...place,
      ...(id === undefined ? {} : { id }),
      issues: [...issues],
      report,
      source: new TextDecoder().decode(source.subarray(0, MOST_SOURCE)),
      sourceLength: source.length,
    };
  }
  const message = BackendMessage.parse(source);
  const callbacks: Record<string, number[]> = Object.create(null);
  for (const { id } of message.toolCalls ?? []) {
    const records = history.index.callbacks.get(id);
    if (records !== undefined) callbacks[id] = records;
  }
  return { kind: "message", ...place, message, findings: history.findingsOf(record), callbacks };
}

/** The issues of a record whose own were not kept. */
function refusal(source: Uint8Array): Refusal {
  const result = BackendMessage.safeParse(source, { maxIssues: MOST_ISSUES });
  return result.ok ? { issues: [], report: "" } : { issues: result.error.issues, report: result.error.pretty() };
}

function long(history: History, record: number): Row {
  const { index } = history;
  if (index.has(record, REJECTED)) {
    const { id, issues, report } = history.refusals.get(record) ?? { id: undefined, issues: [], report: "" };
    const kept = { issues: [...issues], report, source: "", sourceLength: index.bytes.at(record) };
    return { kind: "rejected", record, ...index.span(record), ...(id === undefined ? {} : { id }), ...kept };
  }
  return { kind: "long", record, ...index.span(record), role: index.roles.list[index.role.at(record)] ?? "" };
}

/** How many records before a callback's its tool call is looked for. */
const FAR = 5_000;
const STEP = 100;

/** The record that has a tool call, looked for from the nearest backwards. */
export async function findCall(history: History, id: string, from: number): Promise<number | undefined> {
  for (let end = from + 1; end > Math.max(0, from - FAR); end -= STEP) {
    const wanted = Array.from({ length: Math.min(STEP, end) }, (_, at) => end - Math.min(STEP, end) + at);
    let found: number | undefined;
    for await (const block of messages(history, wanted)) {
      for (const { record, message } of block) {
        if (message.toolCalls?.some((call) => call.id === id)) found = record;
      }
    }
    if (found !== undefined) return found;
  }
  return undefined;
}
