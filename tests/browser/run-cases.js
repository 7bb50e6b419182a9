// Runs the whole table of cases, and the corpus of JSON's grammar, where it is imported: a page or a worker.

import valueCases from "/tests/cases/from-values.js";
import { checkText, checkValue } from "/tests/support/check-case.js";
import { checkConformance } from "/tests/support/check-conformance.js";
import { checkStrings, countCodecCalls } from "/tests/support/check-strings.js";

export async function runCases(api) {
  const textCases = await (await fetch("/cases.json")).json();
  const texts = await (await fetch("/conformance.json")).json();
  const wrong = [
    ...textCases.flatMap((testCase) => checkText(api, testCase)),
    ...valueCases.flatMap((testCase) => checkValue(api, testCase)),
    ...texts.flatMap((text) => checkConformance(api, text)),
    ...checkStrings(api),
  ];
  return { ran: textCases.length + valueCases.length + texts.length, wrong, codecCalls: countCodecCalls(api) };
}
