// Runs the whole table of cases where it is imported: a page or a worker.

import valueCases from "/tests/cases/from-values.js";
import { checkText, checkValue } from "/tests/support/check-case.js";

export async function runCases(api) {
  const textCases = await (await fetch("/cases.json")).json();
  const wrong = [
    ...textCases.flatMap((testCase) => checkText(api, testCase)),
    ...valueCases.flatMap((testCase) => checkValue(api, testCase)),
  ];
  return { ran: textCases.length + valueCases.length, wrong };
}
