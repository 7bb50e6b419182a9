// Tables as Parquet: row groups of bounded size, each written when it is full.

import v8 from "node:v8";

import { ByteWriter, ParquetWriter } from "hyparquet-writer";

import { version } from "./version.js";

/** A row group is full with so many rows, or so much text, so that the process takes less than 150 MB of memory. */
const MOST_ROWS = 1 << 12;
const MOST_TEXT = 1 << 21;
/** In bytes. Each page is assembled, and compressed, in buffers of its own. */
const PAGE = 1 << 18;

/**
 * The columns whose bounds let a reader skip row groups. The description of every row group is in memory until the end of the
 * file, and there are thousands; bounds of other columns would take most of that memory, and not help.
 */
const BOUNDED = ["file", "file_modified", "record", "offset"];

/** @typedef {import("./columns.js").Value} Value */

/** @type {{ [type in import("./columns.js").Type]: object }} */
const TYPES = {
  text: { type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" } },
  "long text": { type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" } },
  integer: { type: "INT64" },
  number: { type: "DOUBLE" },
  boolean: { type: "BOOLEAN" },
  time: { type: "INT64", converted_type: "TIMESTAMP_MILLIS", logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MILLIS" } },
};

/** By default, V8's heap grows to several times of what is in use before garbage is collected. */
function collectSooner() {
  try {
    v8.setFlagsFromString("--heap-growing-percent=40");
  } catch {
    // Other engines do not have this flag.
  }
}

export class ParquetTableWriter {
  #columns;
  #bytes;
  #parquet;
  /** The values of the next row group, by column. @type {(Values | Numbers | Texts)[]} */
  #values;
  #rows = 0;
  #text = 0;

  /**
   * @param {import("./output.js").Output} output
   * @param {import("./columns.js").Column[]} columns
   */
  constructor(output, columns) {
    collectSooner();
    this.#columns = columns;
    this.#values = columns.map(({ type }) => valuesOf(type));
    this.#bytes = new FlushedWriter(output);
    const fields = columns.map(({ name, type, isRequired }) => ({
      name,
      ...TYPES[type],
      repetition_type: isRequired ? "REQUIRED" : "OPTIONAL",
    }));
    this.#parquet = new ParquetWriter({
      writer: this.#bytes,
      schema: /** @type {any} */ ([{ name: "root", num_children: columns.length }, ...fields]),
      createdBy: `backend-message version ${version()}`,
    });
  }

  async begin() {}

  /** @param {Value[]} row */
  write(row) {
    for (let place = 0; place < row.length; place++) this.#text += this.#values[place].add(row[place]);
    this.#rows++;
    return this.#rows === MOST_ROWS || this.#text >= MOST_TEXT ? this.#writeGroup() : undefined;
  }

  async #writeGroup() {
    const columnData = this.#columns.map(({ name, type }, place) => ({
      name,
      data: this.#values[place].take(),
      statistics: BOUNDED.includes(name),
      offsetIndex: false,
      // A dictionary for texts that hardly repeat takes time and memory.
      ...(type === "long text" && { encoding: /** @type {const} */ ("PLAIN") }),
    }));
    await this.#parquet.write({ columnData, rowGroupSize: this.#rows, pageSize: PAGE });
    // There are none.
    this.#parquet.pendingIndexes = [];
    this.#rows = 0;
    this.#text = 0;
  }

  async end() {
    if (this.#rows > 0) await this.#writeGroup();
    await this.#parquet.finish();
  }
}

/** @param {import("./columns.js").Type} type */
function valuesOf(type) {
  if (type === "long text") return new Texts();
  return type === "integer" || type === "number" ? new Numbers(type === "integer") : new Values();
}

/** Short texts, and other values that the writer takes as they are. */
class Values {
  /** @type {any[]} */
  #list = [];
  /** The text before. */
  #last = "";

  /**
   * @param {Value} value
   * @returns {number} how much text it is
   */
  add(value) {
    if (typeof value !== "string") {
      this.#list.push(value ?? null);
      return 0;
    }
    // A string that was cut from a window of the source would keep the whole window alive, so this makes a copy.
    if (value !== this.#last) this.#last = ` ${value}`.slice(1);
    this.#list.push(this.#last);
    return value.length;
  }

  take() {
    const list = this.#list;
    this.#list = [];
    return list;
  }
}

/** Numbers in typed arrays. The writer needs a BigInt for each integer; these exist only while a row group is written. */
class Numbers {
  /** NaN, which JSON does not have, marks an absent value. */
  #numbers = new Float64Array(MOST_ROWS);
  #length = 0;
  #areIntegers;

  /** @param {boolean} areIntegers */
  constructor(areIntegers) {
    this.#areIntegers = areIntegers;
  }

  /** @param {any} number */
  add(number) {
    this.#numbers[this.#length++] = number ?? NaN;
    return 0;
  }

  take() {
    const list = new Array(this.#length);
    for (let index = 0; index < this.#length; index++) {
      const number = this.#numbers[index];
      list[index] = Number.isNaN(number) ? null : this.#areIntegers ? BigInt(number) : number;
    }
    this.#length = 0;
    return list;
  }
}

/** Long texts as UTF-8, one after another: thousands of buffers would take more memory than their contents. */
class Texts {
  #bytes = Buffer.allocUnsafeSlow(1 << 16);
  #length = 0;
  /** Where each ends; undefined for an absent one. @type {(number | undefined)[]} */
  #ends = [];

  /**
   * @param {any} text
   * @returns {number} how much it is
   */
  add(text) {
    if (text === undefined) {
      this.#ends.push(undefined);
      return 0;
    }
    // A UTF-16 unit takes at most three bytes.
    const most = this.#length + 3 * text.length;
    if (most > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(2 * most);
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    const length = this.#bytes.write(text, this.#length);
    this.#length += length;
    this.#ends.push(this.#length);
    return length;
  }

  /** They are valid until the next one is added. */
  take() {
    let start = 0;
    const list = this.#ends.map((end) => {
      if (end === undefined) return null;
      const text = this.#bytes.subarray(start, end);
      start = end;
      return text;
    });
    this.#ends = [];
    this.#length = 0;
    return list;
  }
}

/** Writes to the output at the end of every row group. */
class FlushedWriter extends ByteWriter {
  #output;

  /** @param {import("./output.js").Output} output */
  constructor(output) {
    super();
    this.#output = output;
  }

  async flush() {
    const bytes = this.getBytes().slice();
    this.index = 0;
    await this.#output.writeBytes(bytes);
  }

  finish() {
    return this.flush();
  }
}
