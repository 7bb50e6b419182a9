// Rejects arguments that are not options objects, and misspelt options. Each list of names is checked against the type of its
// options, so neither can lack what the other has.

import { nameOf } from "./shown.js";
import { likeliest } from "./spelling.js";

/**
 * The names of all options of a type.
 *
 * @template Options
 * @typedef {{ readonly [Name in keyof Options]-?: 1 }} Names
 */

/**
 * Throws for a value that is not an options object, and for a misspelt option. Other unknown options may be meant for other
 * code.
 *
 * @param {unknown} options
 * @param {Readonly<Record<string, 1>>} names of the options there are
 */
export function checkOptions(options, names) {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new TypeError(`expected an object of options, found ${nameOf(options)}`);
  }
  for (const name of Object.keys(options)) {
    const meant = Object.hasOwn(names, name) ? undefined : likeliest(name, Object.keys(names));
    if (meant !== undefined) throw new TypeError(`unknown option "${name}": did you mean "${meant}"?`);
  }
}
