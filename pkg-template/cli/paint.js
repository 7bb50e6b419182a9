// Colours, where they are wanted.

import picocolors from "picocolors";

/** @typedef {"auto" | "always" | "never"} When */

/** @type {When} */
let when = "auto";

/** @param {When} wanted the option `--color` */
export function setColour(wanted) {
  when = wanted;
}

/**
 * The colours of a stream. picocolors decides once, by standard output; here there are two streams.
 *
 * @param {NodeJS.WriteStream} stream
 */
export function paintFor(stream) {
  return picocolors.createColors(isWanted(stream));
}

/** @param {NodeJS.WriteStream} stream */
function isWanted(stream) {
  if (when !== "auto") return when === "always";
  const { FORCE_COLOR, NO_COLOR, TERM } = process.env;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return !NO_COLOR && TERM !== "dumb" && stream.isTTY === true;
}
