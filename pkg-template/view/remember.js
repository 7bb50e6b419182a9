// Remembers results by the objects they depend on, so that an unchanged result stays the same object.

/** @type {WeakMap<object, { parts: readonly unknown[], made: any }>} */
const known = /* @__PURE__ */ new WeakMap();

/**
 * @template Made
 * @param {object} object that the result is made from; each object is the key of one result only
 * @param {readonly unknown[]} parts everything that the result depends on
 * @param {() => Made} make
 * @returns {Made}
 */
export function remember(object, parts, make) {
  const before = known.get(object);
  if (before?.parts.length === parts.length && parts.every((part, index) => part === before.parts[index])) return before.made;
  const made = make();
  known.set(object, { parts, made });
  return made;
}
