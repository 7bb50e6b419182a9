// `summary`: counts what files hold, and shows it as tables or as JSON.

import { readOptions } from "../core/options.js";
import { Misuse } from "./misuse.js";
import { bar } from "./progress.js";
import { nameOf, parseOptions, printable } from "./read.js";
import { count, paintFor, tellUnreadable, writeIssues } from "./report.js";
import { sumUp } from "./sum.js";
import { table } from "./table.js";

/** How many rejected records are shown. */
const SHOWN = 5;
/** How many rows of a table are. */
const ROWS = 40;

/**
 * @param {string[]} files
 * @param {Parameters<typeof parseOptions>[0] & { naming?: string, audit?: boolean, json?: boolean }} values
 * @returns {Promise<number>} the exit status
 */
export async function summary(files, values) {
  if (files.length === 0) throw new Misuse("summary takes at least one file");
  if (values.naming !== undefined) throw new Misuse("--naming is for convert");
  if (values.audit !== undefined) throw new Misuse("--audit is for check");
  const options = readOptions(parseOptions(values, "strip"));
  let status = 0;
  for (const file of files) status = Math.max(status, await sumUpFile(file, options, values.json === true));
  return status;
}

/**
 * @param {string} file
 * @param {ReturnType<typeof readOptions>} options
 * @param {boolean} asJson
 */
async function sumUpFile(file, options, asJson) {
  const name = nameOf(file);
  const start = performance.now();
  let shown = 0;
  let found;
  try {
    ({ summary: found } = await sumUp(file, options, undefined, ({ error }) => {
      if (shown++ < SHOWN) writeIssues(name, error, process.stderr);
      return true;
    }));
  } catch (error) {
    return tellUnreadable(error);
  }
  if (shown > SHOWN) process.stderr.write(`${name}: ${count(shown - SHOWN, "more record")} rejected\n`);
  if (asJson) {
    process.stdout.write(`${JSON.stringify({ file, ...found })}\n`);
  } else {
    const time = `${(performance.now() - start).toFixed(1)} ms`;
    writeTables(name, time, /** @type {import("../insight/summary-type.js").Summary} */ (found));
  }
  return shown === 0 ? 0 : 1;
}

const USED = ["input", "output", "cache written", "cache read", "cost, USD"];

/**
 * @param {string} name
 * @param {string} time
 * @param {import("../insight/summary-type.js").Summary} summary
 */
function writeTables(name, time, { rejectedBytes, ...summary }) {
  const { bytes, messages, rejected, usage, roles, sessions, models, tools, callbacks, fields } = summary;
  const paint = paintFor(process.stdout);
  const bad = rejected === 0 ? "" : `, ${paint.red(`${rejected.toLocaleString("en")} rejected (${count(rejectedBytes, "byte")} not read)`)}`;
  process.stdout.write(`${paint.bold(name)}: ${count(messages, "message")}${bad}, ${count(bytes, "byte")}, ${time}\n`);

  /** @type {(headings: string[], rows: (string | number)[][], total?: (string | number)[]) => void} */
  const write = (headings, rows, total) => {
    if (rows.length === 0) return;
    const kept = rows.length > ROWS + 1 ? rows.slice(0, ROWS) : rows;
    const [heading, ...lines] = table(headings, total === undefined || rows.length < 2 ? kept : [...kept, total]);
    if (kept.length < rows.length) lines.splice(ROWS, 0, paint.faint(`… and ${(rows.length - ROWS).toLocaleString("en")} more`));
    process.stdout.write(`\n${paint.faint(heading)}\n${lines.join("\n")}\n`);
  };
  write(["role", "messages"], roles.map((row) => [named(row.role), row.messages]));
  const all = ["total", messages, ...used(usage)];
  write(["model", "messages", ...USED], models.map((row) => [named(row.model), row.messages, ...used(row.usage)]), all);
  write(["session", "messages", ...USED], sessions.map((row) => [named(row.sessionId), row.messages, ...used(row.usage)]), all);
  write(["tool", "calls", "failed", "unfinished"], tools.map((row) => [named(row.name), row.calls, row.failed, row.unfinished]));
  write(["callback", "results", "failed"], callbacks.map((row) => [row.callbackType, row.results, row.failed]));
  const rows = fields.map((row) => [row.path, row.values, row.bytes, `${((100 * row.bytes) / bytes).toFixed(1)} %`, bar(row.bytes / bytes, 20)]);
  write(["field", "values", "bytes", "of all", ""], rows);
}

/** @param {import("../insight/summary-type.js").Usage} usage */
function used({ inputTokens, outputTokens, cacheCreationTokens, cacheReadTokens, cost }) {
  const dollars = cost.toLocaleString("en", { minimumFractionDigits: 4, maximumFractionDigits: 4 });
  return [inputTokens, outputTokens, cacheCreationTokens, cacheReadTokens, dollars];
}

/** How long a name may be in a table. */
const LONGEST = 48;

/** @param {string | undefined} name */
function named(name) {
  if (name === undefined) return "(none)";
  if (name === "") return '""';
  const shown = printable(name);
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST - 1)}…` : shown;
}
