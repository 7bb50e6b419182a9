// Files, standard input and options, as the commands take them.

import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";

import { Misuse, Unreadable } from "./misuse.js";

/**
 * The bytes of a file; `-` is standard input.
 *
 * @param {string} file
 * @returns {Promise<Uint8Array>}
 */
export async function readInput(file) {
  try {
    if (file !== "-") return await readFile(file);
    const chunks = [];
    for await (const chunk of process.stdin) chunks.push(chunk);
    return Buffer.concat(chunks);
  } catch (error) {
    throw unreadable(file, error);
  }
}

/**
 * The same bytes, piece by piece.
 *
 * @param {string} file
 */
export async function* readPieces(file) {
  try {
    yield* file === "-" ? process.stdin : createReadStream(file);
  } catch (error) {
    throw unreadable(file, error);
  }
}

/**
 * @param {string} file
 * @param {unknown} error
 */
function unreadable(file, error) {
  return new Unreadable(`${nameOf(file)} cannot be read: ${reason(/** @type {NodeJS.ErrnoException} */ (error))}`);
}

/**
 * What a file is called in messages.
 *
 * @param {string} file
 */
export function nameOf(file) {
  return file === "-" ? "(standard input)" : printable(file);
}

/**
 * A text with what a terminal would obey, and not show, as escapes.
 *
 * @param {string} text
 */
export function printable(text) {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = /** @type {number} */ (character.codePointAt(0));
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`;
  });
}

/** @param {NodeJS.ErrnoException} error */
function reason(error) {
  switch (error.code) {
    case "ENOENT":
      return "it does not exist";
    case "EISDIR":
      return "it is a directory";
    case "EACCES":
      return "permission denied";
    default:
      return error.message;
  }
}

/**
 * The options of reading.
 *
 * @param {{ "unknown-keys"?: string, "max-issues"?: string }} values
 * @param {"strip" | "keep"} unknownKeys unless said otherwise
 */
export function parseOptions(values, unknownKeys) {
  return {
    unknownKeys: choice("unknown-keys", values["unknown-keys"] ?? unknownKeys, ["strip", "keep", "reject"]),
    maxIssues: limit(values["max-issues"] ?? "100"),
  };
}

/**
 * @param {string} option
 * @param {string} value
 * @param {string[]} choices
 */
export function choice(option, value, choices) {
  if (choices.includes(value)) return value;
  throw new Misuse(`--${option} is one of ${choices.join(", ")}, not ${JSON.stringify(value)}`);
}

/** @param {string} value */
function limit(value) {
  const number = Number(value);
  if (/^\d+$/.test(value) && number > 0) return number;
  throw new Misuse(`--max-issues is a positive integer, not ${JSON.stringify(value)}`);
}
