// Records out of values that are JavaScript objects already. A yes is found here; a no goes to the wasm module,
// for the full list of issues.

import { BackendMessageError } from "../pure/error.js";
import { forms, lookAtPrototype } from "../pure/generated/model.js";
import { define, isPrototypeClean } from "../pure/values.js";
import { WINDOW } from "../wasm/engine.js";
import { KEEP, REJECT } from "../wasm/flags.js";
import { core } from "./engine.js";
import { Snapshot } from "./snapshot.js";

/** Stands behind an event (src/js/value_events.rs): no text in UTF-8 has this byte. */
const END = 0xff;
/** Of a value that is in no list (src/js/exports.rs): more than any index. */
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
 * The fast road, on which there are no unknown keys.
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
    // A getter threw, or a proxy; the slow road says where.
    return undefined;
  }
}

/**
 * The slow road.
 *
 * @param {Record} record
 * @param {unknown} value
 * @param {number} flags
 * @param {number} maxIssues
 * @param {number} [index] the value's place in a list
 */
export function fromAnything(record, value, flags, maxIssues, index) {
  const snapshot = new Snapshot(value, index === undefined ? 0 : 1, maxIssues);
  const normal = normalFormOf(record, snapshot, flags);
  if (normal !== undefined) return normal;
  const findings = core.session(findIssues, record, snapshot.toEvents(), flags, maxIssues, index ?? NO_INDEX);
  if (findings === undefined) {
    throw new Error("backend-message refused a value in which it then found no issue; this is a bug");
  }
  return new BackendMessageError(JSON.parse(findings));
}

/**
 * A record in its canonical form, of a value that is plain data.
 *
 * @param {Record} record
 * @param {Snapshot} snapshot
 * @param {number} flags
 * @returns {object | undefined} undefined if the value is no such record
 */
export function normalFormOf(record, snapshot, flags) {
  return snapshot.isClean ? normalise(record, snapshot.value, flags) : undefined;
}

/**
 * Puts events into the window and has them checked.
 *
 * @param {import("../wasm/engine.js").Engine} engine
 * @param {Record} record
 * @param {string[]} events
 * @param {number} flags
 * @param {number} maxIssues
 * @param {number} index
 */
function findIssues(engine, record, events, flags, maxIssues, index) {
  // As much as they may take at most.
  const room = events.reduce((sum, event) => sum + 3 * event.length + 1, 0);
  engine.ensureWindow(Math.max(room, WINDOW));
  const { encoder, window } = engine;
  let length = 0;
  for (const event of events) {
    length += encoder.encodeInto(event, window.subarray(length)).written;
    window[length++] = END;
  }
  return engine.takeText(engine.wasm.check_events(record.index, length, flags, maxIssues, index));
}

/**
 * The same, by the tables of the model.
 *
 * @param {Record} record
 * @param {any} copy
 * @param {number} flags what to do with unknown keys
 * @returns {object | undefined} undefined if the value is no such record
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

/** @type {WeakMap<Record, Map<string, number>>} */
const places = new WeakMap();

/**
 * The positions of a record's fields by both of their names.
 *
 * @param {Record} record
 */
export function placesOf(record) {
  let map = places.get(record);
  if (map === undefined) {
    map = new Map(record.fields.flatMap(([camel, snake], place) => [[camel, place], [snake, place]]));
    places.set(record, map);
  }
  return map;
}
