// Texts of growing size: whether a byte of a long one takes longer, and what memory the wasm module is left with.

import { BackendMessage } from "backend-message";

import { history } from "../tests/support/history.js";
import { SIZES, growthName } from "./growth.js";
import { MESSAGES, SEED } from "./seed.js";

export const longTextWorkloads = SIZES.map((size) => ({
  name: growthName(size),
  prepare: () => growing(size * 1e6),
  long: size > 10,
  weighs: true,
}));

function growing(size) {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  const parts = [];
  for (let length = 0, seed = SEED; length < size; seed++) {
    const part = history({ seed, messages: MESSAGES / 10 }).trim().slice(1, -1);
    parts.push(part);
    length += part.length;
  }
  const bytes = encoder.encode(`[${parts.join()}]`);
  const contenders = {
    "backend-message": () => BackendMessage.parseMany(bytes),
    JSON: () => JSON.parse(decoder.decode(bytes)),
  };
  if (contenders["backend-message"]().length !== parts.length * (MESSAGES / 10)) throw new Error("Some messages are missing");
  return { contenders, bytes: bytes.length };
}
