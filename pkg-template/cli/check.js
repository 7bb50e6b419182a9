// `check`: reads files and tells everything that is wrong with them.

import { BackendMessage } from "../node.js";
import { Misuse } from "./misuse.js";
import { nameOf, parseOptions, printable, readInput } from "./read.js";
import { count, paintFor, writeFindings, writeIssues } from "./report.js";

/**
 * @param {string[]} files
 * @param {Parameters<typeof parseOptions>[0] & { naming?: string, audit?: boolean }} values
 * @returns {Promise<number>} the exit status
 */
export async function check(files, values) {
  if (files.length === 0) throw new Misuse("check takes at least one file");
  if (values.naming !== undefined) throw new Misuse("--naming is for convert");
  const options = parseOptions(values, "strip");
  let status = 0;
  for (const file of files) status = Math.max(status, await checkFile(file, options, values.audit === true));
  return status;
}

/**
 * @param {string} file
 * @param {ReturnType<typeof parseOptions>} options
 * @param {boolean} audits
 */
async function checkFile(file, options, audits) {
  let bytes;
  try {
    bytes = await readInput(file);
  } catch (error) {
    // The other files are still worth checking.
    if (!(error instanceof Misuse)) throw error;
    process.stderr.write(`backend-message: ${printable(error.message)}\n`);
    return 2;
  }
  const paint = paintFor(process.stdout);
  const name = nameOf(file);
  const start = performance.now();
  const result = BackendMessage.safeParseMany(bytes, options);
  const time = `${(performance.now() - start).toFixed(1)} ms`;
  if (!result.ok) writeIssues(name, result.error, process.stdout);
  const findings = audits ? BackendMessage.audit(bytes, { maxFindings: options.maxIssues }) : [];
  writeFindings(name, findings, process.stdout);
  const found = audits ? `, ${count(findings.length, "finding")}` : "";
  const size = count(bytes.length, "byte");
  if (result.ok) {
    process.stdout.write(`${name}: ${paint.green("ok")}${found}, ${count(result.value.length, "message")}, ${size}, ${time}\n`);
    return 0;
  }
  const { issues, truncated } = result.error;
  const more = truncated ? ", and more that --max-issues leaves out" : "";
  process.stdout.write(`${name}: ${paint.red(count(issues.length, "issue"))}${more}${found}, ${size}\n`);
  return 1;
}
