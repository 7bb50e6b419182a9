// JavaScript values: what they are, and properties of any name; what the generated functions have in common.

const { getPrototypeOf } = Object;
const ObjectPrototype = Object.prototype;

/**
 * Whether a value is an object that can hold data: not an array, not an instance of a class. The prototype of
 * another realm's plain objects (an iframe's, a worker's, a `vm` context's) has no prototype either.
 *
 * @param {unknown} value
 * @returns {boolean}
 */
export function isPlain(value) {
  if (typeof value !== "object" || value === null) return false;
  const prototype = getPrototypeOf(value);
  return prototype === ObjectPrototype || prototype === null || getPrototypeOf(prototype) === null;
}

/**
 * The commonest of the plain ones, those from which a key's own value can be read in one go.
 *
 * @param {unknown} value
 * @returns {boolean}
 */
export function isOrdinary(value) {
  if (typeof value !== "object" || value === null) return false;
  const prototype = getPrototypeOf(value);
  return prototype === ObjectPrototype || prototype === null;
}

/**
 * Whether nobody has put enumerable properties on `Object.prototype`: `for (… in …)` would list them with
 * every object's own.
 *
 * @returns {boolean}
 */
export function isPrototypeClean() {
  for (const _ in ObjectPrototype) return false;
  return true;
}

const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Whether a string has no unpaired surrogate.
 *
 * @type {(text: string) => boolean}
 */
export const isWellFormed =
  typeof String.prototype.isWellFormed === "function"
    ? (text) => text.isWellFormed()
    : (text) => !LONE_SURROGATE.test(text);

/**
 * A string that JSON in UTF-8 can carry.
 *
 * @param {unknown} value
 * @returns {boolean}
 */
export function isText(value) {
  return typeof value === "string" && isWellFormed(value);
}

/** How many zeros `isInteger` and `isNumber` met whose sign `JSON.stringify` would lose. */
export const seen = { negativeZeros: 0 };

/**
 * @param {unknown} value
 * @returns {boolean}
 */
export function isInteger(value) {
  return Number.isSafeInteger(value) && (value !== 0 || noteZero(value));
}

/**
 * @param {unknown} value
 * @returns {boolean}
 */
export function isNumber(value) {
  return Number.isFinite(value) && (value !== 0 || noteZero(value));
}

/** @param {number} zero */
function noteZero(zero) {
  if (1 / zero < 0) seen.negativeZeros++;
  return true;
}

/** As many elements as an array can have. */
const MAX_LENGTH = 2 ** 32 - 1;

/**
 * The length of an array, to be read once: a proxy may claim another each time, and one that no array has.
 *
 * @param {unknown} value
 * @returns {number} -1 for what is no array
 */
export function lengthOf(value) {
  if (!Array.isArray(value)) return -1;
  const { length } = value;
  return typeof length === "number" && length <= MAX_LENGTH ? length : -1;
}

/**
 * @param {any} value
 * @returns {boolean}
 */
export function isTexts(value) {
  const length = lengthOf(value);
  if (length < 0) return false;
  for (let index = 0; index < length; index++) {
    if (typeof value[index] !== "string") return false;
  }
  return true;
}

/**
 * A copy of a list of texts, or undefined if it is anything else.
 *
 * @param {any} value
 * @returns {string[] | undefined}
 */
export function takeTexts(value) {
  const length = lengthOf(value);
  if (length < 0) return undefined;
  const list = [];
  for (let index = 0; index < length; index++) {
    const item = value[index];
    if (!isText(item)) return undefined;
    list.push(item);
  }
  return list;
}

/**
 * Gives an object a property of its own under any name. Assigning to `__proto__` would set the prototype, and to a
 * name that a setter up the chain has, call that; defining does neither, but is slow.
 *
 * @param {any} object
 * @param {string} key
 * @param {unknown} value
 */
export function define(object, key, value) {
  if (key in object) {
    const descriptor = { __proto__: null, value, writable: true, enumerable: true, configurable: true };
    Object.defineProperty(object, key, descriptor);
  } else {
    object[key] = value;
  }
}

/**
 * A plain object of these properties, without those that are undefined.
 *
 * @param {any} properties
 */
export function defineAll(properties) {
  const object = {};
  for (const key of Object.keys(properties)) {
    if (properties[key] !== undefined) define(object, key, properties[key]);
  }
  return object;
}
