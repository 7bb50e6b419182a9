// The arguments of tool calls: parsed, and typed where they match the tool's declaration.

import { expectedOf, isObject } from "../pure/field-table.js";
import { partialJson } from "./partial-json.js";
import { tools } from "./tools.js";

/**
 * @typedef {import("./arguments.js").Misfit} Misfit
 * @typedef {{ [key: string]: unknown }} Members
 */

/** The parsed input of each call, with the result: a call's input may change while it streams in. */
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
   * The part of a value that has a kind; undefined if no part does. If all of it does, it is the value itself, so unchanged
   * parts stay the same objects while the arguments arrive.
   *
   * @param {unknown} value
   * @param {string} kind
   * @param {readonly (string | number)[]} path the path of the value
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
    // The last string may still grow into a member of an enum.
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
      // An argument under its own name takes precedence over another spelling of it.
      const field = fields.find(({ name, former }) => name === key || (former === key && !Object.hasOwn(input, name)));
      if (!field) misfits.push({ path: inside, expected: undefined, value: input[key] });
      const member = field && fit(input[key], field.kind, inside);
      if (field && member !== undefined) value[field.name] = member;
      isWhole &&= member === input[key] && field?.name === key;
    }
    return isWhole ? input : value;
  }
};
