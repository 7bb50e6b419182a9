// The slow road of `from`: a record out of a copy that is plain data, by the tables of the model.

import { define } from "../pure/define.js";
import { KEEP, REJECT } from "../wasm/flags.js";

/**
 * @typedef {import("../pure/generated/model.js").Record} Record
 * @typedef {import("../pure/generated/model.js").Kind} Kind
 */

/**
 * A record in its canonical form.
 *
 * @param {Record} record
 * @param {any} copy
 * @param {number} flags what to do with unknown keys
 * @returns {object | undefined} undefined if the value is no such record
 */
export function normalise(record, copy, flags) {
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
