// How messages name the values that were given.

/**
 * A value's kind, for messages.
 *
 * @param {unknown} value
 */
export function nameOf(value) {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "undefined") return "undefined";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/**
 * The value that was given in place of one of a few strings, for messages.
 *
 * @param {unknown} value
 */
export const shownOf = (value) => (typeof value === "string" ? JSON.stringify(value) : nameOf(value));
