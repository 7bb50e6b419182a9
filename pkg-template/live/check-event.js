// Events of the stream, checked against what is declared of them.

import { events, formerEvents } from "../pure/generated/events.js";
import { nameOf } from "../pure/shown.js";
import { PartialJson } from "../view/partial-json.js";

/**
 * @typedef {import("../pure/generated/events.js").EventFieldKind} EventFieldKind
 * @typedef {import("../pure/generated/events.js").LiveEvent} LiveEvent
 * @typedef {import("./check-event.js").EventIssue} EventIssue
 * @typedef {(issue: EventIssue) => void} Report
 * @typedef {(code: EventIssue["code"], message: string, more?: Partial<EventIssue>) => void} Tell
 */

/** @type {typeof import("./check-event.js").isFormerEvent} */
export const isFormerEvent = (name) => Object.hasOwn(formerEvents, name);

/** @type {typeof import("./check-event.js").checkEvent} */
export function checkEvent({ event, data, id }, onIssue = () => {}) {
  /** @type {Tell} */
  const tell = (code, message, more) => {
    const path = more?.path ?? [];
    const pointer = path.map((key) => `/${key}`).join("");
    onIssue({ event, ...(id ? { id } : {}), code, message, path, pointer, ...more });
  };
  const value = typeof data === "string" ? parse(data, tell) : data;
  if (value === undefined && typeof data === "string") return undefined;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return void tell("invalid_type", `expected an object, found ${nameOf(value)}`, { expected: "object" });
  }
  // A frame without a name has it in its data.
  const name = event === "message" && isKnown(value.type) ? value.type : event;
  if (!isKnown(name)) return void tell("unknown_event", `unknown event ${JSON.stringify(String(name).slice(0, 40))}`);
  const checked = checkData(value, events[name] ?? formerEvents[name], tell);
  return checked && /** @type {LiveEvent} */ (id ? { event: name, id, data: checked } : { event: name, data: checked });
}

/** @param {unknown} name */
const isKnown = (name) => typeof name === "string" && (Object.hasOwn(events, name) || isFormerEvent(name));

/**
 * @param {string} data
 * @param {Tell} tell
 */
function parse(data, tell) {
  try {
    return JSON.parse(data);
  } catch {
    const partial = new PartialJson();
    partial.replace(data);
    const { code = "invalid_json", message = "not JSON", ...place } = partial.error ?? {};
    return void tell(code, message, place);
  }
}

/**
 * The data without what is `null`, and without what is wrong but can be done without; undefined where something is wrong
 * that cannot.
 *
 * @param {{ [field: string]: unknown }} data
 * @param {readonly import("../pure/generated/events.js").EventField[]} fields
 * @param {Tell} tell
 */
function checkData(data, fields, tell) {
  let checked = data;
  let isUsable = true;
  for (const [field, kind, required] of fields) {
    const value = Object.hasOwn(data, field) ? data[field] : undefined;
    const isAbsent = value === undefined || value === null;
    const wrong = isAbsent ? undefined : problemOf(value, kind);
    const path = [field];
    if (isAbsent && required) tell("missing_field", `missing field "${field}"`, { path });
    if (wrong !== undefined) tell(wrong.code, `${field}: ${wrong.message}`, { path, expected: wrong.expected, received: nameOf(value) });
    if (!isAbsent && wrong === undefined) continue;
    isUsable &&= !required;
    if (!Object.hasOwn(data, field)) continue;
    if (checked === data) checked = { ...data };
    delete checked[field];
  }
  return isUsable ? checked : undefined;
}

/**
 * @param {unknown} value
 * @param {EventFieldKind} kind
 * @returns {{ code: EventIssue["code"], message: string, expected: string } | undefined}
 */
function problemOf(value, kind) {
  const found = nameOf(value);
  if (typeof kind !== "string") {
    if (typeof value !== "string") return { code: "invalid_type", message: `expected a string, found ${found}`, expected: "string" };
    const expected = kind.map((member) => JSON.stringify(member)).join(" | ");
    return kind.includes(value) ? undefined : { code: "invalid_enum", message: `expected ${expected}, found ${JSON.stringify(value)}`, expected };
  }
  const wrong = (/** @type {string} */ expected) => ({ code: /** @type {const} */ ("invalid_type"), message: `expected ${expected}, found ${found}`, expected });
  switch (kind) {
    case "strings":
      return Array.isArray(value) && value.every((item) => typeof item === "string") ? undefined : wrong("string[]");
    case "object":
      return found === "an object" ? undefined : wrong("object");
    case "integer":
      if (typeof value !== "number") return wrong("integer");
      return Number.isSafeInteger(value) ? undefined : { code: "not_integer", message: `expected an integer, found ${value}`, expected: "integer" };
    default:
      return typeof value === kind ? undefined : wrong(kind);
  }
}
