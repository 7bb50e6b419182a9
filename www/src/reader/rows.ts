// Records as they are shown.

import { rows as viewRows } from "backend-message/view";

import { BackendMessage } from "../library.ts";
import { blocks, messages, range } from "./blocks.ts";
import { type History, MOST_ISSUES, type Refusal } from "./history.ts";
import { problemOf } from "./problems.ts";
import type { Row } from "./protocol.ts";
import { FOLDED, REJECTED } from "./record-index.ts";

/** Longer records are shown only on request. */
const LONG = 1 << 20;
/** What is shown of a rejected record's source, in bytes. */
const MOST_SOURCE = 1 << 16;

export async function rows(history: History, wanted: number[]): Promise<Row[]> {
  const found = await read(history, wanted.filter((record) => isShort(history, record)));
  return wanted.map((record) => found.get(record) ?? long(history, record));
}

export async function whole(history: History, record: number): Promise<Row> {
  const row = (await read(history, [record])).get(record);
  if (row === undefined) throw new Error(`there is no record ${record}`);
  return row;
}

const isShort = (history: History, record: number) => history.index.bytes.at(record) <= LONG;

/** What else a record's row depends on, at most: what follows it, and what its callbacks returned. */
const MOST_BEHIND = 20;

async function read(history: History, wanted: number[]): Promise<Map<number, Row>> {
  const found = new Map<number, Row>();
  const good = new Map<number, BackendMessage>();
  for await (const { records, sources } of blocks(history, wanted)) {
    for (const [at, record] of records.entries()) {
      const source = sources[at] ?? new Uint8Array(0);
      if (history.index.has(record, REJECTED)) found.set(record, rejected(history, record, source));
      else good.set(record, BackendMessage.parse(source));
    }
  }
  const behind = new Map(Array.from(good, ([record, message]) => [record, following(history, record, message)]));
  const others = new Set([...behind.values()].flat().filter((record) => !good.has(record)));
  const all = new Map(good);
  for await (const block of messages(history, [...others].sort((a, b) => a - b))) {
    for (const { record, message } of block) all.set(record, message);
  }
  for (const [record, message] of good) {
    const context = (behind.get(record) ?? []).flatMap((other) => all.get(other) ?? []);
    found.set(record, messageRow(history, record, message, context));
  }
  return found;
}

function following(history: History, record: number, { toolCalls = [] }: BackendMessage): number[] {
  const { index } = history;
  const callbacks = toolCalls.flatMap(({ id }) => index.callbacks.get(id) ?? []);
  const next = record + 1 < index.length && index.session.at(record + 1) === index.session.at(record) ? [record + 1] : [];
  const behind = new Set([...callbacks, ...next].slice(0, MOST_BEHIND));
  behind.delete(record);
  return [...behind].filter((other) => isShort(history, other)).sort((a, b) => a - b);
}

export async function source(history: History, record: number) {
  const { offset, bytes } = history.index.span(record);
  const text = await history.source.slice(offset, offset + bytes).text();
  const result = BackendMessage.safeParse(text, { maxIssues: MOST_ISSUES });
  const problems = result.ok ? [] : result.error.issues.map((issue) => problemOf("error", issue, record));
  return { text, offset, problems };
}

function rejected(history: History, record: number, source: Uint8Array): Row {
  const { id, issues, report } = history.refusals.get(record) ?? refusal(source);
  return {
    kind: "rejected",
    record,
    ...history.index.span(record),
    ...(id === undefined ? {} : { id }),
    issues: [...issues],
    report,
    source: new TextDecoder().decode(source.subarray(0, MOST_SOURCE)),
    sourceLength: source.length,
  };
}

function messageRow(history: History, record: number, message: BackendMessage, context: BackendMessage[]): Row {
  const { index } = history;
  const session = index.session.at(record);
  let before = record - 1;
  // What is folded is not seen before this one.
  while (before >= 0 && index.has(before, FOLDED)) before--;
  const begins = index.sessions.list.length > 1 && (before < 0 || index.session.at(before) !== session);
  const agentOf = index.subagents.get(message.sessionId);
  const [shown] = viewRows([message, ...context]);
  return {
    kind: "message",
    record,
    ...index.span(record),
    message,
    findings: history.findingsOf(record),
    // The first row may be one of the context, where the record has none.
    shown: shown?.id === message.id ? shown : undefined,
    ...(begins ? { begins: message.sessionId } : {}),
    ...(agentOf === undefined ? {} : { agentOf }),
  };
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

/** The record that has a tool call, if it comes before another one. */
export const findCall = (history: History, id: string): number | undefined => history.index.call(id);

export function sessionRecords({ index }: History, session: string, most: number) {
  const number = index.sessions.find(session);
  const all = Array.from(range(0, index.length)).filter((record) => number !== undefined && index.session.at(record) === number);
  return { records: Uint32Array.from(all.slice(0, most)), total: all.length };
}
