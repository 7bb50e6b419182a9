// The arguments of tool calls: parsed, and typed as far as they are what the tool declares.

import { tools } from "../pure/generated/tools.js";
import { PartialJson } from "./partial-json.js";

/**
 * @typedef {import("../pure/generated/tools.js").ParameterKind} ParameterKind
 * @typedef {import("../pure/generated/tools.js").ToolParameter} ToolParameter
 * @typedef {import("../pure/generated/tools.js").ToolDescription} ToolDescription
 * @typedef {import("./arguments.js").Misfit} Misfit
 *
 * @typedef {{ [key: string]: unknown }} Members
 * @typedef {{ value: any, misfits: readonly Misfit[] }} Fitted the part of a value that is as declared, and the rest
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
  if (input === "") return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(input) };
  } catch {
    const partial = new PartialJson();
    partial.replace(input);
    return { ok: false, error: partial.error, value: partial.value };
  }
}

/** @type {readonly Misfit[]} */
const NONE = /* @__PURE__ */ Object.freeze([]);

/** @type {Fitted} */
const NOTHING = { value: /* @__PURE__ */ Object.freeze({}), misfits: NONE };

/** @type {(name: string, input: unknown, isPartial?: boolean) => Fitted} */
export const argumentsOf = (name, input, isPartial = false) => {
  if (input === undefined) return NOTHING;
  const tool = Object.hasOwn(tools, name) ? tools[/** @type {"Bash"} */ (name)] : undefined;
  if (!isObject(input)) return { value: {}, misfits: [{ path: [], expected: "object", value: input }] };
  return tool === undefined ? { value: input, misfits: NONE } : fitObject(input, tool, isPartial);
};

/**
 * What was found for each object before: while a list grows, what stands in it already is neither looked at again nor
 * given out as another object.
 *
 * @type {WeakMap<object, Fitted & { tool: object, isPartial: boolean }>}
 */
const fitted = /* @__PURE__ */ new WeakMap();

/**
 * @param {Members} input
 * @param {Pick<ToolDescription, "parameters" | "spellings">} tool
 * @param {boolean} isPartial
 * @returns {Fitted} with the input itself, if all of it fits
 */
function fitObject(input, tool, isPartial) {
  const known = fitted.get(input);
  if (known?.tool === tool && known.isPartial === isPartial) return known;
  /** @type {Members} */
  const value = {};
  /** @type {Misfit[]} */
  const misfits = [];
  let isWhole = true;
  for (const key of Object.keys(input)) {
    const name = nameOf(key, input, tool);
    const kind = tool.parameters.find((parameter) => parameter[0] === name)?.[1];
    if (kind === undefined) misfits.push({ path: [key], expected: undefined, value: input[key] });
    const member = kind === undefined ? undefined : fit(input[key], kind, key, isPartial, misfits);
    if (member !== undefined) value[name] = member;
    isWhole &&= member === input[key] && name === key;
  }
  const result = { value: isWhole ? input : value, misfits: misfits.length === 0 ? NONE : misfits, tool, isPartial };
  fitted.set(input, result);
  return result;
}

/**
 * The name of an argument that may be spelt otherwise, unless it is there under its own name as well.
 *
 * @param {string} key
 * @param {Members} input
 * @param {Pick<ToolDescription, "spellings">} tool
 */
function nameOf(key, input, { spellings = {} }) {
  const name = Object.hasOwn(spellings, key) ? spellings[key] : key;
  return Object.hasOwn(input, name) ? key : name;
}

/**
 * @param {unknown} value
 * @param {ParameterKind} kind
 * @param {string | number} key where the value stands
 * @param {boolean} isPartial whether the last string in the value may go on
 * @param {Misfit[]} misfits what does not fit is added to these
 * @returns {unknown} undefined where nothing fits
 */
function fit(value, kind, key, isPartial, misfits) {
  const reject = (/** @type {string} */ expected) => void misfits.push({ path: [key], expected, value });
  const below = (/** @type {readonly Misfit[]} */ inner) => {
    for (const misfit of inner) misfits.push({ ...misfit, path: [key, ...misfit.path] });
  };
  if (typeof kind === "object" && "enum" in kind) {
    if (typeof value !== "string") return reject("string");
    if (kind.enum.includes(value)) return value;
    if (isPartial && kind.enum.some((member) => member.startsWith(value))) return undefined;
    return reject(kind.enum.map((member) => JSON.stringify(member)).join(" | "));
  }
  if (typeof kind === "object" || kind === "strings" || kind === "numbers") {
    if (!Array.isArray(value)) return reject("array");
    /** @type {Misfit[]} */
    const inner = [];
    const items = value.map((item, index) => {
      if (typeof kind !== "object") return fit(item, kind === "strings" ? "string" : "number", index, isPartial, inner);
      if (!isObject(item)) return void inner.push({ path: [index], expected: "object", value: item });
      const { value: members, misfits: rest } = fitObject(item, itemsOf(kind), isPartial);
      for (const misfit of rest) inner.push({ ...misfit, path: [index, ...misfit.path] });
      return members;
    });
    below(inner);
    return items.every((item, index) => item === value[index]) ? value : items.filter((item) => item !== undefined);
  }
  return isOfKind(value, kind) ? value : reject(kind);
}

/**
 * @param {unknown} value
 * @param {string} kind
 */
function isOfKind(value, kind) {
  if (kind === "integer") return Number.isInteger(value);
  if (kind === "number") return Number.isFinite(value);
  return kind === "any" || (kind === "object" ? isObject(value) : typeof value === kind);
}

/** A list's kind in the form of a tool; always the same object for the same list. */
const lists = /* @__PURE__ */ new WeakMap();

/** @param {{ list: readonly ToolParameter[] }} kind */
function itemsOf(kind) {
  let known = lists.get(kind);
  if (known === undefined) lists.set(kind, (known = { parameters: kind.list }));
  return known;
}

/**
 * @param {unknown} value
 * @returns {value is Members}
 */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
