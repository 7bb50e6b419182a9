// What was made before, if nothing that it depends on has changed: so what did not change stays the same object.

/** @type {WeakMap<object, { parts: readonly unknown[], made: any }>} */
const known = /* @__PURE__ */ new WeakMap();

/**
 * @template Made
 * @param {object} object what it is made of, or a part of that; each object stands for one thing only
 * @param {readonly unknown[]} parts all that it depends on
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
