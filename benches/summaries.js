// Summing up a history, against a loop over what JSON.parse gives, which validates nothing.

import { isDeepStrictEqual } from "node:util";
import { BackendMessage } from "backend-message";

import { history } from "../tests/support/history.js";

const decoder = new TextDecoder();
const encoder = new TextEncoder();
const SEED = 26;

export const summaryWorkloads = ["ASCII", "mixed", "CJK"].map((text) => ({
  name: `1,000 messages, ${text}, \`summarize\``,
  prepare: () => summing(history({ seed: SEED, messages: 1000, text: text.toLowerCase() })),
}));

function summing(text) {
  const bytes = encoder.encode(text);
  const contenders = {
    "backend-message": () => BackendMessage.summarize(bytes),
    JSON: () => loop(JSON.parse(decoder.decode(bytes))),
  };
  const summary = contenders["backend-message"]();
  const { roles, models, tools } = contenders.JSON();
  if (!isDeepStrictEqual([...roles], summary.roles.map(({ role, messages }) => [role, messages]))) throw new Error("other roles");
  if (!isDeepStrictEqual([...tools.values()], summary.tools)) throw new Error("other tools");
  for (const [index, used] of [...models.values()].entries()) {
    const { inputTokens, outputTokens, cacheCreationTokens, cacheReadTokens } = summary.models[index].usage;
    const wanted = [inputTokens, outputTokens, cacheCreationTokens, cacheReadTokens];
    if (!isDeepStrictEqual(used.slice(0, 4), wanted)) throw new Error("other tokens");
  }
  return { contenders, bytes: bytes.length };
}

/** Less than a summary has: no sessions, no callbacks, no bytes by field. */
function loop(messages) {
  const [roles, models, tools] = [new Map(), new Map(), new Map()];
  for (const message of messages) {
    roles.set(message.role, (roles.get(message.role) ?? 0) + 1);
    let used = models.get(message.model);
    if (used === undefined) models.set(message.model, (used = [0, 0, 0, 0, 0]));
    used[0] += message.inputTokens ?? 0;
    used[1] += message.outputTokens ?? 0;
    used[2] += message.cacheCreationTokens ?? 0;
    used[3] += message.cacheReadTokens ?? 0;
    used[4] += message.cost ?? 0;
    for (const { name, isError, finished } of message.toolCalls ?? []) {
      let tool = tools.get(name);
      if (tool === undefined) tools.set(name, (tool = { name, calls: 0, failed: 0, unfinished: 0 }));
      tool.calls += 1;
      if (isError) tool.failed += 1;
      if (!finished) tool.unfinished += 1;
    }
  }
  return { roles, models, tools };
}
