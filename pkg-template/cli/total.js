// The sum of the summaries of many files.

import { Ids, Last } from "./engine.js";

/** Which property identifies a row of each list. @type {{ [list: string]: string }} */
const KEYS = { roles: "role", sessions: "sessionId", models: "model", tools: "name", callbacks: "callbackType", fields: "path" };

export class Total {
  /** @type {any} */
  #sums = {};
  #ids = new Ids();
  /** @type {Last | undefined} */
  #last;

  /**
   * @param {import("./engine.js").Summary} summary
   * @param {Ids | undefined} ids of its messages
   * @param {Last | undefined} last its messages, if only the last message of each id counts
   */
  add(summary, ids, last) {
    add(this.#sums, summary);
    if (last !== undefined) (this.#last ??= new Last()).addAll(last);
    if (ids !== undefined) this.#ids.addAll(ids);
  }

  /** @returns {import("./engine.js").Summary} */
  get summary() {
    // An id in two files is repeated, too.
    const sums = finished(this.#sums);
    if (this.#last !== undefined) return /** @type {any} */ (this.#last.summary(sums));
    return { ...sums, repeatedIds: this.#ids.repeated };
  }
}

/**
 * @param {any} sums
 * @param {any} part
 */
function add(sums, part) {
  for (const [name, value] of Object.entries(part)) {
    // It is an offset in one of the files.
    if (name === "irregularAt") continue;
    if (typeof value === "number") {
      (sums[name] ??= new Sum()).add(value);
    } else if (typeof value !== "object") {
      sums[name] = value;
    } else if (!Array.isArray(value)) {
      add((sums[name] ??= {}), value);
    } else {
      const rows = (sums[name] ??= new Map());
      for (const row of value) {
        const key = row[KEYS[name]];
        if (!rows.has(key)) rows.set(key, {});
        add(rows.get(key), row);
      }
    }
  }
}

/** @param {any} sums */
function finished(sums) {
  /** @type {any} */
  const object = {};
  for (const [name, value] of Object.entries(sums)) {
    if (value instanceof Sum) object[name] = value.valueOf();
    else if (value instanceof Map) object[name] = Array.from(value.values(), finished);
    else object[name] = typeof value === "object" ? finished(value) : value;
  }
  return object;
}

/** A sum that keeps what rounding loses (Neumaier's). */
class Sum {
  #sum = 0;
  #lost = 0;

  /** @param {number} value */
  add(value) {
    const sum = this.#sum + value;
    this.#lost += Math.abs(this.#sum) >= Math.abs(value) ? this.#sum - sum + value : value - sum + this.#sum;
    this.#sum = sum;
  }

  valueOf() {
    return this.#sum + this.#lost;
  }
}
