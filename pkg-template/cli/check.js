// `check`: reads files and reports every issue of them.

import { Readable } from "node:stream";

import { auditText, reportsOf, sumUp } from "./engine.js";
import { findInputs, totalSize } from "./inputs.js";
import { Failure, Misuse } from "./misuse.js";
import { piecesOf, textOf } from "./open.js";
import { paintFor } from "./paint.js";
import { Progress } from "./progress.js";
import { printError, writeReports } from "./report.js";
import { followed, graded } from "./rules.js";
import { sarif } from "./sarif.js";
import { unreadableIfTooLarge } from "./too-large.js";
import { count, duration, integer, irregularity, size } from "./wording.js";

/** At most so many findings of a file are gathered. */
const MOST_FINDINGS = 10_000;

/**
 * @typedef {import("./engine.js").ReadOptions & {
 *   maxIssues: number, audit?: boolean, rule?: { [code: string]: string }, failOn?: "info" | "warning",
 *   json?: boolean, sarif?: boolean, quiet?: boolean,
 * }} CheckOptions
 *
 * @typedef {object} Checked what was found in a file
 * @property {number} issues how many are reported
 * @property {number} invalid how many records are invalid
 * @property {number} notShown how many of these are left out of the report
 * @property {boolean} isCut whether more issues of a reported record are left out
 * @property {import("./engine.js").Finding[]} findings all of them
 * @property {number} messages
 * @property {number} bytes
 * @property {number} [irregularAt] the first byte between messages that strict reading refuses
 * @property {number} invalidBytes how many of these are of invalid messages
 */

/**
 * @param {string[]} args
 * @param {CheckOptions} options
 * @returns {Promise<number>} the exit status
 */
export async function check(args, options) {
  if (options.json && options.sarif) throw new Misuse("--json and --sarif exclude each other");
  const { inputs, failures } = await findInputs(args);
  const report = options.json ? new JsonReport() : options.sarif ? new SarifReport() : new TextReport(options);
  const progress = new Progress(totalSize(inputs));
  const total = { files: 0, unreadable: 0, invalidFiles: 0, messages: 0, invalid: 0, issues: 0, findings: 0, bytes: 0, invalidBytes: 0 };
  let status = 0;
  const fail = (/** @type {Failure} */ failure) => {
    total.unreadable++;
    status = 2;
    progress.clear();
    printError(failure.message);
  };
  failures.forEach(fail);
  for (const input of inputs) {
    const start = performance.now();
    try {
      const checked = await checkFile(input, options, progress, report);
      progress.clear();
      report.file(input, checked, options, performance.now() - start);
      total.files++;
      total.messages += checked.messages;
      total.invalid += checked.invalid;
      total.issues += checked.issues;
      total.findings += checked.findings.length;
      total.bytes += checked.bytes;
      total.invalidBytes += checked.invalidBytes;
      const isInvalid = checked.invalid > 0 || checked.irregularAt !== undefined;
      if (isInvalid) total.invalidFiles++;
      if (isInvalid || failsOn(checked.findings, options)) status = Math.max(status, 1);
    } catch (error) {
      const failure = unreadableIfTooLarge(input.name, error);
      if (!(failure instanceof Failure)) throw failure;
      fail(failure);
    }
  }
  report.end(total);
  return status;
}

/**
 * @param {import("./inputs.js").Input} input
 * @param {CheckOptions} options
 * @param {Progress} progress
 * @param {TextReport | JsonReport | SarifReport} report gets every issue as it is found
 * @returns {Promise<Checked>}
 */
async function checkFile(input, options, progress, report) {
  const { maxIssues } = options;
  const onRead = (/** @type {number} */ bytes) => progress.advance(bytes, input.name);
  // An audit reads its text twice.
  const audits = options.audit || options.rule !== undefined || options.failOn !== undefined;
  const text = audits ? await textOf(input, onRead) : undefined;
  /** @type {Checked} */
  const checked = { issues: 0, invalid: 0, notShown: 0, isCut: false, findings: [], messages: 0, bytes: 0, invalidBytes: 0 };
  const pieces = text ? Readable.from([text]) : piecesOf(input, onRead);
  const { summary } = await sumUp(pieces, options, (rejected) => {
    const left = maxIssues - checked.issues;
    checked.invalid++;
    if (left === 0) {
      checked.notShown++;
      return 0;
    }
    progress.clear();
    checked.isCut ||= rejected.error.truncated || rejected.issues.length > left;
    report.issues(input, rejected, left);
    checked.issues += Math.min(rejected.issues.length, left);
    return maxIssues - checked.issues;
  });
  checked.messages = summary.messages;
  checked.bytes = summary.bytes;
  checked.invalidBytes = summary.rejectedBytes;
  if (summary.irregularAt !== undefined) checked.irregularAt = summary.irregularAt;
  if (text !== undefined) {
    const { rule = {}, at, malformedUnicode } = options;
    checked.findings = graded(auditText(text, { rules: followed(rule), maxFindings: MOST_FINDINGS, at, malformedUnicode }), rule);
  }
  return checked;
}

/**
 * @param {import("./engine.js").Finding[]} findings
 * @param {CheckOptions} options
 */
function failsOn(findings, { failOn }) {
  return failOn !== undefined && findings.some(({ severity }) => failOn === "info" || severity === "warning");
}

/** @typedef {{ files: number, unreadable: number, invalidFiles: number, messages: number, invalid: number, issues: number, findings: number, bytes: number, invalidBytes: number }} Total */

/** For people. */
class TextReport {
  #paint = paintFor(process.stdout);
  #isQuiet;

  /** @param {CheckOptions} options */
  constructor({ quiet }) {
    this.#isQuiet = quiet === true;
  }

  /**
   * @param {import("./inputs.js").Input} input
   * @param {import("./engine.js").Rejected} rejected
   * @param {number} most
   */
  issues({ name }, { error }, most) {
    writeReports(name, reportsOf(error).slice(0, most), process.stdout);
  }

  /**
   * @param {import("./inputs.js").Input} input
   * @param {Checked} checked
   * @param {CheckOptions} options
   * @param {number} time
   */
  file({ name }, checked, { maxIssues, audit, rule, failOn }, time) {
    const { issues, invalid, findings, messages, bytes, invalidBytes, irregularAt } = checked;
    const paint = this.#paint;
    if (irregularAt !== undefined) process.stdout.write(`${paint.bold(name)}: ${irregularity(irregularAt)}\n`);
    for (const { line, column, pointer, severity, message } of findings.slice(0, maxIssues)) {
      process.stdout.write(`${paint.bold(`${name}:${line}:${column}`)} ${pointer}: ${paint.dim(`${severity}:`)} ${message}\n`);
    }
    const leftOut = leftOutOf(checked, maxIssues);
    if (this.#isQuiet && invalid === 0 && findings.length === 0 && irregularAt === undefined) return;
    const audits = audit || rule || failOn;
    const found = audits ? `, ${count(findings.length, "finding")}` : "";
    const rest = leftOut.length > 0 ? `; --max-issues leaves out ${leftOut.join(" and ")}` : "";
    const verdict =
      invalid === 0
        ? `${irregularAt === undefined ? (messages === 0 ? paint.yellow("empty") : paint.green("valid")) : paint.red("irregular")}${found}, ${count(messages, "message")}, ${size(bytes)}, ${duration(time)}`
        : `${paint.red(count(issues, "issue"))} in ${integer(invalid - checked.notShown)} of ${count(messages + invalid, "message")}${found}, ${size(bytes)} (${size(invalidBytes)} invalid)`;
    process.stdout.write(`${name}: ${verdict}${rest}\n`);
  }

  /** @param {Total} total */
  end({ files, invalidFiles, messages, invalid, bytes }) {
    if (files < 2 || (this.#isQuiet && invalidFiles === 0)) return;
    const paint = this.#paint;
    const verdict = invalidFiles === 0 ? paint.green("valid") : `${paint.red(`${integer(invalidFiles)} invalid`)}, ${count(invalid, "invalid message")} of ${integer(messages + invalid)}`;
    const all = invalidFiles === 0 ? `, ${count(messages, "message")}` : "";
    process.stdout.write(`${paint.bold(`${integer(files)} files`)}: ${verdict}${all}, ${size(bytes)}\n`);
  }
}

/**
 * @param {Checked} checked
 * @param {number} maxIssues
 */
function leftOutOf({ notShown, isCut, findings }, maxIssues) {
  const left = [];
  if (notShown > 0) left.push(`${count(notShown, "more invalid message")}`);
  else if (isCut) left.push("more issues");
  if (findings.length > maxIssues) left.push(`${count(findings.length - maxIssues, "more finding")}`);
  return left;
}

/** A line of JSON for each issue and finding, and a last one with totals. */
class JsonReport {
  #leftOut = { messages: 0, findings: 0, isCut: false };

  /**
   * @param {import("./inputs.js").Input} input
   * @param {import("./engine.js").Rejected} rejected
   * @param {number} most
   */
  issues({ file }, { index, id, issues }, most) {
    for (const issue of issues.slice(0, most)) {
      writeLine({ type: "issue", file, record: index, ...(id !== undefined && { id }), severity: "error", ...issue });
    }
  }

  /**
   * @param {import("./inputs.js").Input} input
   * @param {Checked} checked
   * @param {CheckOptions} options
   */
  file({ file }, { notShown, isCut, findings, irregularAt }, { maxIssues }) {
    if (irregularAt !== undefined) writeLine({ type: "irregularity", file, severity: "error", offset: irregularAt, message: irregularity(irregularAt) });
    for (const finding of findings.slice(0, maxIssues)) writeLine({ type: "finding", file, ...finding });
    this.#leftOut.messages += notShown;
    this.#leftOut.findings += Math.max(findings.length - maxIssues, 0);
    this.#leftOut.isCut ||= isCut;
  }

  /** @param {Total} total */
  end({ files, unreadable, invalidFiles, messages, invalid, issues, findings, bytes, invalidBytes }) {
    const { isCut, ...leftOut } = this.#leftOut;
    writeLine({ type: "total", files, unreadable, invalidFiles, messages, invalid, issues, findings, bytes, invalidBytes, truncated: isCut || leftOut.messages + leftOut.findings > 0, leftOut });
  }
}

/** @param {object} object */
function writeLine(object) {
  process.stdout.write(`${JSON.stringify(object)}\n`);
}

/** One document for code hosts and editors. */
class SarifReport {
  /** @type {object[]} */
  #results = [];

  /**
   * @param {import("./inputs.js").Input} input
   * @param {import("./engine.js").Rejected} rejected
   * @param {number} most
   */
  issues({ file }, { issues }, most) {
    for (const issue of issues.slice(0, most)) this.#results.push(sarif.result(file, { ...issue, severity: "error" }));
  }

  /**
   * @param {import("./inputs.js").Input} input
   * @param {Checked} checked
   * @param {CheckOptions} options
   */
  file({ file }, { findings, irregularAt }, { maxIssues }) {
    if (irregularAt !== undefined) {
      this.#results.push(sarif.result(file, { code: "trailing_data", severity: "error", message: irregularity(irregularAt), pointer: "" }));
    }
    for (const finding of findings.slice(0, maxIssues)) this.#results.push(sarif.result(file, finding));
  }

  /** @param {Total} _total */
  end(_total) {
    process.stdout.write(`${JSON.stringify(sarif.log(this.#results), null, 2)}\n`);
  }
}
