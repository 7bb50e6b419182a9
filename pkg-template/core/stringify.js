// Records to JSON text, in three namings.

import { define, lengthOf, seen } from "../pure/values.js";
import { BackendMessageError } from "../pure/error.js";
import { fromAnything, normalFormOf, placesOf, takeIfOrdinary } from "./from.js";
import { nameOf, shownOf } from "../pure/shown.js";
import { forms, isSnakeFree, lookAtPrototype } from "../pure/generated/model.js";
import { Snapshot } from "./snapshot.js";
import { checkOptions } from "./options.js";
import { DEFAULT_MAX_ISSUES, KEEP } from "../wasm/generated/abi.js";

/**
 * @typedef {import("../pure/generated/model.js").Record} Record
 * @typedef {import("../pure/generated/model.js").Kind} Kind
 * @typedef {"wire" | "camel" | "snake"} Naming
 */

/**
 * @param {Record} record
 * @param {unknown} value a record, or an array of them
 * @param {{ naming?: unknown, space?: unknown }} [options]
 * @returns {string}
 */
export function stringify(record, value, options) {
  if (options !== undefined) checkOptions(options, ["naming", "space"]);
  const naming = namingOf(options?.naming);
  const space = spaceOf(options?.space);
  const zeros = seen.negativeZeros;
  const taken = isUntouched() ? takeAll(record, value, forms[naming]) : undefined;
  // Exactly what is written was checked. `JSON.stringify` is the fastest there is, but drops the sign of -0.
  if (taken !== undefined && seen.negativeZeros === zeros) {
    // V8 has a road for this that any further argument closes.
    return space === 0 ? JSON.stringify(taken) : JSON.stringify(taken, null, space);
  }
  return write(renameAnything(record, value, naming), " ".repeat(space), "");
}

/**
 * The same for a value that may be none of those, without the reasons.
 *
 * @param {Record} record
 * @param {unknown} value
 * @returns {string | undefined} undefined if it is no record
 */
export function stringifyIfValid(record, value) {
  const zeros = seen.negativeZeros;
  const taken = isUntouched() ? takeIfOrdinary(record, value, forms.camel) : undefined;
  if (taken !== undefined && seen.negativeZeros === zeros) return JSON.stringify(taken);
  const normal = normalFormOf(record, new Snapshot(value, 0, 0), 0);
  return normal === undefined ? undefined : write(rename(record, normal, "camel"), "", "");
}

/** Whether nobody put anything on the prototypes that would get into what is written. */
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
    // A proxy of an array; the slow road says what is wrong with it.
    return undefined;
  }
}

/**
 * The slow road: unknown keys are kept, and what is no record is told.
 *
 * @param {Record} record
 * @param {unknown} value
 * @param {Naming} naming
 */
function renameAnything(record, value, naming) {
  const list = listOf(value);
  if (list !== undefined) return checkAll(record, list).map((item) => rename(record, item, naming));
  const result = fromAnything(record, value, KEEP, DEFAULT_MAX_ISSUES);
  if (result instanceof BackendMessageError) throw result;
  return rename(record, result, naming);
}

/**
 * The elements of an array, one by one, as a sparse one may be very long.
 *
 * @param {any} value
 * @returns {Iterable<unknown> | undefined} undefined for what is no array, or a proxy of one that does not let itself be read
 */
function listOf(value) {
  try {
    const length = lengthOf(value);
    return length < 0 ? undefined : elements(value, length);
  } catch {
    return undefined;
  }
}

/**
 * @param {unknown[]} array
 * @param {number} length
 */
function* elements(array, length) {
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

/** What is told of as something that throws when it is looked at. */
function unreadable() {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

/**
 * A list's records in their canonical form.
 *
 * @param {Record} record
 * @param {Iterable<unknown>} list
 * @throws {BackendMessageError} with what is wrong with all of them
 */
function checkAll(record, list) {
  /** @type {object[]} */
  const records = [];
  /** @type {import("../pure/error.js").Findings} */
  const findings = { issues: [], truncated: false, reports: [] };
  let index = 0;
  for (const item of list) {
    const left = DEFAULT_MAX_ISSUES - findings.issues.length;
    // With as many gathered as are told, one more says that there are more.
    const result = fromAnything(record, item, KEEP, Math.max(left, 1), index++);
    if (!(result instanceof BackendMessageError)) {
      records.push(result);
      continue;
    }
    findings.truncated = left === 0 || result.truncated;
    if (left > 0) findings.issues.push(...result.issues);
    if (left > 0) findings.reports.push(...BackendMessageError.reportsOf(result));
    if (findings.truncated) break;
  }
  if (findings.issues.length > 0) throw new BackendMessageError(findings);
  return records;
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
