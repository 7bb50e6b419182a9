// Writes records as JSON text, in three namings.

import { define, lengthOf, seen } from "../pure/values.js";
import { BackendMessageError } from "../pure/error.js";
import { allAsTheyStand, asItStands } from "./as-it-stands.js";
import { elements, fromAnything, fromList, normalFormOf, takeIfOrdinary } from "./from.js";
import { placesOf } from "./places.js";
import { nameOf, shownOf } from "../pure/shown.js";
import { forms, isSnakeFree, lookAtPrototype } from "../pure/generated/model.js";
import { Snapshot } from "./snapshot.js";
import { checkOptions } from "../pure/option-names.js";
import { DEFAULT_MAX_ISSUES, KEEP } from "../wasm/generated/abi.js";

/**
 * @typedef {import("../pure/generated/model.js").Record} Record
 * @typedef {import("../pure/generated/model.js").Kind} Kind
 * @typedef {"wire" | "camel" | "snake"} Naming
 */

/** @type {import("../pure/option-names.js").Names<import("./stringify-options.js").StringifyOptions>} */
const NAMES = { naming: 1, space: 1 };

/**
 * @param {Record} record
 * @param {unknown} value a record, or an array of them
 * @param {{ naming?: unknown, space?: unknown }} [options]
 * @returns {string}
 */
export function stringify(record, value, options) {
  if (options !== undefined) checkOptions(options, NAMES);
  const naming = namingOf(options?.naming);
  const space = spaceOf(options?.space);
  const zeros = seen.negativeZeros;
  const taken = isUntouched() ? takeAll(record, value, forms[naming]) : undefined;
  // Exactly what is written was checked. `JSON.stringify` is the fastest there is, but drops the sign of -0.
  if (taken !== undefined && seen.negativeZeros === zeros) {
    // V8 has a fast path for this, but only with a single argument.
    return space === 0 ? JSON.stringify(taken) : JSON.stringify(taken, null, space);
  }
  return write(renameAnything(record, value, naming), " ".repeat(space), "");
}

/**
 * The same for a value that may be none of those, without the reasons.
 *
 * @param {Record} record
 * @param {unknown} value
 * @returns {string | undefined} undefined if it is not a record
 */
export function stringifyIfValid(record, value) {
  const zeros = seen.negativeZeros;
  const taken = isUntouched() ? takeIfOrdinary(record, value, forms.camel) : undefined;
  if (taken !== undefined && seen.negativeZeros === zeros) return JSON.stringify(taken);
  const normal = normalFormOf(record, new Snapshot(value, 0, 0), 0);
  return normal === undefined ? undefined : write(rename(record, normal, "camel"), "", "");
}

/** Whether the prototypes have nothing that would change the output. */
function isUntouched() {
  return lookAtPrototype() && isSnakeFree() && !("toJSON" in Array.prototype);
}

/** @param {unknown} naming */
function namingOf(naming = "wire") {
  if (naming !== "wire" && naming !== "camel" && naming !== "snake") {
    throw new TypeError(
      `naming is "wire", "camel" or "snake", not ${shownOf(naming)}`,
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
 * @param {any} value
 * @param {import("../pure/generated/model.js").Form} form
 */
function takeAll(record, value, form) {
  try {
    const length = lengthOf(value);
    if (length < 0) return takeIfOrdinary(record, value, form);
    const list = [];
    for (let index = 0; index < length; index++) {
      const taken = takeIfOrdinary(record, value[index], form);
      if (taken === undefined) return undefined;
      list.push(taken);
    }
    return list;
  } catch {
    // A proxy of an array; the slow path reports its issues.
    return undefined;
  }
}

/**
 * The slow path: it keeps unknown keys, and throws for a value that is not a record.
 *
 * @param {Record} record
 * @param {any} value
 * @param {Naming} naming
 */
function renameAnything(record, value, naming) {
  const length = lengthIfReadable(value);
  const found =
    length < 0
      ? fromAnything(record, value, KEEP, DEFAULT_MAX_ISSUES)
      : fromList(record, elements(value, length), KEEP, DEFAULT_MAX_ISSUES);
  let copy = found;
  if (found instanceof BackendMessageError) {
    // A value that already has the type is written, whatever else is in it.
    copy = length < 0 ? asItStands(record, value) : allAsTheyStand(record, value, length);
    if (copy === undefined) throw BackendMessageError.keep(found, value);
  }
  return Array.isArray(copy) ? copy.map((item) => rename(record, item, naming)) : rename(record, copy, naming);
}

/** @param {unknown} value */
function lengthIfReadable(value) {
  try {
    return lengthOf(value);
  } catch {
    // A proxy of an array that throws when it is read.
    return -1;
  }
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
      define(renamed, snake ? snakeName : camelName, renameValue(kind, value[key], naming));
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
