// Reads records again from the source: neighbours in one piece, and no more than a few megabytes at a time.

import { BackendMessage } from "../library.ts";
import type { History } from "./history.ts";
import { REJECTED } from "./record-index.ts";

const BLOCK = 1 << 21;
const MOST_IN_BLOCK = 1_000;

export interface Block {
  records: number[];
  /** The source of each. */
  sources: Uint8Array<ArrayBuffer>[];
}

/** The requested records in the given order, block by block. */
export async function* blocks(history: History, wanted: Iterable<number>): AsyncGenerator<Block> {
  let records: number[] = [];
  let start = 0;
  let end = 0;
  const source = history.source;
  for (const record of wanted) {
    const { offset, bytes } = history.index.span(record);
    const isNear = records.length > 0 && offset >= end && offset + bytes - start <= BLOCK && records.length < MOST_IN_BLOCK;
    if (!isNear) {
      if (records.length > 0) yield await read(history, source, records, start, end);
      records = [];
      start = offset;
    }
    records.push(record);
    end = offset + bytes;
  }
  if (records.length > 0) yield await read(history, source, records, start, end);
}

async function read(history: History, source: Blob, records: number[], start: number, end: number): Promise<Block> {
  const text = new Uint8Array(await source.slice(start, end).arrayBuffer());
  const sources = records.map((record) => {
    const { offset, bytes } = history.index.span(record);
    return text.subarray(offset - start, offset - start + bytes);
  });
  return { records, sources };
}

/** The valid messages among some records. */
export async function* messages(history: History, wanted: Iterable<number>, options?: { unknownKeys?: "keep" | "strip" }) {
  for await (const { records, sources } of blocks(history, wanted)) {
    const found: { record: number; message: BackendMessage }[] = [];
    for (const [at, record] of records.entries()) {
      const source = sources[at];
      if (source === undefined || history.index.has(record, REJECTED)) continue;
      found.push({ record, message: BackendMessage.parse(source, options) });
    }
    yield found;
  }
}

export function* range(from: number, to: number) {
  for (let at = from; at < to; at++) yield at;
}
