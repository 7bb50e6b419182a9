// Summaries, of text that is there and of text that comes.

import type { BackendMessage, CallbackType } from "backend-message";
import { summarize } from "backend-message/insight";
import type { StreamOptions, Summary, Usage } from "backend-message/insight";

declare const response: Response;
declare const pieces: AsyncIterable<string | Uint8Array>;

const options: StreamOptions = { onInvalid: "salvage", unknownKeys: "reject", maxIssues: 5 };
const summary: Summary = summarize("[]", options);
summarize(new Uint8Array(2)).messages.toFixed();

const usage: Usage = summary.usage;
export const total: number = usage.inputTokens + usage.outputTokens + usage.cacheCreationTokens + usage.cacheReadTokens + usage.cost;
export const model: string | undefined = summary.models[0]?.model;
export const callbackType: CallbackType | undefined = summary.callbacks[0]?.callbackType;
// @ts-expect-error a session always has its id
export const session: undefined = summary.sessions[0]?.sessionId satisfies undefined;

export async function read(): Promise<void> {
  const controller = new AbortController();
  const fetched: Summary = await summarize(response, { signal: controller.signal, onProgress: ({ bytes }) => bytes });
  const piecewise = await summarize(pieces, { onInvalid: "salvage" });
  piecewise.fields.map(({ path, values, bytes }) => `${path} ${values + bytes}`).concat(String(fetched.bytes));
  for (const { name, calls, failed, unfinished } of piecewise.tools) name.padEnd(calls - failed - unfinished);
  for (const { role, messages } of piecewise.roles) role.padEnd(messages);
}

// @ts-expect-error of a source there is a promise
summarize(response).messages;
summarize("[]", { signal: new AbortController().signal }).messages.toFixed();
declare const messages: readonly BackendMessage[];
summarize(messages).messages.toFixed();
// @ts-expect-error messages alone are summed up
summarize([{ id: "c-1" }]);
