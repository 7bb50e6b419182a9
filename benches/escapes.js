// Histories with many escapes. The same in every run.

import { history, write } from "../tests/support/history.js";
import { Random } from "../tests/support/random.js";
import { SEED } from "./seed.js";

const MESSAGES = 1500;
const WORDS = "the test fails because a value is read before it was written so look at the file and run it once more".split(" ");
/** Mostly the ends of lines, as in files and output. */
const ESCAPED = ["\n", "\n", "\n", "\n", '"', '"', "\t", "\\", "<"];

/**
 * The history that the decoder was tuned with: many small values, an escape every 28 bytes, the backend's order of keys, and
 * answers that repeat what was asked.
 */
export function escapedHistory() {
  const random = new Random(SEED);
  const hex = (length) => Array.from({ length }, () => random.between(0, 16).toString(16)).join("");
  const words = (length) => {
    let text = random.pick(WORDS);
    while (text.length < length) text += ` ${random.pick(WORDS)}`;
    return text;
  };
  const prose = (escapes) => Array.from({ length: escapes }, () => words(random.between(10, 25)) + random.pick(ESCAPED)).join("");
  const sessionId = hex(32);
  const message = () => {
    const spoken = prose(random.between(8, 22));
    return {
      assistantResponse: spoken,
      cost: random.next() * 0.05,
      id: hex(32),
      inputTokens: random.between(1, 200_000),
      model: "claude-sonnet-4",
      outputTokens: random.between(1, 8_000),
      role: random.pick(["user", "assistant"]),
      sessionId,
      ...(random.chance(0.2) && { toolCalls: [toolCall()] }),
      userInput: spoken,
    };
  };
  const toolCall = () => ({
    finished: true,
    id: `call_${hex(20)}`,
    input: JSON.stringify({ command: words(30), description: words(20) }),
    name: random.pick(["Bash", "Grep", "ReadText"]),
    result: prose(random.between(10, 40)),
    type: "tool_use",
  });
  return write(Array.from({ length: MESSAGES }, message));
}

/** A history as `json.dumps` of Python writes it: in ASCII alone, with a space after each comma and colon. */
export function pythonHistory(options) {
  const beyondAscii = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return history({ ...options, text: "cjk" })
    .replaceAll(/"(?:[^"\\]|\\.)*"|[,:]/g, (token) => (token.startsWith('"') ? token : `${token} `))
    .replaceAll(/[^\0-\x7F]/g, beyondAscii);
}
