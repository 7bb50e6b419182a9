// Events of the stream, checked against what is declared of them.

import { expectedOf, fieldTable, isObject } from "../pure/field-table.js";
import { events as text } from "../pure/generated/events.js";
import { nameOf } from "../pure/shown.js";
import { partialJson } from "../view/partial-json.js";

/**
 * @typedef {import("../pure/generated/events.js").LiveEvent} LiveEvent
 * @typedef {import("./check-event.js").EventIssue} EventIssue
 */

/** By name, with those that only older servers send. */
export const events = /* @__PURE__ */ fieldTable(text);

/** @type {typeof import("./check-event.js").checkEvent} */
export function checkEvent({ event, data, id }, onIssue) {
  /** @type {(issue: Partial<EventIssue>) => undefined} */
  const tell = (issue) => void onIssue?.(/** @type {EventIssue} */ ({ event, ...(id && { id }), path: [], pointer: "", ...issue }));
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
  if (!isObject(value)) return tell({ code: "invalid_type", message: `expected an object, found ${nameOf(value)}`, expected: "object" });
  // A frame without a name has it in its data.
  const name = /** @type {LiveEvent["event"]} */ (event === "message" ? value.type : event);
  const fields = events().get(name)?.fields;
  if (!fields) return tell({ code: "unknown_event", message: `unknown event ${JSON.stringify(String(event).slice(0, 40))}` });
  /** The data without what is `null`, and without what is wrong but can be done without. */
  let checked = value;
  let isUsable = true;
  for (const { name: field, kind, mark } of fields) {
    const isThere = Object.hasOwn(value, field);
    const found = isThere ? (value[field] ?? undefined) : undefined;
    const expected = found === undefined ? undefined : expectedOf(found, kind);
    if (found !== undefined && !expected) continue;
    const place = { path: [field], pointer: `/${field}` };
    if (expected) {
      const isEnum = kind.includes("|") && typeof found === "string";
      const code = isEnum ? "invalid_enum" : kind === "integer" && typeof found === "number" ? "not_integer" : "invalid_type";
      const received = nameOf(found);
      const shown = code === "invalid_type" ? received : JSON.stringify(found);
      tell({ code, message: `${field}: expected ${expected}, found ${shown}`, ...place, expected, received });
    } else if (!mark) {
      tell({ code: "missing_field", message: `missing field "${field}"`, ...place });
    }
    isUsable &&= !!mark;
    if (!isThere) continue;
    if (checked === value) checked = { ...value };
    delete checked[field];
  }
  return isUsable ? /** @type {LiveEvent} */ ({ event: name, ...(id && { id }), data: checked }) : undefined;
}
