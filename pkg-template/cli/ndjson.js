// A table as an object of JSON for each row.

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

  /** @param {import("./columns.js").Value[]} row every row has every column, so that readers find all in the first */
  write(row) {
    const object = Object.fromEntries(this.#columns.map(({ name }, place) => [name, row[place] ?? null]));
    return this.#output.write(`${JSON.stringify(object)}\n`);
  }

  async end() {}
}
