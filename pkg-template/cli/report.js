// What is written about a file.

import { BackendMessageError } from "../error.js";

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
 */
export function writeIssues(name, error, stream) {
  const paint = paintFor(stream);
  for (const report of BackendMessageError.reportsOf(error)) {
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
 * @param {import("../index.js").Finding[]} findings
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
