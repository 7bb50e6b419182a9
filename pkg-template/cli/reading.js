// The loop over files of the commands that write records.

import { realpathSync, statSync } from "node:fs";
import { resolve } from "node:path";

import { readRecords } from "./engine.js";
import { Failure, Misuse } from "./misuse.js";
import { piecesOf } from "./open.js";
import { Output } from "./output.js";
import { reportFailure, writeRejected } from "./report.js";
import { unreadableIfTooLarge, unwritableIfTooLarge } from "./too-large.js";
import { count } from "./wording.js";

/** How many invalid messages of a file are shown. */
const SHOWN = 5;

/**
 * @typedef {import("./engine.js").ReadOptions & { salvage?: boolean, output?: string, rejected?: string }} ReadingOptions
 * @typedef {import("./inputs.js").Input} Input
 * @typedef {import("./engine.js").Rejected} Rejected
 */

/**
 * Refuses a file of rejected records that would replace another file of the command.
 *
 * @param {ReadingOptions} options
 * @param {Input[]} inputs
 */
export function checkOutputs({ salvage, output = "-", rejected }, inputs) {
  if (rejected === undefined) return;
  if (!salvage) throw new Misuse("--rejected needs --salvage");
  const place = placeOf(rejected);
  // To a device both may write.
  if (place === undefined) return;
  if (place === placeOf(output)) throw new Misuse(place === "-" ? "--rejected - needs -o" : "-o and --rejected name the same file");
  if (inputs.some(({ path }) => path !== "-" && place === placeOf(path))) throw new Misuse("--rejected names an input");
}

/**
 * Where a path leads; nothing if it is a device, or the like.
 *
 * @param {string} path
 */
function placeOf(path) {
  if (path === "-") return path;
  try {
    return statSync(path).isFile() ? realpathSync(path) : undefined;
  } catch {
    // Writing it will fail, and say why.
    return resolve(path);
  }
}

/**
 * Reads files one after another, and reports what is invalid.
 *
 * @param {Input[]} inputs
 * @param {ReadingOptions} options
 * @param {import("./progress.js").Progress} progress
 * @param {(records: import("./engine.js").Kept[], input: Input) => Promise<void>} take
 * @param {(byte: number) => void} [begin] gets the first byte of each text, after white space
 * @returns {Promise<number>} the exit status; unless it is 0, or invalid messages are left out, the reading ended early
 */
export async function readAll(inputs, options, progress, take, begin = () => {}) {
  const rejects = new Rejects(options.rejected);
  let status = 0;
  for (const input of inputs) {
    let rejected = 0;
    let replaced = 0;
    const pieces = watched(piecesOf(input, (bytes) => progress.advance(bytes, input.name)), begin);
    try {
      for await (const batch of readRecords(pieces, options, options.salvage === true)) {
        /** @type {import("./engine.js").Kept[]} */
        const kept = [];
        for (const record of batch) {
          if (record.ok) {
            kept.push(record);
            if (record.replaced !== undefined) replaced++;
            continue;
          }
          progress.clear();
          if (rejected++ < SHOWN) writeRejected(input.name, record, process.stderr);
          await rejects.write(input, record);
        }
        if (kept.length === 0) continue;
        await take(kept, input).catch((error) => {
          throw unwritableIfTooLarge(input.name, error);
        });
      }
    } catch (error) {
      progress.clear();
      // A failure to write ends the command; after a failure to read, other files may still be read.
      const failure = unreadableIfTooLarge(input.name, error);
      if (failure === error && !(error instanceof Unreadable)) throw error;
      status = reportFailure(failure);
      if (!options.salvage) return status;
    }
    progress.clear();
    if (rejected > SHOWN) process.stderr.write(`${input.name}: ${count(rejected - SHOWN, "more invalid message")}\n`);
    if (replaced > 0) process.stderr.write(`${input.name}: malformed Unicode was replaced in ${count(replaced, "message")}\n`);
    if (rejected > 0) status = Math.max(status, 1);
    if (rejected > 0 && !options.salvage) return status;
  }
  await rejects.finish();
  return status;
}

class Unreadable extends Failure {}

/** A byte order mark and white space. */
const SKIPPED = [0xef, 0xbb, 0xbf, 0x20, 0x09, 0x0a, 0x0d];

/**
 * The same pieces. A failure to read them is an `Unreadable`.
 *
 * @param {AsyncIterable<Uint8Array>} pieces
 * @param {(byte: number) => void} begin
 */
async function* watched(pieces, begin) {
  let hasBegun = false;
  try {
    for await (const piece of pieces) {
      /** @type {number | undefined} */
      const first = hasBegun ? undefined : piece.find((byte) => !SKIPPED.includes(byte));
      if (first !== undefined) begin(first);
      hasBegun ||= first !== undefined;
      yield piece;
    }
  } catch (error) {
    throw error instanceof Failure ? new Unreadable(error.message) : error;
  }
}

/** The file of rejected records. */
class Rejects {
  #output;

  /** @param {string | undefined} path */
  constructor(path) {
    this.#output = path === undefined ? undefined : new Output(path);
  }

  /**
   * @param {Input} input
   * @param {Rejected} record
   */
  async write({ file }, { index, id, offset, bytes, issues, source }) {
    await this.#output?.write(`${JSON.stringify({ file, index, id, offset, bytes, issues, source })}\n`);
  }

  async finish() {
    await this.#output?.finish();
  }
}
