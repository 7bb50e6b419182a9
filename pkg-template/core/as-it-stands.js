// Copies values that already have the type of a record. `is` accepts some values that `from` refuses: it ignores other keys
// and their values, and does not look for lone surrogates.

import { define } from "../pure/values.js";
import { DEPTH } from "../wasm/generated/abi.js";
import { elements } from "./from.js";
import { placesOf } from "./places.js";

/**
 * @typedef {import("../pure/generated/model.js").Record} Record
 * @typedef {import("../pure/generated/model.js").Kind} Kind
 */

/**
 * @param {Record} record
 * @param {any} list
 * @param {number} length
 * @returns {any[] | undefined} undefined if one of them does not have the type
 */
export function allAsTheyStand(record, list, length) {
  const copies = [];
  for (const item of elements(list, length)) {
    const copy = asItStands(record, item);
    if (copy === undefined) return undefined;
    copies.push(copy);
  }
  return copies;
}

/**
 * @param {Record} record
 * @param {any} value
 * @returns {any} undefined if it does not have the type
 */
export function asItStands(record, value) {
  try {
    if (!record.is(value)) return undefined;
    const copy = copyOf(record, value, 1);
    // A getter may give another value each time.
    return record.is(copy) ? copy : undefined;
  } catch {
    // The getter of a field threw.
    return undefined;
  }
}

/**
 * @param {Record} record
 * @param {any} value
 * @param {number} depth
 */
function copyOf(record, value, depth) {
  /** @type {any} */
  const copy = {};
  for (const [name, , , kind] of record.fields) {
    const item = value[name];
    if (item !== undefined) define(copy, name, copyOfField(kind, item, depth + 1));
  }
  const places = placesOf(record);
  for (const key of Object.keys(value)) {
    // `is` does not know the other name of a field, and a reader would take it for that field.
    const item = places.has(key) ? undefined : jsonOf(value, key, depth + 1);
    if (item !== undefined) define(copy, key, item);
  }
  return copy;
}

/**
 * @param {Kind} kind
 * @param {any} value
 * @param {number} depth
 * @returns {any}
 */
function copyOfField(kind, value, depth) {
  if (kind.record !== undefined) return copyOf(kind.record, value, depth);
  if (kind.list === undefined) return value;
  return Array.from({ length: value.length }, (_, index) => copyOfField(kind.list, value[index], depth + 1));
}

/**
 * The JSON of a property; undefined where `JSON.stringify` throws, or where no reader would accept it.
 *
 * @param {any} holder
 * @param {string} key
 * @param {number} depth
 */
function jsonOf(holder, key, depth) {
  try {
    const value = holder[key];
    const copy = isData(value) ? value : JSON.parse(JSON.stringify(value));
    return isTooDeep(copy, depth) ? undefined : copy;
  } catch {
    return undefined;
  }
}

/** @param {unknown} value */
const isData = (value) => typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);

/**
 * @param {unknown} value
 * @param {number} depth
 * @returns {boolean}
 */
function isTooDeep(value, depth) {
  if (typeof value !== "object" || value === null) return false;
  return depth > DEPTH || Object.values(value).some((item) => isTooDeep(item, depth + 1));
}
