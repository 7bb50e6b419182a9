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
    ...(await checkTimers(api)),
  ];
  return { ran: textCases.length + valueCases.length + texts.length, wrong, codecCalls: countCodecCalls(api) };
}

/** The longest that a timer may wait, however busy the machine is. */
const PATIENCE = 20_000;

/** Where all pieces are there at once, a timer must still run, and an abort in it end the work. */
async function checkTimers({ BackendMessage }) {
  const end = performance.now() + PATIENCE;
  const spaces = new Uint8Array(1 << 16).fill(0x20);
  const pieces = {
    *[Symbol.iterator]() {
      while (performance.now() < end) yield spaces;
    },
  };
  const controller = new AbortController();
  const { signal } = controller;
  setTimeout(() => controller.abort());
  try {
    for await (const _ of BackendMessage.stream(pieces, { signal }));
  } catch (error) {
    if (error === signal.reason) return [];
  }
  return ["a timer does not run while a stream is read"];
}
