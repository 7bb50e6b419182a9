// The table of inputs and outcomes, on the installed package.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as api from "backend-message";

import valueCases from "../cases/from-values.js";
import { textCases } from "../support/cases.js";
import { checkText, checkValue } from "../support/check-case.js";

for (const { file, cases } of textCases) {
  test(`${file}: ${cases.length} cases`, () => {
    assert.deepEqual(cases.flatMap((testCase) => checkText(api, testCase)), []);
  });
}

test(`from-values.js: ${valueCases.length} cases`, () => {
  assert.deepEqual(valueCases.flatMap((testCase) => checkValue(api, testCase)), []);
});

test("the table itself: names are unique, and no code is without a case", () => {
  const all = [...textCases.flatMap(({ cases }) => cases), ...valueCases];
  const names = all.map(({ name }) => name);
  assert.deepEqual(names.filter((name, index) => names.indexOf(name) !== index), []);
  const codes = new Set(all.flatMap(({ issues = [] }) => issues.map(({ code }) => code)));
  assert.deepEqual([...codes].sort(), [
    "duplicate_key", "invalid_enum", "invalid_json", "invalid_type", "invalid_utf8", "lone_surrogate", "missing_field",
    "not_integer", "number_out_of_range", "too_deep", "trailing_data", "unexpected_end", "unknown_key", "unsafe_integer",
  ]);
});
