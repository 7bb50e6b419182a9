// Checks of JavaScript values, and properties of any name: what the generated functions share.

const { getPrototypeOf } = Object;
const ObjectPrototype = Object.prototype;

/**
 * Whether a value is an object with data: not an array, not an instance of a class. The prototype of another realm's plain
 * objects (an iframe's, a worker's, a `vm` context's) has no prototype either.
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
 * The most common plain objects: those whose own value of a key can be read directly.
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
 * Whether `Object.prototype` has no enumerable properties: `for (… in …)` would list them with every object's own.
 *
 * @returns {boolean}
 */
export function isPrototypeClean() {
  for (const _ in ObjectPrototype) return false;
  return true;
}

const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Whether a string has no lone surrogate.
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

/** The most elements that an array can have. */
const MAX_LENGTH = 2 ** 32 - 1;

/**
 * The length of an array. Read it once: a proxy may claim another length each time, even an impossible one.
 *
 * @param {unknown} value
 * @returns {number} -1 for a value that is not an array
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
 * Defines an own property of any name. An assignment to `__proto__` would set the prototype, and one to a name with an
 * inherited setter would call that. A definition does neither, but is slow.
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
