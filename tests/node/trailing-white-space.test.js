// A single message was lost when what follows it was still to be read: its texts came out empty.

import assert from "node:assert/strict";
import { test } from "node:test";

const { BackendMessage } = await import("backend-message");

for (const [what, size, space] of [
  ["a long message", 200_000, 0],
  ["a long message and white space", 200_000, 500_000],
  ["a short message and more white space than a window holds", 10, 3_000_000],
]) {
  test(what, () => {
    const message = { id: "i", role: "user", sessionId: "s", userInput: "x".repeat(size) };
    const text = JSON.stringify(message) + " ".repeat(space);
    assert.deepEqual(BackendMessage.parse(text), message);
    assert.deepEqual(BackendMessage.parse(new TextEncoder().encode(text)), message);
  });
}
