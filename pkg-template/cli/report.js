// Writes reports about files.

import { reportsOf } from "./engine.js";
import { fitted } from "./excerpt.js";
import { Failure } from "./misuse.js";
import { paintFor } from "./paint.js";

/**
 * Every issue as `file:line:column pointer: message`, the source line below it.
 *
 * @param {string} name the file's
 * @param {string[]} reports
 * @param {NodeJS.WriteStream} stream
 */
export function writeReports(name, reports, stream) {
  const paint = paintFor(stream);
  for (const report of reports) {
    const [headline, ...excerpt] = report.split("\n");
    const [place] = headline.split(" ", 1);
    stream.write(`${paint.bold(`${name}:${place}`)}${headline.slice(place.length)}\n`);
    for (const line of stream.isTTY ? fitted(excerpt, stream.columns) : excerpt) stream.write(`${paint.dim(line)}\n`);
  }
}

/**
 * The issues of a rejected record.
 *
 * @param {string} name the file's
 * @param {import("./engine.js").Rejected} rejected
 * @param {NodeJS.WriteStream} stream
 */
export function writeRejected(name, { error }, stream) {
  writeReports(name, reportsOf(error), stream);
}

/** @param {string} text becomes a line of standard error */
export function printError(text) {
  process.stderr.write(`backend-message: ${text}\n`);
}

/**
 * Reports a file that cannot be read; the others are still read.
 *
 * @param {unknown} error
 * @returns {number} the exit status
 */
export function reportFailure(error) {
  if (!(error instanceof Failure)) throw error;
  printError(error.message);
  return 2;
}
