// Plain data: whether two of them are equal, and messages of the history as plain data.

/**
 * @param {unknown} a
 * @param {unknown} b
 * @returns {boolean}
 */
export function equal(a, b) {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || !a || !b || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equal(/** @type {any} */ (a)[key], /** @type {any} */ (b)[key]))
  );
}

/**
 * A message as its type has it, frozen, without members that are `undefined` and with the camelCase names of callback results,
 * which the backend writes in snake_case.
 *
 * @param {import("../pure/lenient.js").Lenient<import("../pure/generated/records.js").BackendMessage>} given
 * @returns {import("../pure/generated/records.js").BackendMessage}
 */
export function messageOf(given) {
  const results = given.callbackResults;
  return frozen(results?.some((result) => "tool_call_id" in result) ? { ...given, callbackResults: results.map(inCamelCase) } : given);
}

/** @param {object} record */
const inCamelCase = (record) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name.replace(/_(.)/g, (_, first) => first.toUpperCase()), value]));

/**
 * Plain data without what is `undefined`, frozen through and through; the same object if nothing is.
 *
 * @param {any} value
 * @returns {any}
 */
function frozen(value) {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  let kept = value;
  for (const [name, member] of Object.entries(value)) {
    const own = frozen(member);
    if (own === member && own !== undefined) continue;
    if (kept === value) kept = Array.isArray(value) ? [...value] : { ...value };
    if (own === undefined) delete kept[name];
    else kept[name] = own;
  }
  return Object.freeze(kept);
}
