// Reads a history with the package and prints what was read, a line for each message, at most a screen.

import { readFileSync } from "node:fs";

import { BackendMessage } from "../pkg/node.js";

const MOST = 12;
const WIDTH = 96;

const messages = BackendMessage.parseMany(readFileSync(process.argv[2]));

for (const message of messages.slice(0, MOST)) console.log(line(message));
if (messages.length > MOST) console.log(`… and ${messages.length - MOST} more`);
console.log(total(messages));

function line({ role, userInput, toolCalls = [], callbackResults = [] }) {
  const parts = [
    userInput,
    ...toolCalls.map((call) => `[${call.name}: ${call.isError ? "error" : call.finished ? "done" : "running"}]`),
    ...callbackResults.map((result) => `[callback ${result.callbackName ?? result.callbackType}: ${result.success ? "done" : "error"}]`),
  ];
  const text = parts.join(" ").replace(/\s+/g, " ").trim();
  return `${role.padEnd(10)}${text.length > WIDTH ? `${text.slice(0, WIDTH - 1)}…` : text || "(empty)"}`;
}

function total(messages) {
  const sum = (field) => messages.reduce((total, message) => total + (message[field] ?? 0), 0);
  const calls = messages.flatMap((message) => message.toolCalls ?? []);
  const tokens = sum("inputTokens") + sum("outputTokens");
  return `\n${messages.length} messages, ${calls.length} tool calls, ${tokens} tokens, ${sum("cost").toFixed(4)} USD`;
}
