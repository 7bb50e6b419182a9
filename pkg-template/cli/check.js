// `check`: reads files and tells everything that is wrong with them.

import { readOptions } from "../core/options.js";
import { audit } from "../insight/audit.js";
import { Misuse } from "./misuse.js";
import { nameOf, parseOptions, readInput } from "./read.js";
import { count, paintFor, tellUnreadable, writeFindings, writeIssues } from "./report.js";
import { sumUp } from "./sum.js";

/**
 * @param {string[]} files
 * @param {Parameters<typeof parseOptions>[0] & { naming?: string, audit?: boolean, json?: boolean }} values
 * @returns {Promise<number>} the exit status
 */
export async function check(files, values) {
  if (files.length === 0) throw new Misuse("check takes at least one file");
  if (values.naming !== undefined) throw new Misuse("--naming is for convert");
  if (values.json !== undefined) throw new Misuse("--json is for summary");
  const options = readOptions(parseOptions(values, "strip"));
  let status = 0;
  for (const file of files) status = Math.max(status, await checkFile(file, options, values.audit === true));
  return status;
}

/**
 * @param {string} file
 * @param {ReturnType<typeof readOptions>} options
 * @param {boolean} audits
 */
async function checkFile(file, options, audits) {
  const paint = paintFor(process.stdout);
  const name = nameOf(file);
  const start = performance.now();
  let issues = 0;
  let isTruncated = false;
  let read;
  let text;
  try {
    // An audit looks back.
    text = audits ? await readInput(file) : undefined;
    read = await sumUp(file, options, text && [text], ({ error }) => {
      const left = options.maxIssues - issues;
      isTruncated ||= error.truncated || error.issues.length > left;
      writeIssues(name, error, process.stdout, left);
      issues += Math.min(error.issues.length, left);
      return !isTruncated;
    });
  } catch (error) {
    return tellUnreadable(error);
  }
  const time = `${(performance.now() - start).toFixed(1)} ms`;
  const findings = text === undefined ? [] : audit(text, { maxFindings: options.maxIssues });
  writeFindings(name, findings, process.stdout);
  const found = audits ? `, ${count(findings.length, "finding")}` : "";
  const size = count(read.bytes, "byte");
  if (issues === 0) {
    process.stdout.write(`${name}: ${paint.green("ok")}${found}, ${count(read.messages, "message")}, ${size}, ${time}\n`);
    return 0;
  }
  const more = isTruncated ? ", and more that --max-issues leaves out" : "";
  const unread = `, ${count(read.rejectedBytes, "byte")} of them not read`;
  process.stdout.write(`${name}: ${paint.red(count(issues, "issue"))}${more}${found}, ${size}${unread}\n`);
  return 1;
}
