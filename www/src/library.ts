// The package, and what the playground needs of it besides.

import { BackendMessage, BackendMessageError, type Issue } from "backend-message";

export { BackendMessage, BackendMessageError };
export type { CallbackResultData, Issue, ToolCallData } from "backend-message";
export { canonicalToolName, displayText, isEmpty, toolInput, toolStatus } from "backend-message/view";

export type Naming = "wire" | "camel" | "snake";

export interface Rejected {
  ok: false;
  index: number;
  id?: string;
  error: BackendMessageError;
  issues: readonly Issue[];
  source: string;
  offset: number;
  bytes: number;
}
export type Salvaged = { ok: true; index: number; value: BackendMessage } | Rejected;

export interface Finding {
  code: string;
  severity: "warning" | "info";
  message: string;
  path: readonly (string | number)[];
  pointer: string;
  id?: string;
  offset?: number;
  index?: number;
  line?: number;
  column?: number;
}

export interface Usage {
  inputTokens: number;
  outputTokens: number;
  cacheCreationTokens: number;
  cacheReadTokens: number;
  cost: number;
}

export interface Summary {
  bytes: number;
  messages: number;
  rejected: number;
  usage: Usage;
  roles: { role: string; messages: number }[];
  sessions: { sessionId: string; messages: number; usage: Usage }[];
  models: { model?: string; messages: number; usage: Usage }[];
  tools: { name: string; calls: number; failed: number; unfinished: number }[];
  callbacks: { callbackType: string; results: number; failed: number }[];
  fields: { path: string; values: number; bytes: number }[];
}

interface ReadOptions {
  maxIssues: number;
  signal: AbortSignal;
  onProgress: (progress: { bytes: number; messages: number; rejected: number; milliseconds: number }) => void;
}

// Until the package has streams: all at once, and record by record only where that fails.
export async function* records(
  pieces: AsyncIterable<Uint8Array<ArrayBuffer>>,
  { maxIssues, signal, onProgress }: ReadOptions,
): AsyncGenerator<Salvaged> {
  const all: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    signal.throwIfAborted();
    all.push(piece);
    bytes += piece.length;
    onProgress({ bytes, messages: 0, rejected: 0, milliseconds: 0 });
  }
  const text = new Uint8Array(await new Blob(all).arrayBuffer());
  const result = BackendMessage.safeParseMany(text, { maxIssues: 10_000 });
  if (result.ok) {
    onProgress({ bytes, messages: result.value.length, rejected: 0, milliseconds: 0 });
    for (const [index, value] of result.value.entries()) yield { ok: true, index, value };
    return;
  }
  const byRecord = new Map<number, Issue[]>();
  let syntax = false;
  for (const issue of result.error.issues) {
    const [at] = issue.path;
    if (typeof at !== "number" || ["invalid_json", "unexpected_end", "trailing_data"].includes(issue.code)) syntax = true;
    const list = byRecord.get(Number(at ?? 0));
    if (list) list.push(issue);
    else byRecord.set(Number(at ?? 0), [issue]);
  }
  let parsed: unknown[] = [];
  try {
    if (!syntax) parsed = JSON.parse(new TextDecoder().decode(text));
  } catch {
    parsed = [];
  }
  const { Spans } = await import("./reader/spans.ts");
  const spans = new Spans();
  spans.push(text);
  let messages = 0;
  let rejected = 0;
  for (const [index] of parsed.entries()) {
    const span = spans.next();
    const source = text.subarray(span.offset, span.offset + span.bytes);
    const one = BackendMessage.safeParse(source, { maxIssues });
    if (one.ok) {
      messages++;
      yield { ok: true, index, value: one.value };
    } else {
      rejected++;
      const issues = byRecord.get(index) ?? [];
      const { id } = parsed[index] as { id?: unknown };
      const error = Object.create(BackendMessageError.prototype, {
        issues: { value: issues },
        pretty: { value: () => one.error.pretty() },
      });
      yield { ok: false, index, error, issues, source: "", ...span, ...(typeof id === "string" ? { id } : {}) };
    }
  }
  if (parsed.length === 0) {
    rejected++;
    yield { ok: false, index: 0, error: result.error, issues: result.error.issues, source: "", offset: 0, bytes };
  }
  onProgress({ bytes, messages, rejected, milliseconds: 0 });
}

export const audit = (_bytes: Uint8Array): Finding[] => [];

const usage = (): Usage => ({ inputTokens: 0, outputTokens: 0, cacheCreationTokens: 0, cacheReadTokens: 0, cost: 0 });

export async function summarize(source: Blob): Promise<Summary> {
  const list = BackendMessage.safeParseMany(await source.arrayBuffer());
  const summary: Summary = {
    bytes: source.size, messages: 0, rejected: 0, usage: usage(), roles: [], sessions: [], models: [], tools: [], callbacks: [], fields: [],
  };
  const entry = <Entry extends object>(all: Entry[], key: keyof Entry, name: unknown, make: () => Entry): Entry => {
    let found = all.find((item) => item[key] === name);
    if (found === undefined) all.push((found = make()));
    return found;
  };
  for (const message of list.ok ? list.value : []) {
    summary.messages++;
    const { model, role } = message;
    const byModel = entry(summary.models, "model", model, () => ({ ...(model === undefined ? {} : { model }), messages: 0, usage: usage() }));
    byModel.messages++;
    entry(summary.roles, "role", role, () => ({ role, messages: 0 })).messages++;
    for (const name of Object.keys(summary.usage) as (keyof Usage)[]) {
      summary.usage[name] += message[name] ?? 0;
      byModel.usage[name] += message[name] ?? 0;
    }
    for (const { name, isError, finished } of message.toolCalls ?? []) {
      const tool = entry(summary.tools, "name", name, () => ({ name, calls: 0, failed: 0, unfinished: 0 }));
      tool.calls++;
      if (isError) tool.failed++;
      if (!finished) tool.unfinished++;
    }
    for (const { callbackType, success } of message.callbackResults ?? []) {
      const callback = entry(summary.callbacks, "callbackType", callbackType, () => ({ callbackType, results: 0, failed: 0 }));
      callback.results++;
      if (!success) callback.failed++;
    }
    for (const [path, value] of Object.entries(message)) {
      const field = entry(summary.fields, "path", path, () => ({ path, values: 0, bytes: 0 }));
      field.values++;
      field.bytes += JSON.stringify(value).length;
    }
  }
  return summary;
}
