// The ids that were seen, as fingerprints in a table of numbers: a set of strings would take ten times the memory.

import { FINGERPRINT_DIGITS } from "../wasm/generated/abi.js";

/** How many digits of a fingerprint are kept: a number has no room for more. */
const KEPT = 13;

export class Ids {
  /** How many ids repeat an earlier one. */
  repeated = 0;
  #count = 0;
  /** An open-addressed hash table: each number is at the index of its last bits, or after it; 0 is a free place. */
  #table = new Float64Array(1 << 10);

  /** @param {string} fingerprints */
  add(fingerprints) {
    for (let start = 0; start < fingerprints.length; start += FINGERPRINT_DIGITS) {
      this.#see(Number.parseInt(fingerprints.slice(start, start + KEPT), 16) || 1);
    }
    return this;
  }

  /** @param {Ids} others that are added, in any order */
  addAll(others) {
    this.repeated += others.repeated;
    for (const number of others.#table) if (number !== 0) this.#see(number);
  }

  /** @param {number} number */
  #see(number) {
    if (2 * this.#count >= this.#table.length) this.#grow();
    const place = this.#placeOf(number);
    if (this.#table[place] === number) {
      this.repeated++;
      return;
    }
    this.#table[place] = number;
    this.#count++;
  }

  /** @param {number} number */
  #placeOf(number) {
    const table = this.#table;
    const mask = table.length - 1;
    let place = number & mask;
    while (table[place] !== 0 && table[place] !== number) place = (place + 1) & mask;
    return place;
  }

  #grow() {
    const numbers = this.#table;
    this.#table = new Float64Array(2 * numbers.length);
    for (const number of numbers) if (number !== 0) this.#table[this.#placeOf(number)] = number;
  }
}
