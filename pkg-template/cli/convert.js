// `convert`: writes messages with another naming of keys, as an array or as NDJSON.

import { write } from "./engine.js";
import { findInputs, totalSize } from "./inputs.js";
import { Misuse } from "./misuse.js";
import { Output } from "./output.js";
import { Progress } from "./progress.js";
import { checkOutputs, readAll } from "./reading.js";
import { reportFailure } from "./report.js";

const BRACKET = 0x5b;

/**
 * @param {string[]} args
 * @param {import("./reading.js").ReadingOptions & {
 *   naming: "wire" | "camel" | "snake", to?: "array" | "ndjson", pretty?: boolean, output?: string,
 * }} options
 * @returns {Promise<number>} the exit status
 */
export async function convert(args, options) {
  const { naming, pretty } = options;
  if (pretty && options.to === "ndjson") throw new Misuse("--pretty cannot write NDJSON, where a message is one line");
  const { inputs, failures } = await findInputs(args);
  checkOutputs(options, inputs);
  let status = 0;
  for (const failure of failures) status = reportFailure(failure);
  if (inputs.length === 0 || (status > 0 && !options.salvage)) return status;

  const output = new Output(options.output);
  const progress = new Progress(totalSize(inputs));
  // By default, an array stays an array.
  let to = options.to ?? (pretty ? "array" : undefined);
  /** @type {Lines | List | undefined} */
  let records;
  const begun = () => (records ??= to === "array" ? new List(output, pretty === true) : new Lines(output));
  const read = await readAll(
    inputs,
    options,
    progress,
    async (kept) => {
      const records = begun();
      for (const { value } of kept) {
        const written = records.write(value, naming);
        if (written !== undefined) await written;
      }
    },
    (byte) => {
      to ??= byte === BRACKET ? "array" : "ndjson";
    },
  );
  status = Math.max(status, read);
  if (status > 0 && !options.salvage) {
    // Standard output gets what was written before.
    await output.flush();
    return status;
  }
  await begun().end();
  await output.finish();
  return status;
}

/** NDJSON. */
class Lines {
  #output;

  /** @param {Output} output */
  constructor(output) {
    this.#output = output;
  }

  /**
   * @param {import("./engine.js").BackendMessage} message
   * @param {"wire" | "camel" | "snake"} naming
   */
  write(message, naming) {
    return this.#output.write(`${write(message, naming, 0)}\n`);
  }

  async end() {}
}

/** An array: a line for each record, or indented. */
class List {
  #output;
  #isPretty;
  #isEmpty = true;

  /**
   * @param {Output} output
   * @param {boolean} isPretty
   */
  constructor(output, isPretty) {
    this.#output = output;
    this.#isPretty = isPretty;
  }

  /**
   * @param {import("./engine.js").BackendMessage} message
   * @param {"wire" | "camel" | "snake"} naming
   */
  write(message, naming) {
    const before = this.#isEmpty ? "[\n" : ",\n";
    this.#isEmpty = false;
    // All line breaks are indentation: strings have them escaped.
    const text = this.#isPretty ? `  ${write(message, naming, 2).replaceAll("\n", "\n  ")}` : write(message, naming, 0);
    return this.#output.write(before + text);
  }

  async end() {
    await this.#output.write(this.#isEmpty ? "[]\n" : "\n]\n");
  }
}
