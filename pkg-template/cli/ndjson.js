// A table as NDJSON: an object for each row.

export class NdjsonWriter {
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

  async begin() {}

  /** @param {import("./columns.js").Value[]} row it has every column, so that readers find all columns in the first row */
  write(row) {
    const object = Object.fromEntries(this.#columns.map(({ name }, place) => [name, row[place] ?? null]));
    return this.#output.write(`${JSON.stringify(object)}\n`);
  }

  async end() {}
}
