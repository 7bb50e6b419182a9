// Events of the stream, checked against their declarations.

import { partialJson } from "../view/partial-json.js";
import { checkData, events, teller } from "./event-data.js";

export { events };

/** @type {typeof import("./check-event.js").checkEvent} */
export function checkEvent({ event, data, id }, onIssue) {
  const tell = teller({ event, id }, onIssue);
  let value = data;
  if (typeof data === "string") {
    try {
      value = JSON.parse(data);
    } catch {
      const partial = partialJson();
      partial.push(data, true);
      return tell({ code: "invalid_json", message: "invalid JSON", ...partial.error });
    }
  }
  return checkData({ event, id }, value, tell);
}
