// Writes a history again: the valid messages in any naming, or the rejected records with their issues.

import { BackendMessage } from "../library.ts";
import { blocks, messages, range } from "./blocks.ts";
import { type History, MOST_ISSUES } from "./history.ts";
import type { Excerpt, ExportOptions } from "./protocol.ts";
import { REJECTED } from "./record-index.ts";

/** @param most how many records are written, for a preview */
export async function write(history: History, options: ExportOptions, signal: AbortSignal, most = Infinity): Promise<Blob> {
  const texts = options.what === "messages" ? goodMessages(history, options, most) : rejected(history, most);
  const isArray = options.shape === "array";
  const parts: Blob[] = [];
  let isFirst = true;
  for await (const list of texts) {
    signal.throwIfAborted();
    if (list.length === 0) continue;
    const text = isArray ? list.join(",\n") : list.map((line) => line + "\n").join("");
    // A blob each: browsers move large ones out of memory.
    parts.push(new Blob([isArray && !isFirst ? ",\n" : "", text]));
    isFirst = false;
  }
  return isArray ? new Blob(["[\n", ...parts, "\n]\n"], { type: "application/json" }) : new Blob(parts, { type: "application/x-ndjson" });
}

async function* goodMessages(history: History, { naming, space, shape, keepUnknown }: ExportOptions, most: number) {
  const isArray = shape === "array";
  const unknownKeys = keepUnknown ? "keep" : "strip";
  const wanted = take(history, (record) => !history.index.has(record, REJECTED), most);
  for await (const block of messages(history, wanted, { unknownKeys })) {
    const list = block.map(({ message }) => message);
    // The brackets of the array surround all blocks.
    if (isArray) yield list.length === 0 ? [] : [BackendMessage.stringify(list, { naming, space }).slice(1, -1).replace(/^\n|\n$/g, "")];
    else yield list.map((message) => BackendMessage.stringify(message, { naming }));
  }
}

async function* rejected(history: History, most: number) {
  const decoder = new TextDecoder();
  for await (const { records, sources } of blocks(history, take(history, (record) => history.index.has(record, REJECTED), most))) {
    yield records.map((record, at) => {
      const source = sources[at] ?? new Uint8Array(0);
      const { id, issues } = history.refusals.get(record) ?? { id: undefined, issues: issuesOf(source) };
      return JSON.stringify({ index: record, id, ...history.index.span(record), issues, source: decoder.decode(source) });
    });
  }
}

function issuesOf(source: Uint8Array) {
  const result = BackendMessage.safeParse(source, { maxIssues: MOST_ISSUES });
  return result.ok ? [] : result.error.issues;
}

function* take(history: History, isWanted: (record: number) => boolean, most: number) {
  let taken = 0;
  for (const record of range(0, history.index.length)) {
    if (taken === most) return;
    if (!isWanted(record)) continue;
    taken++;
    yield record;
  }
}

/** The first valid messages, byte for byte, as an array of at most so many bytes. */
export async function excerpt(history: History, most: number): Promise<Excerpt> {
  const wanted: number[] = [];
  let length = 2;
  for (const record of range(0, history.index.length)) {
    if (history.index.has(record, REJECTED)) continue;
    length += history.index.bytes.at(record) + 1;
    if (length > most && wanted.length > 0) break;
    wanted.push(record);
  }
  const parts: BlobPart[] = ["["];
  for await (const { sources } of blocks(history, wanted)) {
    for (const source of sources) parts.push(...(parts.length > 1 ? [","] : []), source);
  }
  const bytes = new Uint8Array(await new Blob([...parts, "]"]).arrayBuffer());
  return { bytes, messages: wanted.length };
}
