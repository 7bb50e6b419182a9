// What the README says of memory: a text that is kept keeps the piece of the source it came in alive, a copy does not.

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

test("a few short texts, kept for long", () => {
  // The median: what else there is in the heap comes and goes.
  const measure = (copy) => [1, 2, 3, 4, 5].map(() => keptBy(copy)).sort((a, b) => a - b)[2];
  const asIs = measure((id) => id);
  const copied = measure((id) => structuredClone(id));
  // All pieces are alive, then none.
  assert.ok(asIs > 0.5 * TEXT.length, `${asIs} bytes of ${TEXT.length}`);
  assert.ok(copied < 0.1 * TEXT.length && copied < 10 * PIECE, `${copied} bytes of ${TEXT.length}`);
});
