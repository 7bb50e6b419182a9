import { messages, writeOne } from "../tests/support/history.js";

/** The made-up message whose JSON comes closest to a size. */
export function messageOf(size) {
  const texts = messages({ seed: 1, messages: 2000, size: size > 10_000 ? 4 : 1 }).map((message) => writeOne(message));
  const distance = (text) => Math.abs(text.length - size);
  return texts.reduce((best, text) => (distance(text) < distance(best) ? text : best));
}
