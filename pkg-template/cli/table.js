// Tables of names and numbers.

import stringWidth from "string-width";

import { integer } from "./wording.js";

/**
 * Columns under their headings: the first to the left, the others to the right.
 *
 * @param {string[]} headings
 * @param {(string | number)[][]} rows
 * @returns {string[]} a line for each
 */
export function table(headings, rows) {
  const lines = [headings, ...rows.map((row) => row.map(shown))];
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => stringWidth(line[column]))));
  return lines.map((line) =>
    line
      .map((cell, column) => {
        const space = " ".repeat(widths[column] - stringWidth(cell));
        return column === 0 ? cell + space : space + cell;
      })
      .join("  ")
      .trimEnd(),
  );
}

/** @param {string | number} cell */
function shown(cell) {
  return typeof cell === "number" ? integer(cell) : cell;
}
