// The memory that kept strings need: at most that of the text they came from, and of copies only their own (docs/limits.md).

import assert from "node:assert/strict";
import { test } from "node:test";
import { BackendMessage } from "backend-message";

import { history } from "../support/history.js";

const TEXT = history({ seed: 1, messages: 3000 });
const PIECE = 48 * 1024;

/** Bytes of the heap that one message in ten keeps by its id. */
function keptBy(copy) {
  gc();
  const before = process.memoryUsage().heapUsed;
  const ids = read(copy);
  gc();
  const after = process.memoryUsage().heapUsed;
  assert.equal(ids.length, 300);
  return after - before;
}

/** A function of its own, so that nothing of it stays on the stack. */
function read(copy) {
  return BackendMessage.parseMany(TEXT)
    .filter((_, index) => index % 10 === 0)
    .map(({ id }) => copy(id));
}

test("a few short strings keep no more than the text, and copies of them almost nothing", () => {
  // The median: what else there is in the heap comes and goes.
  const measure = (copy) => [1, 2, 3, 4, 5].map(() => keptBy(copy)).sort((a, b) => a - b)[2];
  const asIs = measure((id) => id);
  const copied = measure((id) => structuredClone(id));
  assert.ok(asIs < 1.5 * TEXT.length, `${asIs} bytes of ${TEXT.length}`);
  assert.ok(copied < 0.1 * TEXT.length && copied < 10 * PIECE, `${copied} bytes of ${TEXT.length}`);
});
