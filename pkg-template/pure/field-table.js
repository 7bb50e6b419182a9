// The fields of objects and their kinds, parsed from the strings of the generated tables.

/**
 * @typedef {object} Field
 * @property {string} name
 * @property {string | undefined} former another spelling of the name
 * @property {string | undefined} mark `?` if an event need not have it; `*` if it is the headline of a tool's call
 * @property {string} kind "string", "number", "integer", "boolean", "object" or "any"; the members of an enum, as `a|b`; the
 *   name of another entry; any of them with `[]` for a list
 *
 * @typedef {{ name: string, fields: Field[] }} Entry
 */

/**
 * The entries of a table by their names. Each is a line: the names, then the fields, as `name/former*=kind`. The first
 * lookup parses it. The string has half the bytes of nested lists.
 *
 * @param {string} text
 * @returns {() => Map<string, Entry>}
 */
export function fieldTable(text) {
  /** @type {Map<string, Entry> | undefined} */
  let table;
  return () => (table ??= new Map(text.split("\n").flatMap(entriesOf)));
}

/**
 * @param {string} line
 * @returns {[string, Entry][]}
 */
function entriesOf(line) {
  const [names, ...rest] = line.split(" ");
  const fields = rest.map((field) => {
    const [, name, former, mark, kind = "string"] = /** @type {RegExpExecArray} */ (/([^/*?=]+)(?:\/(\w+))?([*?])?(?:=(.+))?/.exec(field));
    return { name, former, mark, kind };
  });
  const all = names.split(",");
  return all.map((name) => [name, { name: all[0], fields }]);
}

/**
 * What was expected in place of the value; undefined if the value is of the kind.
 *
 * @param {unknown} value
 * @param {string} kind
 * @returns {string | undefined}
 */
export function expectedOf(value, kind) {
  if (kind.endsWith("[]")) {
    return Array.isArray(value) && value.every((item) => !expectedOf(item, kind.slice(0, -2))) ? undefined : kind;
  }
  if (kind.includes("|")) {
    return kind.split("|").includes(/** @type {string} */ (value)) ? undefined : `"${kind.replaceAll("|", '" | "')}"`;
  }
  const isRight = kind === "object" ? isObject(value) : kind === "integer" ? Number.isSafeInteger(value) : kind === "any" || typeof value === kind;
  return isRight ? undefined : kind;
}

/**
 * @param {unknown} value
 * @returns {value is { [key: string]: unknown }}
 */
export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
