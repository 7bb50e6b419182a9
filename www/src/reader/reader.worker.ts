// The worker that has the history. It answers requests, and reports the progress of reading.

import { BackendMessage, summarize } from "../library.ts";
import { excerpt, write } from "./export.ts";
import { range } from "./blocks.ts";
import { filter } from "./filter.ts";
import { History } from "./history.ts";
import type { Answer, Request, Requests, Source } from "./protocol.ts";
import { FOLDED } from "./record-index.ts";
import { findCall, rows, sessionRecords, source, whole } from "./rows.ts";
import { series } from "./series.ts";

/** Between two pieces of news, in milliseconds. */
const PACE = 100;

let history: History | undefined;
/** One job of each kind at a time: a new one ends the one before. */
const running = new Map<string, AbortController>();

type Handlers = { [Name in keyof Requests]: (id: number, ...args: Parameters<Requests[Name]>) => Promise<ReturnType<Requests[Name]>> };

const handlers: Handlers = {
  open,
  audit: async (_, withAll) => current().audit(withAll),
  verdict: async () => current().verdict(),
  cancel: async () => {
    for (const controller of running.values()) controller.abort();
  },
  rows: async (_, records) => rows(current(), records),
  whole: async (_, record) => whole(current(), record),
  filter: (_, wanted) => only("filter", (signal) => filter(current(), wanted, signal)),
  summary: async () => summarize(current().source, { onInvalid: "salvage" }),
  series: async (_, most) => series(current().index, most),
  findCall: async (_, call) => findCall(current(), call),
  session: async (_, session, most) => sessionRecords(current(), session, most),
  source: async (_, record) => source(current(), record),
  export: (_, options, most) => only(most === undefined ? "export" : "preview", (signal) => write(current(), options, signal, most)),
  excerpt: async (_, most) => excerpt(current(), most),
  report: async () => Array.from(current().refusals.values(), ({ report }) => report).join("\n"),
  text: async () => current().source,
};

function current(): History {
  if (history === undefined) throw new Error("nothing was opened yet");
  return history;
}

async function only<Result>(kind: string, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  running.get(kind)?.abort();
  const controller = new AbortController();
  running.set(kind, controller);
  try {
    return await work(controller.signal);
  } finally {
    if (running.get(kind) === controller) running.delete(kind);
  }
}

async function open(id: number, source: Source) {
  // The wasm is compiled before the clock runs.
  BackendMessage.safeParse("");
  const opened = await only("fetch", (signal) => History.open(source, signal));
  if ("events" in opened) return opened;
  history = opened;
  post({ id, begun: true });
  return only("read", (signal) => read(id, opened, signal));
}

async function read(id: number, opened: History, signal: AbortSignal) {
  let sent = 0;
  const tell = () => {
    const heights = opened.index.height.slice(sent);
    const folded = Uint32Array.from(range(sent, sent + heights.length)).filter((record) => opened.index.has(record, FOLDED));
    sent += heights.length;
    const news = { ...opened.progress, heights, folded };
    post({ id, news }, [heights.buffer, folded.buffer]);
  };
  const timer = setInterval(tell, PACE);
  try {
    return await opened.read(signal);
  } finally {
    clearInterval(timer);
    if (history === opened) tell();
  }
}

self.onmessage = async ({ data }: MessageEvent<Request>) => {
  const { id, name, args } = data;
  try {
    const value = await (handlers[name] as (id: number, ...args: unknown[]) => Promise<unknown>)(id, ...args);
    post({ id, value }, transferable(value));
  } catch (error) {
    const cancelled = error instanceof DOMException && error.name === "AbortError";
    post({ id, error: error instanceof Error ? error.message : String(error), cancelled });
  }
};

function post(answer: Answer, transfer: Transferable[] = []) {
  self.postMessage(answer, { transfer });
}

/** Columns change hands instead of being copied. */
function transferable(value: unknown): Transferable[] {
  if (ArrayBuffer.isView(value)) return [value.buffer as ArrayBuffer];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((part) => (ArrayBuffer.isView(part) ? [part.buffer as ArrayBuffer] : []));
}
