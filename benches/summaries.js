// Summing up a history, against a loop over what JSON.parse gives, which validates nothing.

import { summarize } from "backend-message/insight";

import { history } from "../tests/support/history.js";
import { MESSAGES, SEED } from "./seed.js";

const decoder = new TextDecoder();
const encoder = new TextEncoder();

export const summaryWorkloads = ["ASCII", "mixed", "CJK"].map((text) => ({
  name: `1,000 messages, ${text}, \`summarize\``,
  prepare: () => summing(history({ seed: SEED, messages: MESSAGES, text: text.toLowerCase() })),
}));

function summing(text) {
  const bytes = encoder.encode(text);
  const contenders = {
    "backend-message": () => summarize(bytes),
    JSON: () => loop(JSON.parse(decoder.decode(bytes))),
  };
  const { roles, models, tools } = contenders["backend-message"]();
  const found = contenders.JSON();
  expectSame([...found.roles], roles.map(({ role, messages }) => [role, messages]));
  expectSame([...found.tools.values()], tools);
  const tokens = ({ usage }) => [usage.inputTokens, usage.outputTokens, usage.cacheCreationTokens, usage.cacheReadTokens];
  expectSame([...found.models.values()].map((used) => used.slice(0, 4)), models.map(tokens));
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

function expectSame(found, wanted) {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) throw new Error("The loop counts something else");
}
