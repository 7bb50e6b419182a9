// The playground's large sample: the messages of a real session, repeated as many shorter ones.

import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

import { Random } from "../tests/support/random.js";

const SOURCE = new URL("../tests/samples/history.wire.json", import.meta.url);
/** Longer messages, which hold whole files, would make the sample a hundred times as large. */
const MOST = 1_200;

/** @returns {Buffer} NDJSON, packed */
export function largeSample(count = 100_000) {
  const random = new Random(17);
  const messages = JSON.parse(readFileSync(SOURCE, "utf8")).filter((message) => JSON.stringify(message).length < MOST);
  const lines = [];
  while (lines.length < count) {
    let start = random.between(0, messages.length - 60);
    while (messages[start].role !== "user") start--;
    lines.push(...session(messages.slice(start, start + random.between(20, 60)), random));
  }
  return gzipSync(lines.slice(0, count).join("\n") + "\n");
}

/** Messages under ids of their own, without the callbacks of calls that are not among them. */
function session(messages, random) {
  const sessionId = id(random);
  const calls = new Map(messages.flatMap(({ toolCalls = [] }) => toolCalls.map((call) => [call.id, `call_${id(random)}`])));
  const isWhole = ({ callbackResults = [] }) => callbackResults.every((result) => calls.has(result.tool_call_id));
  return messages.filter(isWhole).map((message) => {
    const renamed = { ...message, id: id(random), sessionId };
    if (message.toolCalls) renamed.toolCalls = message.toolCalls.map((call) => ({ ...call, id: calls.get(call.id) }));
    if (message.callbackResults) {
      renamed.callbackResults = message.callbackResults.map((result) => ({ ...result, tool_call_id: calls.get(result.tool_call_id) }));
    }
    return JSON.stringify(renamed);
  });
}

const id = (random) => Array.from({ length: 2 }, () => random.between(0, 2 ** 32).toString(16).padStart(8, "0")).join("");
