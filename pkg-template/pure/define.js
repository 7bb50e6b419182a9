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
