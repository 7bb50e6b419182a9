// `convert`: writes a file's messages with keys in another naming.

import { BackendMessage } from "../core/codecs.js";
import { Misuse } from "./misuse.js";
import { choice, nameOf, parseOptions, readInput } from "./read.js";
import { writeIssues } from "./report.js";

/**
 * @param {string[]} files
 * @param {Parameters<typeof parseOptions>[0] & { naming?: string, audit?: boolean, json?: boolean }} values
 * @returns {Promise<number>} the exit status
 */
export async function convert(files, values) {
  if (files.length !== 1) throw new Misuse("convert takes one file");
  if (values.audit) throw new Misuse("--audit is for check");
  if (values.json) throw new Misuse("--json is for summary");
  if (values.naming === undefined) throw new Misuse("convert needs --naming wire, camel or snake");
  const naming = choice("naming", values.naming, ["wire", "camel", "snake"]);
  const options = parseOptions(values, "keep");

  const [file] = files;
  const bytes = await readInput(file);
  const result = BackendMessage.safeParseMany(bytes, options);
  if (!result.ok) {
    writeIssues(nameOf(file), result.error, process.stderr);
    return 1;
  }
  // An array stays an array; messages one after another get a line each.
  if (isArray(bytes)) {
    process.stdout.write(BackendMessage.stringify(result.value, { naming }) + "\n");
  } else {
    for (const message of result.value) process.stdout.write(BackendMessage.stringify(message, { naming }) + "\n");
  }
  return 0;
}

/**
 * Whether a JSON text begins with a bracket, after white space and a byte order mark.
 *
 * @param {Uint8Array} bytes
 */
function isArray(bytes) {
  const skipped = [0xef, 0xbb, 0xbf, 0x20, 0x09, 0x0a, 0x0d];
  return bytes.find((byte) => !skipped.includes(byte)) === 0x5b;
}
