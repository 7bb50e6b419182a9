// Copies any JavaScript value as plain data. Each property is read once, so the values that are checked are the values that
// are returned, whatever getters and proxies do.
//
// Values that JSON does not have are `Strange` in the copy.

import { MODEL_DEPTH } from "../pure/generated/model.js";
import { isPlain, isWellFormed, lengthOf } from "../pure/values.js";
import {
  ARRAY,
  ARRAY_END,
  BOOLEAN,
  DEPTH,
  KEY,
  MALFORMED_KEY,
  MALFORMED_STRING,
  NOT_JSON,
  NULL,
  NUMBER,
  OBJECT,
  OBJECT_END,
  SHOWN_UNITS,
  STRING,
  TOO_DEEP,
} from "../wasm/generated/abi.js";
import { placesOf } from "./places.js";

/**
 * @typedef {import("../pure/generated/model.js").Record} Record
 * @typedef {import("../pure/generated/model.js").Kind} Kind
 */

class Strange {
  /** @param {string} event its value event (src/js/value_events.rs) */
  constructor(event) {
    this.event = event;
  }
}

export class Snapshot {
  /** How many values were found that JSON does not have. */
  #strange = 0;
  #maxIssues;
  /** The arrays and objects around the current one. */
  #open = new Set();
  /**
   * Copies by their originals, with how many levels they have: a value that is shared is copied once, or a
   * small one could unfold into a huge one.
   *
   * Stripped values are not in a copy, so there is a map for each type of record, and one for everything else.
   *
   * @type {Map<Record | undefined, Map<object, { copy: unknown, height: number }>>}
   */
  #copies = new Map();
  /** Copies with something strange in them, at any depth. */
  #spoilt = new Set();
  /** How many levels the last copied value has. */
  #height = 0;
  #stopped = false;
  /** How many strange values `toEvents` will still report. */
  #left = 0;

  /**
   * @param {unknown} value
   * @param {number} depth how many arrays are open around it
   * @param {number} maxIssues
   * @param {Record} [record] of which only the fields are copied; all else is not looked at
   */
  constructor(value, depth, maxIssues, record) {
    this.#maxIssues = maxIssues;
    this.value = this.#copy(value, depth, { record });
  }

  /**
   * @param {unknown} value
   * @param {number} depth
   * @param {Kind} [kind] what it should be, where the rest is stripped
   * @returns {unknown}
   */
  #copy(value, depth, kind) {
    this.#height = 0;
    switch (typeof value) {
      case "string":
        return isWellFormed(value) ? value : this.#strangeness(MALFORMED_STRING + value.slice(0, SHOWN_UNITS));
      case "number":
        // It has no name: it is a number, but not one of JSON.
        if (!Number.isFinite(value)) this.#strange++;
        return value;
      case "boolean":
        return value;
      case "object":
        return value === null ? null : this.#copyObject(value, depth + 1, kind);
      default:
        return this.#strangeness(NOT_JSON + typeof value);
    }
  }

  /**
   * @param {object} value
   * @param {number} depth its own
   * @param {Kind} [kind]
   * @returns {unknown}
   */
  #copyObject(value, depth, kind) {
    if (this.#open.has(value)) return this.#strangeness(`${NOT_JSON}cycle`);
    const copies = this.#copiesAs(kind?.record ?? kind?.list?.record);
    const known = copies.get(value);
    if (known !== undefined && depth + known.height <= DEPTH + 1) {
      this.#height = known.height;
      if (this.#spoilt.has(known.copy)) this.#strange++;
      return known.copy;
    }
    if (depth > DEPTH) {
      this.#stopped = true;
      return this.#strangeness(TOO_DEEP);
    }
    const before = this.#strange;
    this.#open.add(value);
    let copy;
    try {
      if (Array.isArray(value)) copy = this.#copyArray(value, depth, kind?.list);
      else if (isPlain(value)) copy = this.#copyPlain(value, depth, kind?.record);
    } catch {
      // A proxy that throws when its type is read.
      copy = this.#strangeness(`${NOT_JSON}throwing getter`);
    }
    this.#open.delete(value);
    if (copy === undefined) return this.#strangeness(`${NOT_JSON}class instance${classOf(value)}`);
    if (this.#strange > before) this.#spoilt.add(copy);
    copies.set(value, { copy, height: this.#height });
    return copy;
  }

  /** @param {Record | undefined} record */
  #copiesAs(record) {
    let copies = this.#copies.get(record);
    if (copies === undefined) this.#copies.set(record, (copies = new Map()));
    return copies;
  }

  /**
   * @param {unknown[]} array
   * @param {number} depth
   * @param {Kind} [kind] of its elements
   * @returns {unknown[] | undefined}
   */
  #copyArray(array, depth, kind) {
    const length = lengthOf(array);
    if (length < 0) return undefined;
    const copy = [];
    let height = 0;
    // Once there are more issues than are reported, stop; a sparse array may be very long.
    for (let index = 0; index < length && !this.#stopped && this.#strange <= this.#maxIssues; index++) {
      copy.push(this.#copyProperty(array, index, depth, kind));
      height = Math.max(height, this.#height);
    }
    this.#height = height + 1;
    return copy;
  }

  /**
   * @param {object} object
   * @param {number} depth
   * @param {Record} [record]
   */
  #copyPlain(object, depth, record) {
    /** @type {[unknown, unknown][]} */
    const entries = [];
    let height = 0;
    let odd = false;
    const places = record && placesOf(record);
    for (const key of Object.keys(object)) {
      if (this.#stopped) break;
      const place = places?.get(key);
      if (places !== undefined && place === undefined) {
        // Its name may be a misspelt field's, which an issue then suggests; its value is not looked at.
        if (isWellFormed(key)) entries.push([key, null]);
        continue;
      }
      const kind = place === undefined ? undefined : record?.fields[place][3];
      const item = this.#copyProperty(object, key, depth, kind, true);
      height = Math.max(height, this.#height);
      if (item === undefined) continue;
      const wellFormed = isWellFormed(key);
      if (!wellFormed) odd = true;
      entries.push([wellFormed ? key : this.#strangeness(MALFORMED_KEY + key), item]);
    }
    this.#height = height + 1;
    // Only a map can have keys that are not strings.
    return odd ? new Map(entries) : Object.fromEntries(entries);
  }

  /**
   * @param {any} holder
   * @param {string | number} key
   * @param {number} depth
   * @param {Kind} kind
   * @param {boolean} [optional] whether undefined means absent
   * @returns {unknown}
   */
  #copyProperty(holder, key, depth, kind, optional = false) {
    let value;
    try {
      value = holder[key];
    } catch {
      this.#height = 0;
      return this.#strangeness(`${NOT_JSON}throwing getter`);
    }
    if (optional && value === undefined) {
      this.#height = 0;
      return undefined;
    }
    return this.#copy(value, depth, kind);
  }

  /** @param {string} event */
  #strangeness(event) {
    this.#strange++;
    return new Strange(event);
  }

  /** Whether all of the value is JSON data. */
  get isClean() {
    return this.#strange === 0;
  }

  /**
   * The value as the events of a walk through it, for the search for issues (src/js/value_events.rs). It is kept small, as
   * shared values would be walked through again and again. Values that are too deep to be part of a record and have nothing
   * strange in them are left out, and so is everything after the last strange value that is reported.
   */
  toEvents() {
    this.#left = this.#maxIssues;
    /** @type {string[]} */
    const events = [];
    this.#walk(this.value, 1, events);
    return events;
  }

  /**
   * @param {any} copy
   * @param {number} depth
   * @param {string[]} events
   */
  #walk(copy, depth, events) {
    if (copy instanceof Strange) {
      this.#left--;
      events.push(copy.event);
    } else if (typeof copy !== "object" || copy === null) {
      if (typeof copy === "number" && !Number.isFinite(copy)) this.#left--;
      events.push(eventOf(copy));
    } else if (Array.isArray(copy)) {
      events.push(ARRAY);
      if (!this.#isLeftOut(copy, depth)) {
        for (const item of copy) {
          this.#walk(item, depth + 1, events);
          if (this.#left < 0) break;
        }
      }
      events.push(ARRAY_END);
    } else {
      events.push(OBJECT);
      // A record must not lose keys, or they would be reported as missing.
      if (depth <= MODEL_DEPTH || !this.#isLeftOut(copy, depth)) {
        for (const [key, item] of copy instanceof Map ? copy : Object.entries(copy)) {
          events.push(key instanceof Strange ? key.event : KEY + key);
          this.#walk(item, depth + 1, events);
        }
      }
      events.push(OBJECT_END);
    }
  }

  /**
   * @param {object} copy
   * @param {number} depth
   */
  #isLeftOut(copy, depth) {
    return this.#left < 0 || (depth > MODEL_DEPTH && !this.#spoilt.has(copy));
  }
}

/**
 * @param {string | number | boolean | null} value
 */
function eventOf(value) {
  switch (typeof value) {
    case "string":
      return STRING + value.slice(0, SHOWN_UNITS);
    case "number":
      return NUMBER + value;
    default:
      return value === null ? NULL : BOOLEAN;
  }
}

/**
 * The name of a value's class in brackets, if it has a usual one.
 *
 * @param {any} value
 */
function classOf(value) {
  try {
    const { name } = value.constructor;
    return typeof name === "string" && /^\w{1,40}$/.test(name) ? ` (${name})` : "";
  } catch {
    return "";
  }
}
