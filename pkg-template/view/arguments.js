// The arguments of tool calls: parsed, and typed as far as they are what the tool declares.

import { expectedOf, isObject } from "../pure/field-table.js";
import { partialJson } from "./partial-json.js";
import { tools } from "./tools.js";

/**
 * @typedef {import("./arguments.js").Misfit} Misfit
 * @typedef {{ [key: string]: unknown }} Members
 */

/** For each call the input that was parsed, and what came of it: a call may be changed as its input streams in. */
const inputs = /* @__PURE__ */ new WeakMap();

/** @type {typeof import("./arguments.js").toolInput} */
export function toolInput(call) {
  const { input } = call;
  let known = inputs.get(call);
  if (known?.input !== input) inputs.set(call, (known = { input, result: parseInput(input) }));
  return known.result;
}

/** @param {string} input */
function parseInput(input) {
  try {
    return { ok: true, value: input ? JSON.parse(input) : undefined };
  } catch {
    const partial = partialJson();
    partial.push(input, true);
    return { ok: false, error: partial.error, value: partial.value };
  }
}

/** @type {(name: string, input: unknown, isPartial?: boolean) => { value: any, misfits: readonly Misfit[] }} */
export const argumentsOf = (name, input, isPartial = false) => {
  /** @type {Misfit[]} */
  const misfits = [];
  return { value: (input === undefined ? undefined : fit(input, tools().has(name) ? name : "object", [])) ?? {}, misfits };

  /**
   * The part of a value that is of a kind; undefined if nothing of it is. It is the value itself if all of it is: so what
   * does not change while the arguments arrive stays the same object.
   *
   * @param {unknown} value
   * @param {string} kind
   * @param {readonly (string | number)[]} path where the value stands
   * @returns {unknown}
   */
  function fit(value, kind, path) {
    const fields = tools().get(kind)?.fields;
    if (fields && isObject(value)) return fitMembers(value, fields, path);
    if (kind.endsWith("[]") && Array.isArray(value)) {
      const items = value.map((item, index) => fit(item, kind.slice(0, -2), [...path, index]));
      return items.every((item, index) => item === value[index]) ? value : items.filter((item) => item !== undefined);
    }
    const expected = fields ? "object" : expectedOf(value, kind)?.replace(/^:\w+/, "object");
    if (!expected) return value;
    // The last string may go on, and become one of an enum's.
    const isBegun = isPartial && kind.includes("|") && typeof value === "string" && `|${kind}`.includes(`|${value}`);
    if (!isBegun) misfits.push({ path, expected, value });
    return undefined;
  }

  /**
   * @param {Members} input
   * @param {readonly import("../pure/field-table.js").Field[]} fields
   * @param {readonly (string | number)[]} path
   */
  function fitMembers(input, fields, path) {
    /** @type {Members} */
    const value = {};
    let isWhole = true;
    for (const key of Object.keys(input)) {
      const inside = [...path, key];
      // An argument under its own name comes before another spelling of it.
      const field = fields.find(({ name, former }) => name === key || (former === key && !Object.hasOwn(input, name)));
      if (!field) misfits.push({ path: inside, expected: undefined, value: input[key] });
      const member = field && fit(input[key], field.kind, inside);
      if (field && member !== undefined) value[field.name] = member;
      isWhole &&= member === input[key] && field?.name === key;
    }
    return isWhole ? input : value;
  }
};
