// The positions of a record's fields, by their names.

/** @typedef {import("../pure/generated/model.js").Record} Record */

/** @type {WeakMap<Record, Map<string, number>>} */
const places = new WeakMap();

/**
 * The positions of a record's fields by both of their names.
 *
 * @param {Record} record
 */
export function placesOf(record) {
  let map = places.get(record);
  if (map === undefined) {
    map = new Map(record.fields.flatMap(([camel, snake], place) => [[camel, place], [snake, place]]));
    places.set(record, map);
  }
  return map;
}
