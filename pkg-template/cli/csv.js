// CSV by RFC 4180. Absent values are empty fields; empty strings are quoted.

/** @typedef {import("./columns.js").Value} Value */

export class CsvWriter {
  #output;
  #columns;

  /**
   * @param {import("./output.js").Output} output
   * @param {import("./columns.js").Column[]} columns
   */
  constructor(output, columns) {
    this.#output = output;
    this.#columns = columns;
  }

  async begin() {
    await this.#output.write(`${this.#columns.map(({ name }) => name).join()}\r\n`);
  }

  /** @param {Value[]} row */
  write(row) {
    let line = "";
    for (let place = 0; place < row.length; place++) {
      line += place === 0 ? field(row[place]) : `,${field(row[place])}`;
    }
    return this.#output.write(`${line}\r\n`);
  }

  async end() {}
}

const SPECIAL = /[",\r\n]/;

/** @param {Value} value */
function field(value) {
  if (value === undefined || value === null) return "";
  if (typeof value !== "string") return value instanceof Date ? value.toISOString() : `${value}`;
  return value === "" || SPECIAL.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
