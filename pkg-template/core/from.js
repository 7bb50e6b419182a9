// Makes records from values that are already JavaScript objects. A valid value is recognised here; an invalid one goes to
// the wasm module, for the full list of issues.

import { BackendMessageError } from "../pure/error.js";
import { forms, lookAtPrototype } from "../pure/generated/model.js";
import { nameOf } from "../pure/shown.js";
import { define, isPrototypeClean, lengthOf } from "../pure/values.js";
import { WINDOW } from "../wasm/engine.js";
import { EVENT_END, KEEP, REJECT } from "../wasm/generated/abi.js";
import { core } from "./engine.js";
import { placesOf } from "./places.js";
import { Snapshot } from "./snapshot.js";

/** The index of a value that is not in a list (src/js/exports.rs): larger than any other. */
const NO_INDEX = Number.MAX_SAFE_INTEGER;

/**
 * @typedef {import("../pure/generated/model.js").Record} Record
 * @typedef {import("../pure/generated/model.js").Kind} Kind
 */

/**
 * A fresh record equal to the value, or the error.
 *
 * @param {Record} record
 * @param {unknown} value
 * @param {number} flags
 * @param {number} maxIssues
 */
export function from(record, value, flags, maxIssues) {
  lookAtPrototype();
  return takeIfOrdinary(record, value, forms.record) ?? fromAnything(record, value, flags, maxIssues);
}

/**
 * Fresh records equal to the values of a list, or the error, whose paths begin with the place in the list.
 *
 * @param {Record} record
 * @param {unknown} values an array, or anything that can be iterated over
 * @param {number} flags
 * @param {number} maxIssues
 * @returns {object[] | import("../pure/backend-message-error.js").BackendMessageError}
 */
export function fromMany(record, values, flags, maxIssues) {
  lookAtPrototype();
  const list = listOf(values);
  return list === undefined ? noList(values) : fromList(record, list, flags, maxIssues);
}

/**
 * @param {Record} record
 * @param {Iterable<unknown>} list
 * @param {number} flags
 * @param {number} maxIssues
 */
export function fromList(record, list, flags, maxIssues) {
  /** @type {object[]} */
  const records = [];
  /** @type {import("../pure/error.js").Findings} */
  const findings = { issues: [], truncated: false, reports: [] };
  let index = 0;
  for (const item of list) {
    const left = maxIssues - findings.issues.length;
    // One issue more than the limit says that there are more.
    const result =
      takeIfOrdinary(record, item, forms.record) ?? fromAnything(record, item, flags, Math.max(left, 1), index);
    index++;
    if (!(result instanceof BackendMessageError)) {
      if (findings.issues.length === 0) records.push(result);
      continue;
    }
    findings.truncated = left === 0 || result.truncated;
    if (left > 0) findings.issues.push(...result.issues);
    if (left > 0) findings.reports.push(...BackendMessageError.reportsOf(result));
    if (findings.truncated) break;
  }
  return findings.issues.length > 0 ? new BackendMessageError(findings) : records;
}

/**
 * The elements of a list, one by one, as a sparse array may be very long.
 *
 * @param {any} values
 * @returns {Iterable<unknown> | undefined} undefined for a value that is not a list, or a proxy of a list that cannot be
 * read
 */
function listOf(values) {
  try {
    const length = lengthOf(values);
    if (length >= 0) return elements(values, length);
    return typeof values === "object" && typeof values?.[Symbol.iterator] === "function" && !isText(values) ? values : undefined;
  } catch {
    return undefined;
  }
}

/** @param {object} values that can be iterated over; their own elements are characters and bytes */
const isText = (values) => values instanceof String || ArrayBuffer.isView(values);

/**
 * @param {unknown[]} array
 * @param {number} length
 */
export function* elements(array, length) {
  for (let index = 0; index < length; index++) {
    let element;
    try {
      element = array[index];
    } catch {
      element = unreadable();
    }
    yield element;
  }
}

/** The name, in messages, of a value that throws when it is read. */
function unreadable() {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

/** @param {unknown} values */
function noList(values) {
  const received = nameOf(values).replace(/^an? /, "");
  const message = `expected an array, found ${nameOf(values)}`;
  const issue = { code: /** @type {const} */ ("invalid_type"), message, path: [], pointer: "", expected: "array", received };
  const findings = { issues: [issue], truncated: false, reports: [`(root): ${message}`] };
  return withHint(findings, hintFor(values, "parseMany") ?? "a single value is read with from");
}

/**
 * @param {import("../pure/error.js").Findings} findings
 * @param {string | undefined} hint what to do about the first
 */
function withHint(findings, hint) {
  if (hint !== undefined) {
    findings.issues[0].hint = hint;
    findings.reports[0] += `\n  hint: ${hint}`;
  }
  return new BackendMessageError(findings);
}

/**
 * What to do with a value that is not data yet.
 *
 * @param {any} value
 * @param {string} method that reads it as text
 */
function hintFor(value, method) {
  if (typeof value === "string" || ArrayBuffer.isView(value)) return `JSON text is read with ${method}`;
  try {
    if (typeof value?.then === "function") return "await it first";
  } catch {
    // A getter or a proxy threw, which its issue says.
  }
  return undefined;
}

/**
 * The fast path, for values without unknown keys.
 *
 * @param {Record} record
 * @param {unknown} value
 * @param {import("../pure/generated/model.js").Form} form
 * @returns {object | undefined}
 */
export function takeIfOrdinary(record, value, form) {
  if (!isPrototypeClean()) return undefined;
  try {
    return record.take(value, form);
  } catch {
    // A getter or a proxy threw; the slow path says where.
    return undefined;
  }
}

/**
 * The slow path.
 *
 * @param {Record} record
 * @param {unknown} value
 * @param {number} flags
 * @param {number} maxIssues
 * @param {number} [index] the value's place in a list
 */
export function fromAnything(record, value, flags, maxIssues, index) {
  const isStripped = (flags & (KEEP | REJECT)) === 0;
  const snapshot = new Snapshot(value, index === undefined ? 0 : 1, maxIssues, isStripped ? record : undefined);
  const normal = normalFormOf(record, snapshot, flags);
  if (normal !== undefined) return normal;
  const findings = core.session(findIssues, record, snapshot.toEvents(), flags, maxIssues, index ?? NO_INDEX);
  if (findings === undefined) {
    throw new Error("backend-message refused a value in which it then found no issue; this is a bug");
  }
  return withHint(JSON.parse(findings), hintFor(value, "parse"));
}

/**
 * A record in its canonical form, of a value that is plain data.
 *
 * @param {Record} record
 * @param {Snapshot} snapshot
 * @param {number} flags
 * @returns {object | undefined} undefined if the value is not such a record
 */
export function normalFormOf(record, snapshot, flags) {
  return snapshot.isClean ? normalise(record, snapshot.value, flags) : undefined;
}

/**
 * Writes events into the window, and checks them.
 *
 * @param {import("../wasm/engine.js").Engine} engine
 * @param {Record} record
 * @param {string[]} events
 * @param {number} flags
 * @param {number} maxIssues
 * @param {number} index
 */
function findIssues(engine, record, events, flags, maxIssues, index) {
  // The most that they may take.
  const room = events.reduce((sum, event) => sum + 3 * event.length + 1, 0);
  engine.ensureWindow(Math.max(room, WINDOW));
  const { encoder, window } = engine;
  let length = 0;
  for (const event of events) {
    length += encoder.encodeInto(event, window.subarray(length)).written;
    window[length++] = EVENT_END;
  }
  return engine.takeText(engine.wasm.check_events(record.index, length, flags, maxIssues, index));
}

/**
 * The same, by the tables of the model.
 *
 * @param {Record} record
 * @param {any} copy
 * @param {number} flags what to do with unknown keys
 * @returns {object | undefined} undefined if the value is not such a record
 */
function normalise(record, copy, flags) {
  if (typeof copy !== "object" || copy === null || Array.isArray(copy)) return undefined;
  const places = placesOf(record);
  const values = new Array(record.fields.length);
  const met = new Set();
  const unknown = [];
  for (const key of Object.keys(copy)) {
    const place = places.get(key);
    if (place === undefined) {
      if (flags & REJECT) return undefined;
      if (flags & KEEP) unknown.push(key);
      continue;
    }
    if (met.has(place)) return undefined;
    met.add(place);
    if (copy[key] === null) continue;
    values[place] = normaliseValue(record.fields[place][3], copy[key], flags);
    if (values[place] === undefined) return undefined;
  }
  if (record.fields.some(([, , required], place) => required && values[place] === undefined)) return undefined;
  const value = new record.create(...values);
  for (const key of unknown) define(value, key, copy[key]);
  return value;
}

/**
 * @param {Kind} kind
 * @param {any} value
 * @param {number} flags
 * @returns {unknown}
 */
function normaliseValue(kind, value, flags) {
  if (Array.isArray(kind)) return kind.includes(value) ? value : undefined;
  if (typeof kind === "object") {
    if (kind.record !== undefined) return normalise(kind.record, value, flags);
    if (!Array.isArray(value)) return undefined;
    const list = value.map((item) => normaliseValue(kind.list, item, flags));
    return list.includes(undefined) ? undefined : list;
  }
  const holds = kind === "integer" ? Number.isSafeInteger(value) : typeof value === kind;
  return holds ? value : undefined;
}
