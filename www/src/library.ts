// The package's codecs, as the workers use them. The page itself imports only `backend-message/view`, which needs no wasm.

import { BackendMessage } from "backend-message";

export { BackendMessage };
export type { Finding, Issue, Rejected } from "backend-message";

export type Naming = "wire" | "camel" | "snake";

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
