// What is asked of the package in every odd place: it is imported already.

const MESSAGE = { id: "m-1", role: "user", sessionId: "s-17", userInput: "Un café? 漢字" };
const TEXT = JSON.stringify([MESSAGE]);

/**
 * @param {typeof import("backend-message")} core
 * @param {typeof import("backend-message/insight")} insight
 * @returns {Promise<unknown[]>} what should be true
 */
export async function read({ BackendMessage }, { audit, summarize }) {
  const drain = async (source) => {
    let count = 0;
    for await (const { userInput } of BackendMessage.stream(source)) count += userInput === MESSAGE.userInput ? 1 : 0;
    return count;
  };
  const Utf8 = globalThis.Uint8Array;
  const results = [
    BackendMessage.is(MESSAGE),
    BackendMessage.parseMany(TEXT)[0].userInput === MESSAGE.userInput,
    BackendMessage.parseMany(Utf8.from(unescape(encodeURIComponent(TEXT)), (character) => character.charCodeAt(0))).length === 1,
    BackendMessage.safeParse("{}").error.issues.length === 4,
    BackendMessage.salvage(`${TEXT.slice(0, -1)},5]`).rejected.length === 1,
    (await drain(TEXT)) === 1,
    summarize(TEXT).messages === 1,
    audit(TEXT).length === 0,
  ];
  if (typeof Blob === "function") {
    const blob = new Blob([TEXT]);
    results.push((await drain(blob)) === 1, (await summarize(blob)).messages === 1, (await audit(blob)).length === 0);
  }
  if (typeof File === "function") results.push((await drain(new File([TEXT], "history.json"))) === 1);
  return results;
}
