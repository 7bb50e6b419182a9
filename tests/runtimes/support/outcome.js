// The result of a check, asserted and kept for the table of docs/runtimes.md.

import assert from "node:assert/strict";

import valueCases from "../../cases/from-values.js";
import { textCases } from "../../support/cases.js";
import { texts } from "../../support/conformance.js";
import { keep } from "../../support/runtimes.js";

const ALL = textCases.reduce((sum, { cases }) => sum + cases.length, valueCases.length + texts.length);

/** @param {{ runtime: string, version: string, tried: string, outcome: { ran: number, wrong: string[] } }} run */
export function hold({ runtime, version, tried, outcome }) {
  assertAllRight(outcome);
  keep({ runtime, version, tried, cases: outcome.ran });
}

/** @param {{ ran: number, wrong: string[] }} outcome */
export function assertAllRight(outcome) {
  assert.ok(outcome, "the check printed no result");
  assert.deepEqual(outcome.wrong, []);
  assert.equal(outcome.ran, ALL);
}
