// Records to JSON text, in three namings.

import { seen } from "./checks.js";
import { define } from "./define.js";
import { BackendMessageError } from "./error.js";
import { fromAnything, takeIfOrdinary } from "./from.js";
import { nameOf } from "./input.js";
import { placesOf } from "./normalise.js";
import { DEFAULT_MAX_ISSUES, KEEP } from "./options.js";

/**
 * @typedef {import("./model.js").Record} Record
 * @typedef {import("./model.js").Kind} Kind
 * @typedef {"wire" | "camel" | "snake"} Naming
 */

/**
 * @param {Record} record
 * @param {unknown} value a record, or an array of them
 * @param {{ naming?: unknown, space?: unknown }} [options]
 * @returns {string}
 */
export function stringify(record, value, options) {
  const naming = namingOf(options?.naming);
  const space = spaceOf(options?.space);
  const zeros = seen.negativeZeros;
  const taken = takeAll(record, value);
  // Exactly what is written was checked. `JSON.stringify` is the fastest there is, but drops the sign of -0.
  if (taken !== undefined && seen.negativeZeros === zeros) {
    return JSON.stringify(renameTaken(record, taken, naming), null, space);
  }
  return write(renameAnything(record, value, naming), " ".repeat(space), "");
}

/** @param {unknown} naming */
function namingOf(naming = "wire") {
  if (naming !== "wire" && naming !== "camel" && naming !== "snake") {
    throw new TypeError(
      `naming is "wire", "camel" or "snake", not ${typeof naming === "string" ? JSON.stringify(naming) : nameOf(naming)}`,
    );
  }
  return naming;
}

/**
 * As `JSON.stringify` understands a number.
 *
 * @param {unknown} space
 */
function spaceOf(space = 0) {
  if (typeof space !== "number") throw new TypeError(`space is a number, not ${nameOf(space)}`);
  return Math.max(0, Math.min(10, Math.trunc(space) || 0));
}

/**
 * @param {Record} record
 * @param {unknown} value
 */
function takeAll(record, value) {
  if (!Array.isArray(value)) return takeIfOrdinary(record, value);
  const list = [];
  for (let index = 0; index < value.length; index++) {
    const taken = takeIfOrdinary(record, value[index]);
    if (taken === undefined) return undefined;
    list.push(taken);
  }
  return list;
}

/**
 * @param {Record} record
 * @param {any} taken
 * @param {Naming} naming
 */
function renameTaken(record, taken, naming) {
  if (naming === "camel") return taken;
  const rename = naming === "wire" ? record.toWire : record.toSnake;
  if (!Array.isArray(taken)) return rename(taken);
  for (let index = 0; index < taken.length; index++) taken[index] = rename(taken[index]);
  return taken;
}

/**
 * The slow road: unknown keys are kept, and what is no record is told.
 *
 * @param {Record} record
 * @param {unknown} value
 * @param {Naming} naming
 */
function renameAnything(record, value, naming) {
  const one = (/** @type {unknown} */ item, /** @type {number | undefined} */ index) => {
    const result = fromAnything(record, item, KEEP, DEFAULT_MAX_ISSUES, index);
    if (result instanceof BackendMessageError) throw result;
    return rename(record, result, naming);
  };
  return Array.isArray(value) ? Array.from(value, one) : one(value, undefined);
}

/**
 * @param {Record} record
 * @param {any} value
 * @param {Naming} naming
 */
function rename(record, value, naming) {
  const places = placesOf(record);
  const snake = naming === "snake" || (naming === "wire" && record.wire === "snake");
  const renamed = {};
  for (const key of Object.keys(value)) {
    const place = places.get(key);
    if (place === undefined) {
      define(renamed, key, value[key]);
    } else {
      const [camelName, snakeName, , kind] = record.fields[place];
      renamed[snake ? snakeName : camelName] = renameValue(kind, value[key], naming);
    }
  }
  return renamed;
}

/**
 * @param {Kind} kind
 * @param {any} value
 * @param {Naming} naming
 * @returns {unknown}
 */
function renameValue(kind, value, naming) {
  if (kind.record !== undefined) return rename(kind.record, value, naming);
  if (kind.list !== undefined) return value.map((/** @type {unknown} */ item) => renameValue(kind.list, item, naming));
  return value;
}

/**
 * Writes plain data as `JSON.stringify` does, but `-0` as `-0`.
 *
 * @param {any} value
 * @param {string} space
 * @param {string} indent
 * @returns {string}
 */
function write(value, space, indent) {
  if (Object.is(value, -0)) return "-0";
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = indent + space;
  const isArray = Array.isArray(value);
  const items = isArray
    ? value.map((item) => write(item, space, inner))
    : Object.keys(value).map((key) => JSON.stringify(key) + (space ? ": " : ":") + write(value[key], space, inner));
  const [open, close] = isArray ? "[]" : "{}";
  if (items.length === 0) return open + close;
  if (space === "") return open + items.join(",") + close;
  return `${open}\n${inner}${items.join(`,\n${inner}`)}\n${indent}${close}`;
}
