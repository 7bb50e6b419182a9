#!/usr/bin/env node
// The command line: finds the command, and turns what goes wrong into exit codes.

import { parseArgs } from "node:util";

import { check } from "../cli/check.js";
import { convert } from "../cli/convert.js";
import { Misuse } from "../cli/misuse.js";
import { printable } from "../cli/read.js";
import { summary } from "../cli/summary.js";
import { version } from "../cli/version.js";

// Brings the wasm. What two entries import the usual way is bundled into a file of its own: this one would be one more to load
// for all who import the package.
await Promise.all([import("./node.js"), import("./insight-node.js")]);

const HELP = `\
Usage: backend-message COMMAND [OPTION…] FILE…

  check FILE…                                reads files and tells everything that is wrong with them
  summary FILE…                              counts what files hold: messages, tokens, cost, tools, bytes by field
  convert --naming wire|camel|snake FILE     writes a file's messages with keys in another naming; the values of
                                             keys that are no field are written anew, as JSON.parse reads them

A file holds one message, an array of them, or one after another (NDJSON); - is standard input. Files of any size are
checked and summed up.

  --unknown-keys strip|keep|reject    keys that are no field; check: strip, convert: keep
  --max-issues N                      how many issues of a file, and how many findings, are told at most; 100
  --audit                             check: tells what holds and is still suspicious, too; that changes no exit status
  --json                              summary: a line of JSON for each file, instead of tables
  -h, --help                          shows this
  -V, --version                       shows the version

Exit status: 0 if all messages hold, 1 if one does not, 2 if the command could not be carried out.
`;

const COMMANDS = new Map([
  ["check", check],
  ["summary", summary],
  ["convert", convert],
]);

const OPTIONS = /** @type {const} */ ({
  naming: { type: "string" },
  "unknown-keys": { type: "string" },
  "max-issues": { type: "string" },
  audit: { type: "boolean" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "V" },
});

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit status
 */
async function main(args) {
  const { values, positionals } = parse(args);
  if (values.help) return tell(HELP);
  if (values.version) return tell(`${version()}\n`);
  const [name, ...files] = positionals;
  if (name === undefined) throw new Misuse("a command is missing");
  const command = COMMANDS.get(name);
  if (command === undefined) throw new Misuse(`no command is named ${JSON.stringify(name)}`);
  return command(files, values);
}

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new Misuse(/** @type {Error} */ (error).message);
  }
}

/** @param {string} text */
function tell(text) {
  process.stdout.write(text);
  return 0;
}

process.stdout.on("error", (error) => {
  // A reader that has seen enough, such as `head`, closes the pipe; that is no failure.
  if (/** @type {NodeJS.ErrnoException} */ (error).code === "EPIPE") process.exit();
  process.stderr.write(`backend-message: the output cannot be written: ${error.message}\n`);
  process.exit(2);
});
// There is no other place to tell it.
process.stderr.on("error", () => {});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Misuse)) throw error;
  // It may quote what was typed.
  process.stderr.write(`backend-message: ${printable(error.message)}\n${error.hint}`);
  process.exitCode = 2;
}
