// `summary`: counts what is in files, and prints tables or JSON.

import { sumUp } from "./engine.js";
import { findInputs, totalSize } from "./inputs.js";
import { piecesOf } from "./open.js";
import { paintFor } from "./paint.js";
import { Progress, bar } from "./progress.js";
import { reportFailure, writeRejected } from "./report.js";
import { table } from "./table.js";
import { unreadableIfTooLarge } from "./too-large.js";
import { Total } from "./total.js";
import { count, duration, integer, irregularity, printable, size } from "./wording.js";

/** How many rejected records of a file are shown. */
const SHOWN = 5;
/** How many rows of a table are shown by default. */
const ROWS = 20;
/** Fields that take a smaller part of all bytes share one row. */
const SMALL = 0.0005;
/** Longer names are cut in tables. */
const LONGEST = 48;

/** @typedef {import("./engine.js").Summary} Summary */
/** @typedef {"session" | "model" | "role" | "tool"} By */

/**
 * @param {string[]} args
 * @param {import("./engine.js").ReadOptions & { json?: boolean, by?: By[] }} options
 * @returns {Promise<number>} the exit status
 */
export async function summary(args, options) {
  const { json, by } = options;
  const { inputs, failures } = await findInputs(args);
  const progress = new Progress(totalSize(inputs));
  const total = new Total();
  const start = performance.now();
  /** @type {{ name: string, found: Summary }[]} */
  const files = [];
  let status = 0;
  for (const failure of failures) status = reportFailure(failure);
  for (const input of inputs) {
    let rejected = 0;
    try {
      const pieces = piecesOf(input, (bytes) => progress.advance(bytes, input.name));
      const { summary: found, ids, last } = await sumUp(pieces, options, (record) => {
        progress.clear();
        if (rejected++ < SHOWN) writeRejected(input.name, record, process.stderr);
        return SHOWN;
      });
      progress.clear();
      if (rejected > SHOWN) process.stderr.write(`${input.name}: ${count(rejected - SHOWN, "more invalid message")}\n`);
      if (rejected > 0) status = Math.max(status, 1);
      if (json) process.stdout.write(`${JSON.stringify({ file: input.file, ...found })}\n`);
      total.add(found, ids, last);
      files.push({ name: input.name, found });
    } catch (error) {
      progress.clear();
      status = reportFailure(unreadableIfTooLarge(input.name, error));
    }
  }
  if (files.length === 0) return status;
  if (json) {
    if (files.length > 1) process.stdout.write(`${JSON.stringify({ files: files.length, ...total.summary })}\n`);
    return status;
  }
  const name = files.length === 1 ? files[0].name : count(files.length, "file");
  new Tables(by, options.repeated === "last").write(name, files, total.summary, performance.now() - start);
  return status;
}

const USED = ["input", "output", "cache written", "cache read", "cost, USD"];

class Tables {
  #paint = paintFor(process.stdout);
  #by;
  #onlyLast;

  /**
   * @param {By[] | undefined} by shows only these tables, with all their rows
   * @param {boolean} onlyLast whether of the messages with the same id only the last one was counted
   */
  constructor(by, onlyLast) {
    this.#by = by;
    this.#onlyLast = onlyLast;
  }

  /**
   * @param {string} name
   * @param {{ name: string, found: Summary }[]} files
   * @param {Summary} summary of all of them
   * @param {number} time
   */
  write(name, files, summary, time) {
    const { bytes, messages, rejected, rejectedBytes, replaced, repeatedIds, usage, roles, sessions, models, tools, callbacks, fields } = summary;
    const paint = this.#paint;
    const notCounted = rejected === 0 ? "" : ` (${size(rejectedBytes)} not counted)`;
    const bad = rejected === 0 ? "" : `, ${paint.red(`${integer(rejected)} invalid`)}`;
    process.stdout.write(`${paint.bold(name)}: ${count(messages, "message")}${bad}, ${size(bytes)}${notCounted}, ${duration(time)}\n`);
    if (summary.irregularAt !== undefined) process.stdout.write(`${paint.yellow("irregular")}: ${irregularity(summary.irregularAt)}\n`);
    if (replaced > 0) process.stdout.write(`malformed Unicode was replaced in ${paint.yellow(count(replaced, "message"))}\n`);
    if (repeatedIds > 0) {
      const [have, are] = repeatedIds === 1 ? ["has", "is"] : ["have", "are"];
      const what = this.#onlyLast
        ? `${have} the id of a later one, and ${are} not counted`
        : `${have} the id of an earlier one, and ${are} counted again`;
      process.stdout.write(`${paint.yellow(count(repeatedIds, "message"))} ${what}\n`);
    }

    const all = ["total", messages, ...used(usage)];
    if (this.#by === undefined && files.length > 1) {
      const rows = byCost(files.map(({ name, found }) => ({ name, ...found })));
      this.#table(["file", "messages", ...USED], rows.map((row) => [shortened(row.name), row.messages, ...used(row.usage)]), all);
    }
    if (this.#wants("role")) this.#table(["role", "messages"], by(roles, "messages").map((row) => [named(row.role), row.messages]));
    if (this.#wants("model")) {
      this.#table(["model", "messages", ...USED], byCost(models).map((row) => [named(row.model), row.messages, ...used(row.usage)]), all);
    }
    if (this.#wants("session")) {
      this.#table(["session", "messages", ...USED], byCost(sessions).map((row) => [named(row.sessionId), row.messages, ...used(row.usage)]), all);
    }
    if (this.#wants("tool")) {
      const rows = by(tools, "calls").map((row) => [named(row.name), row.calls, row.failed, row.unfinished]);
      this.#table(["tool", "calls", "failed", "unfinished"], rows, [
        "total", ...["calls", "failed", "unfinished"].map((column) => tools.reduce((sum, row) => sum + row[/** @type {"calls"} */ (column)], 0)),
      ]);
    }
    if (this.#by !== undefined) return;
    this.#table(["callback", "results", "failed"], by(callbacks, "results").map((row) => [row.callbackType, row.results, row.failed]));
    this.#fields(by(fields, "bytes"), bytes);
  }

  /** @param {By} table */
  #wants(table) {
    return this.#by === undefined || this.#by.includes(table);
  }

  /**
   * Very small fields share one row.
   *
   * @param {Summary["fields"]} fields
   * @param {number} all
   */
  #fields(fields, all) {
    const row = (/** @type {string} */ path, /** @type {number} */ values, /** @type {number} */ bytes) => [
      path, values, bytes, `${((100 * bytes) / all).toFixed(1)} %`, bar(bytes / all, 20),
    ];
    const large = fields.filter(({ bytes }) => bytes / all >= SMALL);
    const small = fields.slice(large.length);
    const sum = (/** @type {"values" | "bytes"} */ column) => small.reduce((sum, field) => sum + field[column], 0);
    const rows = large.map(({ path, values, bytes }) => row(path, values, bytes));
    if (small.length === 1) rows.push(row(small[0].path, small[0].values, small[0].bytes));
    if (small.length > 1) rows.push(row(`${small.length} smaller fields`, sum("values"), sum("bytes")));
    this.#table(["field", "values", "bytes", "of all", ""], rows, undefined, Infinity);
  }

  /**
   * @param {string[]} headings
   * @param {(string | number)[][]} rows
   * @param {(string | number)[]} [total]
   * @param {number} [most] how many rows are shown
   */
  #table(headings, rows, total, most = this.#by === undefined ? ROWS : Infinity) {
    if (rows.length === 0) return;
    const kept = rows.length > most + 1 ? rows.slice(0, most) : rows;
    const [heading, ...lines] = table(headings, total === undefined || rows.length < 2 ? kept : [...kept, total]);
    const more = `… and ${integer(rows.length - most)} more${this.#hint(headings[0])}`;
    if (kept.length < rows.length) lines.splice(most, 0, this.#paint.dim(more));
    process.stdout.write(`\n${this.#paint.dim(heading)}\n${lines.join("\n")}\n`);
  }

  /** @param {string} heading */
  #hint(heading) {
    return ["role", "model", "session", "tool"].includes(heading) ? ` (--by ${heading})` : "";
  }
}

/** @param {import("../insight/summary-type.js").Usage} usage */
function used({ inputTokens, outputTokens, cacheCreationTokens, cacheReadTokens, cost }) {
  const dollars = cost.toLocaleString("en", { minimumFractionDigits: 4, maximumFractionDigits: 4 });
  return [inputTokens, outputTokens, cacheCreationTokens, cacheReadTokens, dollars];
}

/**
 * The largest first.
 *
 * @template {{ [name: string]: any }} T
 * @param {T[]} rows
 * @param {keyof T} column
 */
function by(rows, column) {
  return [...rows].sort((one, other) => other[column] - one[column]);
}

/**
 * The most expensive first, then those with the most output, then those with the most messages.
 *
 * @template {{ messages: number, usage: import("../insight/summary-type.js").Usage }} T
 * @param {T[]} rows
 */
function byCost(rows) {
  return [...rows].sort(
    (one, other) =>
      other.usage.cost - one.usage.cost || other.usage.outputTokens - one.usage.outputTokens || other.messages - one.messages,
  );
}

/** @param {string | undefined} name */
function named(name) {
  if (name === undefined) return "(none)";
  if (name === "") return '""';
  const shown = printable(name);
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST - 1)}…` : shown;
}

/**
 * A path that is cut keeps its end, which says most.
 *
 * @param {string} path
 */
function shortened(path) {
  return path.length > LONGEST ? `…${path.slice(1 - LONGEST)}` : path;
}
