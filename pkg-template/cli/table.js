// Tables of names and numbers.

/**
 * Columns under their headings: the first to the left, the others to the right.
 *
 * @param {string[]} headings
 * @param {(string | number)[][]} rows
 * @returns {string[]} a line for each
 */
export function table(headings, rows) {
  const lines = [headings, ...rows.map((row) => row.map(shown))];
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => widthOf(line[column]))));
  return lines.map((line) =>
    line
      .map((cell, column) => {
        const space = " ".repeat(widths[column] - widthOf(cell));
        return column === 0 ? cell + space : space + cell;
      })
      .join("  ")
      .trimEnd(),
  );
}

/** @param {string | number} cell */
function shown(cell) {
  return typeof cell === "number" ? cell.toLocaleString("en", { maximumFractionDigits: 0 }) : cell;
}

/** Most of East Asia, and emoji. */
const WIDE = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\uff01-\uff60]/u;

/**
 * How many columns of a terminal a text takes.
 *
 * @param {string} text
 */
function widthOf(text) {
  let width = 0;
  for (const character of text) {
    // A mark stands on the letter before it.
    if (!/\p{M}/u.test(character)) width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}
