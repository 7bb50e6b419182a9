#!/usr/bin/env node
// The command line: errors become an exit status and a line of text.

import { run } from "../cli/program.js";
import { reason } from "../cli/reason.js";
import { printError } from "../cli/report.js";

process.stdout.on("error", (error) => {
  // A reader that has enough, such as `head`, closes the pipe. That is not a failure.
  if (/** @type {NodeJS.ErrnoException} */ (error).code === "EPIPE") process.exit();
  printError(`the output cannot be written: ${reason(error)}`);
  process.exit(2);
});
// There is nowhere else to report it.
process.stderr.on("error", () => {});
process.on("SIGINT", () => {
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
  process.exit(130);
});
process.on("SIGTERM", () => process.exit(143));
process.on("SIGHUP", () => process.exit(129));

try {
  process.exitCode = await run(process.argv.slice(2));
  // Removes incomplete files, and does not wait for input that is no longer read.
  if (process.exitCode !== 0) process.stdin.destroy();
} catch (error) {
  const { name, message } = /** @type {Error} */ (error);
  printError(`${name}: ${message}; this should not happen, please report it`);
  process.exitCode = 2;
}
