// A line on a terminal that shows how far the reading of a long file has come.

import { paintFor } from "./report.js";

/** Shorter files are read before anybody would look. */
const LONG = 32 << 20;
const WIDTH = 30;
/** In milliseconds. */
const INTERVAL = 100;

/**
 * @param {NodeJS.WriteStream} stream
 * @param {string} name the file's
 * @param {number | undefined} total how many bytes it has, if that is known
 */
export function progressOn(stream, name, total) {
  const shows = stream.isTTY === true && process.env.TERM !== "dumb" && (total === undefined || total >= LONG);
  if (!shows) return { tell() {}, clear() {} };
  const paint = paintFor(stream);
  const start = performance.now();
  let last = start;
  let isShown = false;
  return {
    /** @param {{ bytes: number, messages: number }} progress */
    tell({ bytes, messages }) {
      const now = performance.now();
      if (now - last < INTERVAL) return;
      last = now;
      isShown = true;
      const done = total === undefined ? "" : `${bar(bytes / total)} ${Math.floor((100 * bytes) / total)} % `;
      const rate = `${(bytes / 1000 / (now - start)).toFixed(0)} MB/s`;
      const told = `${done}${paint.faint(`${messages.toLocaleString("en")} messages, ${rate}`)}`;
      stream.write(`\r\x1b[K${name}: ${told}`);
    },
    clear() {
      if (isShown) stream.write("\r\x1b[K");
      isShown = false;
    },
  };
}

/**
 * @param {number} part from 0 to 1
 * @param {number} [width]
 */
export function bar(part, width = WIDTH) {
  const filled = Math.round(Math.min(part, 1) * width);
  return "█".repeat(filled) + "░".repeat(width - filled);
}
