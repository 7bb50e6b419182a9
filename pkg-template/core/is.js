// Whether values have the types, for those who need nothing else: no parser comes along.

import * as model from "../pure/generated/model.js";

/** @type {(value: unknown) => boolean} */
export const isBackendMessage = (value) => holds(model.matchesBackendMessage, value);
/** @type {(value: unknown) => boolean} */
export const isToolCallData = (value) => holds(model.matchesToolCallData, value);
/** @type {(value: unknown) => boolean} */
export const isCallbackResultData = (value) => holds(model.matchesCallbackResultData, value);

/**
 * @param {(value: any) => boolean} is
 * @param {unknown} value
 */
export function holds(is, value) {
  try {
    return is(value);
  } catch {
    // A getter that throws gives no value of any type.
    return false;
  }
}
