// Reading JSON: histories and single messages, from bytes and from strings. A ratio says how many times as long a
// contender takes as the package does.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { BackendMessage } from "backend-message";

import { history, messages, writeOne } from "../tests/support/history.js";
import { readHistory, wire } from "../tests/support/sdk-rules.js";
import { contest, keep } from "./contest.js";

const decoder = new TextDecoder();
const encoder = new TextEncoder();

const histories = {
  "the sample history": readFileSync(new URL("../tests/samples/history.wire.json", import.meta.url)),
  "a history of 2.6 MB, ASCII": encoder.encode(history({ seed: 26, messages: 1280 })),
  "a history of 2.6 MB, some lines not ASCII": encoder.encode(history({ seed: 26, messages: 1290, text: "mixed" })),
};

const single = {
  "one message of 2.5 KB": ofSize(2500),
  "one message of 0.3 KB": ofSize(300),
};

/** The made-up message whose JSON comes closest to a size. */
function ofSize(size) {
  const distance = (message) => Math.abs(writeOne(message).length - size);
  const all = messages({ seed: 1, messages: 2000 });
  return encoder.encode(writeOne(all.reduce((best, message) => (distance(message) < distance(best) ? message : best))));
}

const contests = [];

for (const [name, bytes] of Object.entries(histories)) {
  const text = decoder.decode(bytes);
  assert.deepStrictEqual(BackendMessage.parseMany(bytes), readHistory(text));
  const size = `${(bytes.length / 1e6).toFixed(2)} MB`;
  contests.push(
    await contest(`${name} (${size}), from bytes`, {
      "backend-message": () => BackendMessage.parseMany(bytes),
      "JSON.parse(decode(bytes))": () => JSON.parse(decoder.decode(bytes)),
      "the same, then zod v3": () => readHistory(decoder.decode(bytes)),
    }),
    await contest(`${name} (${size}), from a string`, {
      "backend-message": () => BackendMessage.parseMany(text),
      "JSON.parse(string)": () => JSON.parse(text),
      "the same, then zod v3": () => readHistory(text),
    }),
  );
}

for (const [name, bytes] of Object.entries(single)) {
  const text = decoder.decode(bytes);
  const readOne = (json) => wire.BackendMessage.parse(JSON.parse(json));
  assert.deepStrictEqual(BackendMessage.parse(bytes), readOne(text));
  contests.push(
    await contest(`${name} (${bytes.length} bytes), from bytes`, {
      "backend-message": () => BackendMessage.parse(bytes),
      "JSON.parse(decode(bytes))": () => JSON.parse(decoder.decode(bytes)),
      "the same, then zod v3": () => readOne(decoder.decode(bytes)),
    }),
    await contest(`${name} (${bytes.length} bytes), from a string`, {
      "backend-message": () => BackendMessage.parse(text),
      "JSON.parse(string)": () => JSON.parse(text),
      "the same, then zod v3": () => readOne(text),
    }),
  );
}

keep("parse", contests);
