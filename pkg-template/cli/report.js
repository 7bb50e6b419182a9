// What is written about a file.

import { BackendMessageError } from "../pure/error.js";
import { Misuse } from "./misuse.js";
import { printable } from "./read.js";

/**
 * Colours, where they are wanted.
 *
 * @param {NodeJS.WriteStream} stream
 */
export function paintFor(stream) {
  const paints = stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== "dumb";
  /** @param {number} code */
  const paint = (code) => (/** @type {string} */ text) => (paints ? `\x1b[${code}m${text}\x1b[0m` : text);
  return { bold: paint(1), faint: paint(2), red: paint(31), green: paint(32) };
}

/**
 * Every issue as `file:line:column pointer: message`, the source line below it.
 *
 * @param {string} name the file's
 * @param {BackendMessageError} error
 * @param {NodeJS.WriteStream} stream
 * @param {number} [most] how many at most
 */
export function writeIssues(name, error, stream, most = Infinity) {
  const paint = paintFor(stream);
  for (const report of BackendMessageError.reportsOf(error).slice(0, most)) {
    const [headline, ...excerpt] = report.split("\n");
    const [place] = headline.split(" ", 1);
    stream.write(`${paint.bold(`${name}:${place}`)}${headline.slice(place.length)}\n`);
    for (const line of excerpt) stream.write(`${paint.faint(line)}\n`);
  }
}

/**
 * Every finding of an audit as `file:line:column pointer: severity: message`.
 *
 * @param {string} name the file's
 * @param {import("../insight/generated/finding.js").Finding[]} findings
 * @param {NodeJS.WriteStream} stream
 */
export function writeFindings(name, findings, stream) {
  const paint = paintFor(stream);
  for (const { line, column, pointer, severity, message } of findings) {
    stream.write(`${paint.bold(`${name}:${line}:${column}`)} ${pointer}: ${paint.faint(`${severity}:`)} ${message}\n`);
  }
}

/**
 * @param {number} number
 * @param {string} what in the singular
 */
export function count(number, what) {
  return `${number.toLocaleString("en")} ${what}${number === 1 ? "" : "s"}`;
}

/**
 * Tells of a file that cannot be read: the others are still worth reading.
 *
 * @param {unknown} error
 * @returns {number} the exit status
 */
export function tellUnreadable(error) {
  if (!(error instanceof Misuse)) throw error;
  process.stderr.write(`backend-message: ${printable(error.message)}\n`);
  return 2;
}
