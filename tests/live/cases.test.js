// The acceptance cases, in Node.

import assert from "node:assert/strict";
import { test } from "node:test";

import { readEvents } from "../../pkg-template/live/read-events.js";
import { createLiveSession } from "../../pkg-template/live/session.js";
import { rows } from "../../pkg-template/view/rows.js";
import { runCase } from "./case-runner.js";
import { cases } from "./cases.js";

for (const given of cases) {
  test(`${given.number}. ${given.name}`, () => runCase({ createLiveSession, readEvents, rows }, given));
}

test("there are forty cases", () => {
  assert.deepEqual(cases.map(({ number }) => number), Array.from({ length: 40 }, (_, index) => index + 1));
});
