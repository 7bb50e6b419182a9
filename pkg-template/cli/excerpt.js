// The source line of a report, cut to the width of a terminal.

import stringWidth from "string-width";

const MARGIN = "  | ";
/** A narrower terminal wraps lines. */
const NARROWEST = 20;

const segmenter = new Intl.Segmenter();

/**
 * If the terminal wrapped the source line, the carets would not be below what they mark.
 *
 * @param {string[]} excerpt the source line, the line with the carets, and maybe a hint
 * @param {number} columns
 * @returns {string[]}
 */
export function fitted(excerpt, columns) {
  const [source = "", carets = "", ...rest] = excerpt;
  if (!carets.startsWith(MARGIN) || columns < NARROWEST || stringWidth(source) <= columns) return excerpt;
  // For an ellipsis at each end.
  const room = columns - MARGIN.length - 2;
  const mark = carets.indexOf("^") - MARGIN.length;
  const start = Math.max(mark - Math.floor(room / 2), 0);
  let column = 0;
  let first = -1;
  let shown = "";
  for (const { segment } of segmenter.segment(source.slice(MARGIN.length))) {
    const width = stringWidth(segment);
    if (column >= start && column + width <= start + room) {
      if (first < 0) first = column;
      shown += segment;
    }
    column += width;
  }
  const before = start > 0 ? "…" : "";
  const after = column > start + room ? "…" : "";
  const marked = Math.min(carets.length - MARGIN.length - mark, start + room - mark);
  return [MARGIN + before + shown + after, MARGIN + " ".repeat(before.length + mark - first) + "^".repeat(marked), ...rest];
}
