// Adds up the counts of the parts of a text. The sums are kept here between two parts, so that many texts can be summarized
// at the same time, and nothing has to be freed.

import { Ids } from "./ids.js";

/**
 * Adds the counts of a part (its form: src/js/summary_json.rs). The first property identifies the rows of a list.
 *
 * @param {any} total
 * @param {any} part
 */
export function add(total, part) {
  for (const name of Object.keys(part)) {
    const value = part[name];
    if (name === "irregularAt") {
      total[name] ??= value;
    } else if (typeof value === "number") {
      total[name] = (total[name] ?? 0) + value;
    } else if (name === "ids") {
      (total.ids ??= new Ids()).add(value);
    } else if (name === "each") {
      total.last ??= new Last();
      for (const json of value) total.last.see(json);
    } else if (typeof value !== "object" || value === null) {
      total[name] = value;
    } else if (!Array.isArray(value)) {
      add((total[name] ??= {}), value);
    } else if (value.length === 2 && typeof value[0] === "number") {
      total[name] = (total[name] ?? 0n) + integer(value);
    } else if (typeof value[0] === "number") {
      (total[name] ??= new Sum()).add(value);
    } else {
      const rows = (total[name] ??= new Map());
      for (const row of value) {
        const [key] = Object.values(row);
        if (!rows.has(key)) rows.set(key, {});
        add(rows.get(key), row);
      }
    }
  }
}

/** The last messages of all ids: what each of them adds, as JSON. */
export class Last {
  /** @type {Map<string, string>} */
  #parts = new Map();
  #repeated = 0;

  /** @param {string} json */
  see(json) {
    // The fingerprint of the id comes before all names.
    const [id] = /** @type {RegExpMatchArray} */ (json.match(/(?<="ids":")\w+/));
    if (this.#parts.delete(id)) this.#repeated++;
    this.#parts.set(id, json);
  }

  /** @param {Last} others that follow */
  addAll(others) {
    this.#repeated += others.#repeated;
    for (const json of others.#parts.values()) this.see(json);
  }

  /**
   * The summary of these messages; the rest of the text was counted before.
   *
   * @param {{ [name: string]: any }} rest
   */
  summary({ bytes, rejected, rejectedBytes, irregularAt, replaced }) {
    /** @type {any} */
    const total = {};
    add(total, { ...NOTHING, bytes, rejected, rejectedBytes, replaced, ...(irregularAt !== undefined && { irregularAt }) });
    for (const json of this.#parts.values()) add(total, JSON.parse(json));
    total.ids.repeated = this.#repeated;
    return finished(total);
  }
}

const NO_TOKENS = [0, 0];
/** The counts of a text without messages. */
const NOTHING = {
  bytes: 0, messages: 0, rejected: 0, rejectedBytes: 0, replaced: 0, ids: "",
  usage: { inputTokens: NO_TOKENS, outputTokens: NO_TOKENS, cacheCreationTokens: NO_TOKENS, cacheReadTokens: NO_TOKENS, cost: [0, 0, 0, 0] },
  roles: [], sessions: [], models: [], tools: [], callbacks: [], fields: [],
};

/** @param {number[]} halves */
const integer = ([high, low]) => (BigInt(high) << 32n) | BigInt(low);

/** A sum of doubles and its rounding error (src/insight/summary/sum.rs). */
class Sum {
  #sum = 0;
  #lost = 0;

  /** @param {number[]} bits of another sum, and of what that has lost */
  add(bits) {
    const [value, lost] = new Float64Array(new Uint32Array(bits).buffer);
    const sum = this.#sum + value;
    this.#lost += Math.abs(this.#sum) >= Math.abs(value) ? this.#sum - sum + value : value - sum + this.#sum;
    this.#lost += lost;
    this.#sum = sum;
  }

  valueOf() {
    const value = this.#sum + this.#lost;
    return Number.isNaN(value) ? this.#sum : value;
  }
}

/**
 * A sum, or a single part, as the summary that is returned.
 *
 * @param {any} total
 */
export function finished(total) {
  if (total.last !== undefined) return total.last.summary(total);
  /** @type {{ [name: string]: unknown }} */
  const object = {};
  for (const name of Object.keys(total)) {
    const value = total[name];
    if (value === null) continue;
    if (name === "ids") object.repeatedIds = (typeof value === "string" ? new Ids().add(value) : value).repeated;
    else if (value instanceof Map) object[name] = Array.from(value.values(), finished);
    else if (typeof value === "bigint" || value instanceof Sum) object[name] = Number(value);
    else if (Array.isArray(value)) object[name] = typeof value[0] === "number" ? number(value) : value.map(finished);
    else object[name] = typeof value === "object" ? finished(value) : value;
  }
  return object;
}

/** @param {number[]} sum of integers, or of doubles */
function number(sum) {
  if (sum.length > 2) {
    const cost = new Sum();
    cost.add(sum);
    return Number(cost);
  }
  const [high, low] = sum;
  // Nearly all are exact.
  return Math.abs(high) < 2 ** 20 ? high * 2 ** 32 + low : Number(integer(sum));
}
