// Records out of values that are JavaScript objects already. A yes is found here; a no goes to the wasm module,
// for the full list of issues.

import { isPrototypeClean } from "../pure/checks.js";
import { enter, explain, leave } from "../wasm/engine.js";
import { BackendMessageError } from "../pure/error.js";
import { forms, lookAtPrototype } from "../pure/generated/model.js";
import { normalise } from "./normalise.js";
import { Snapshot } from "./snapshot.js";
import { check_events } from "../wasm/generated/glue.js";
import { WINDOW, ensureWindow, giveBack, window } from "../wasm/window.js";

const encoder = new TextEncoder();
/** Stands behind an event (src/js/value_events.rs): no text in UTF-8 has this byte. */
const END = 0xff;

/** @typedef {import("../pure/generated/model.js").Record} Record */

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
  const normal = snapshot.isClean ? normalise(record, snapshot.value, flags) : undefined;
  if (normal !== undefined) return normal;
  const events = snapshot.toEvents();
  let findings;
  enter();
  try {
    findings = check_events(record.index, write(events), flags, maxIssues, index);
  } catch (error) {
    throw explain(error);
  }
  leave();
  giveBack();
  if (findings === undefined) {
    throw new Error("backend-message refused a value in which it then found no issue; this is a bug");
  }
  return new BackendMessageError(JSON.parse(findings));
}

/**
 * Puts events into the window.
 *
 * @param {string[]} events
 * @returns {number} how many bytes they take
 */
function write(events) {
  // As much as they may take at most.
  const room = events.reduce((sum, event) => sum + 3 * event.length + 1, 0);
  ensureWindow(Math.max(room, WINDOW));
  let length = 0;
  for (const event of events) {
    length += encoder.encodeInto(event, window.subarray(length)).written;
    window[length++] = END;
  }
  return length;
}
