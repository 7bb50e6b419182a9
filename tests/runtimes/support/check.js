// What is asked of the package in every runtime. Bundled into one file that reads nothing, so that it runs anywhere.

import valueCases from "../../cases/from-values.js";
import { textCases, texts } from "tables";
import { checkText, checkValue } from "../../support/check-case.js";
import { checkConformance } from "../../support/check-conformance.js";

const MESSAGE = { id: "m-1", role: "user", sessionId: "s-17", userInput: "Un café?" };

/**
 * @param tried the exports of the entries, and where the slim one gets its wasm from
 * @returns {Promise<{ ran: number, wrong: string[] }>} how many cases and texts ran, and what is wrong, a line each
 */
export async function check({ api, slim, view, wasm }) {
  return {
    ran: textCases.length + valueCases.length + texts.length,
    wrong: [
      ...textCases.flatMap((testCase) => checkText(api, testCase)),
      ...valueCases.flatMap((testCase) => checkValue(api, testCase)),
      ...texts.flatMap((text) => checkConformance(api, text)),
      ...(await checkSlim(slim, wasm)),
      ...(view.displayText(MESSAGE) === MESSAGE.userInput ? [] : ["view: displayText gives another text"]),
    ],
  };
}

async function checkSlim({ BackendMessage, init }, wasm) {
  await init(wasm);
  const text = BackendMessage.stringify(MESSAGE);
  const read = BackendMessage.parse(text);
  return BackendMessage.stringify(read) === text ? [] : [`slim: what was written is read as ${JSON.stringify(read)}`];
}
