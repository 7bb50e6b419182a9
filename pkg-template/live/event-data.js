// The data of an event, checked against its declaration.

import { expectedOf, fieldTable, isObject } from "../pure/field-table.js";
import { events as text } from "../pure/generated/events.js";
import { nameOf } from "../pure/shown.js";

/**
 * @typedef {import("../pure/generated/events.js").LiveEvent} LiveEvent
 * @typedef {import("./event-issue.js").EventIssue} EventIssue
 */

/** By name, including events that only older servers send. */
export const events = /* @__PURE__ */ fieldTable(text);

/**
 * Makes the function that reports what is wrong with an event.
 *
 * @param {{ event: string, id?: string | undefined }} frame
 * @param {((issue: EventIssue) => void) | undefined} onIssue
 * @returns {(issue: Partial<EventIssue>) => undefined}
 */
export const teller = ({ event, id }, onIssue) => (issue) =>
  void onIssue?.(/** @type {EventIssue} */ ({ event, ...(id && { id }), path: [], pointer: "", ...issue }));

/**
 * @param {{ event: string, id?: string | undefined }} frame
 * @param {unknown} value its data
 * @param {ReturnType<typeof teller>} tell
 * @returns {LiveEvent | undefined}
 */
export function checkData({ event, id }, value, tell) {
  if (!isObject(value)) return tell({ code: "invalid_type", message: `expected an object, found ${nameOf(value)}`, expected: "object" });
  // A frame without a name has it in its data.
  const name = /** @type {LiveEvent["event"]} */ (event === "message" ? value.type : event);
  const fields = events().get(name)?.fields;
  if (!fields) return tell({ code: "unknown_event", message: `unknown event ${JSON.stringify(String(event).slice(0, 40))}` });
  /** The data without `null`s, and without optional fields that are invalid. */
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
