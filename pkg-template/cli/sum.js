// Reading files of any size, for the commands that count and report.

import { statSync } from "node:fs";

import { records } from "../pure/generated/model.js";
import { Summarizer } from "../insight/summarizer.js";
import { nameOf, readPieces } from "./read.js";
import { progressOn } from "./progress.js";

/**
 * Sums up a file, with a line of progress if it is long.
 *
 * @param {string} file
 * @param {{ flags: number, maxIssues: number }} options
 * @param {Iterable<Uint8Array> | undefined} pieces its text, if that was read before
 * @param {(rejected: import("../pure/outcome.js").Rejected) => boolean} onRejected is told of each record that does not hold; says
 *   whether to go on
 */
export async function sumUp(file, options, pieces, onRejected) {
  const [message] = records;
  const progress = progressOn(process.stderr, nameOf(file), sizeOf(file));
  let goesOn = true;
  const summarizer = new Summarizer(message, { ...options, salvages: true }, (rejected) => {
    progress.clear();
    goesOn &&= onRejected(rejected);
  });
  try {
    for await (const piece of pieces ?? readPieces(file)) {
      summarizer.push(piece);
      progress.tell({ bytes: summarizer.bytes, ...summarizer.counts });
      if (!goesOn) break;
    }
    const summary = summarizer.summary();
    return { summary, bytes: summarizer.bytes, messages: summary.messages };
  } finally {
    progress.clear();
  }
}

/**
 * How long a file is, if it is one.
 *
 * @param {string} file
 */
function sizeOf(file) {
  const stats = file === "-" ? undefined : statSync(file, { throwIfNoEntry: false });
  return stats?.isFile() ? stats.size : undefined;
}
