// The page's side of the reader.

import type { Answer, News, Requests } from "./protocol.ts";
import { startWorker } from "../workers.ts";
import url from "./reader.worker.ts?worker&url";

export class Cancelled extends Error {}

interface Waiting {
  resolve(value: never): void;
  reject(error: Error): void;
  onNews?: ((news: News) => void) | undefined;
  onBegun?: (() => void) | undefined;
}

const worker = startWorker(url);
const waiting = new Map<number, Waiting>();
let last = 0;

worker.onmessage = ({ data }: MessageEvent<Answer>) => {
  const request = waiting.get(data.id);
  if (request === undefined) return;
  if ("begun" in data) {
    request.onBegun?.();
    return;
  }
  if ("news" in data) {
    request.onNews?.(data.news);
    return;
  }
  waiting.delete(data.id);
  if ("error" in data) request.reject(data.cancelled ? new Cancelled(data.error) : new Error(data.error));
  else request.resolve(data.value as never);
};

worker.onerror = (event) => {
  // A worker that did not start answers nothing.
  for (const { reject } of waiting.values()) reject(new Error(event.message || "the reader's worker did not start"));
  waiting.clear();
};

/** Asks the worker; `onNews` hears how a reading goes on, `onBegun` that it has replaced the one before. */
export function ask<Name extends keyof Requests>(
  name: Name,
  args: Parameters<Requests[Name]>,
  onNews?: (news: News) => void,
  onBegun?: () => void,
): Promise<ReturnType<Requests[Name]>> {
  const id = ++last;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject, onNews, onBegun } as Waiting);
    worker.postMessage({ id, name, args });
  });
}
