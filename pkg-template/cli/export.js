// `export`: writes messages, tool calls or callback results as a flat table.

import { TABLES } from "./columns.js";
import { CsvWriter } from "./csv.js";
import { findInputs, totalSize } from "./inputs.js";
import { Misuse } from "./misuse.js";
import { NdjsonWriter } from "./ndjson.js";
import { Output } from "./output.js";
import { ParquetTableWriter } from "./parquet.js";
import { Progress } from "./progress.js";
import { checkOutputs, readAll } from "./reading.js";
import { reportFailure } from "./report.js";

const WRITERS = { csv: CsvWriter, ndjson: NdjsonWriter, parquet: ParquetTableWriter };

/** @typedef {keyof typeof WRITERS} Format */
export const FORMATS = /** @type {Format[]} */ (Object.keys(WRITERS));

/** @type {{ [ending: string]: Format }} */
const ENDINGS = { csv: "csv", ndjson: "ndjson", jsonl: "ndjson", parquet: "parquet" };

/**
 * @param {keyof typeof TABLES} name the table's
 * @param {string[]} args
 * @param {import("./reading.js").ReadingOptions & { format?: Format, output?: string }} options
 * @returns {Promise<number>} the exit status
 */
export async function exportTable(name, args, options) {
  const format = options.format ?? formatOf(options.output);
  const { inputs, failures } = await findInputs(args);
  checkOutputs(options, inputs);
  let status = 0;
  for (const failure of failures) status = reportFailure(failure);
  if (inputs.length === 0 || (status > 0 && !options.salvage)) return status;

  const output = new Output(options.output);
  if (format === "parquet" && output.isTerminal) throw new Misuse("Parquet cannot be shown on a terminal: name a file with -o");
  const { columns, items } = TABLES[name];
  const writer = new WRITERS[format](output, columns);
  const progress = new Progress(totalSize(inputs));
  await writer.begin();
  const read = await readAll(inputs, options, progress, async (kept, { file, modified }) => {
    for (const record of kept) {
      const list = items(record.value);
      for (let position = 0; position < list.length; position++) {
        const source = { file, modified, record, position };
        const written = writer.write(columns.map((column) => column.of(list[position], source)));
        if (written !== undefined) await written;
      }
    }
  });
  status = Math.max(status, read);
  if (status > 0 && !options.salvage) {
    // Standard output gets what was written before.
    await output.flush();
    return status;
  }
  await writer.end();
  await output.finish();
  return status;
}

/** @param {string | undefined} path */
function formatOf(path) {
  if (path === undefined || path === "-") return "csv";
  const format = ENDINGS[path.slice(path.lastIndexOf(".") + 1).toLowerCase()];
  if (format === undefined) throw new Misuse(`${JSON.stringify(path)} has no ending of a known format: choose one with --format ${FORMATS.join("|")}`);
  return format;
}
