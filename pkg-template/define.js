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
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  } else {
    object[key] = value;
  }
}
