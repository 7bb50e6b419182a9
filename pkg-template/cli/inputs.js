// Finds the files that a command reads.

import { readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";

// @ts-ignore it has no types
import picomatch from "picomatch";

import { Failure, Misuse } from "./misuse.js";
import { reason } from "./reason.js";
import { printable } from "./wording.js";

/** Which files of a directory are histories. */
const ENDING = /\.(json|jsonl|ndjson)(\.gz|\.zst)?$/i;

/**
 * @typedef {object} Input
 * @property {string} path `-` is standard input
 * @property {string} name for messages to people: control characters are escaped
 * @property {string} file the same for programs: as it is
 * @property {number | undefined} size in bytes, if that is known
 * @property {Date | undefined} modified
 */

/** @type {Input} */
const STANDARD_INPUT = { path: "-", name: "(standard input)", file: "-", size: undefined, modified: undefined };

/**
 * The files that arguments name: files, directories with all that is in them, patterns, and `-`.
 *
 * @param {string[]} args none: standard input, unless that is a terminal
 * @returns {Promise<{ inputs: Input[], failures: Failure[] }>}
 */
export async function findInputs(args) {
  if (args.length === 0) {
    if (process.stdin.isTTY) throw new Misuse("no files given, and standard input is a terminal");
    return { inputs: [STANDARD_INPUT], failures: [] };
  }
  const inputs = new Map();
  /** @type {Failure[]} */
  const failures = [];
  for (const arg of args) {
    try {
      for (const input of await find(arg, failures)) {
        const key = input.path === "-" ? "-" : await realpath(input.path);
        // A file that is named twice is read once.
        if (!inputs.has(key)) inputs.set(key, input);
      }
    } catch (error) {
      failures.push(error instanceof Failure ? error : unreadable(arg, error));
    }
  }
  return { inputs: [...inputs.values()], failures };
}

/**
 * The size of all files in bytes, unless that of one is unknown.
 *
 * @param {Input[]} inputs
 */
export function totalSize(inputs) {
  let total = 0;
  for (const { size } of inputs) {
    if (size === undefined) return undefined;
    total += size;
  }
  return total;
}

/**
 * @param {string} path
 * @param {unknown} error
 */
function unreadable(path, error) {
  return new Failure(`${path === "" ? '""' : printable(path)} cannot be read: ${reason(error, path)}`);
}

/**
 * @param {string} arg
 * @param {Failure[]} failures gets one for everything in a directory that cannot be read
 * @returns {Promise<Input[]>}
 */
async function find(arg, failures) {
  if (arg === "-") return [STANDARD_INPUT];
  const stats = await stat(arg).catch((error) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (stats?.isDirectory()) {
    const before = failures.length;
    const found = await walk(arg, Infinity, (_, name) => ENDING.test(name), failures);
    if (found.length === 0 && failures.length === before) throw new Failure(`${printable(arg)} contains no file that ends in .json, .jsonl or .ndjson, with or without .gz or .zst`);
    return found;
  }
  if (stats !== undefined) return [inputOf(arg, stats)];
  const { base, glob, isGlob } = picomatch.scan(arg, { scanToEnd: true });
  if (!isGlob) throw unreadable(arg, { code: "ENOENT" });
  const matches = picomatch(glob);
  // Braces and parentheses may contain slashes.
  const depth = /\*\*|[{(]/.test(glob) ? Infinity : glob.split("/").length;
  const before = failures.length;
  const found = await walk(base || ".", depth, (path) => matches(path), failures);
  if (failures.length === before && found.length === 0) throw new Failure(`no file matches ${printable(arg)}`);
  return base ? found : found.map((input) => ({ ...input, name: input.name.replace(/^\.\//, "") }));
}

/**
 * The files in a directory and below it, in the order of their names. Names that begin with a dot are left out. Links to
 * directories are not followed, so there are no loops. Whatever cannot be read is a failure, and the walk goes on.
 *
 * @param {string} directory
 * @param {number} depth
 * @param {(path: string, name: string) => boolean} isWanted gets the path within the directory
 * @param {Failure[]} failures
 */
async function walk(directory, depth, isWanted, failures) {
  /** @type {Input[]} */
  const found = [];
  /** @type {(within: string, left: number) => Promise<void>} */
  const enter = async (within, left) => {
    const entries = await readdir(join(directory, within), { withFileTypes: true });
    entries.sort((one, other) => (one.name < other.name ? -1 : 1));
    for (const entry of entries) {
      if (entry.name.startsWith(".")) continue;
      const inside = within === "" ? entry.name : `${within}/${entry.name}`;
      const path = join(directory, inside);
      try {
        if (entry.isDirectory()) {
          if (left > 1) await enter(inside, left - 1);
        } else if (isWanted(inside, entry.name)) {
          const stats = await stat(path);
          if (!stats.isDirectory()) found.push(inputOf(path, stats));
        }
      } catch (error) {
        failures.push(unreadable(path, error));
      }
    }
  };
  await enter("", depth);
  return found;
}

/**
 * @param {string} path
 * @param {import("node:fs").Stats} stats
 * @returns {Input}
 */
function inputOf(path, stats) {
  const isFile = stats.isFile();
  return { path, name: printable(path), file: path, size: isFile ? stats.size : undefined, modified: isFile ? new Date(Math.floor(stats.mtimeMs)) : undefined };
}
