// The arguments of tool calls: parsed, and typed as far as they are what the tool declares.

import { tools } from "../pure/generated/tools.js";
import { PartialJson } from "./partial-json.js";

/**
 * @typedef {import("../pure/generated/tools.js").ParameterKind} ParameterKind
 * @typedef {import("../pure/generated/tools.js").ToolDescription} ToolDescription
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
  if (input === "") return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(input) };
  } catch {
    const partial = new PartialJson();
    partial.replace(input);
    return { ok: false, error: partial.error, value: partial.value };
  }
}

/** @type {(name: string, input: unknown, isPartial?: boolean) => { value: any, misfits: readonly Misfit[] }} */
export const argumentsOf = (name, input, isPartial = false) => {
  /** @type {Misfit[]} */
  const misfits = [];
  const tool = Object.hasOwn(tools, name) ? tools[/** @type {"Bash"} */ (name)] : "object";
  return { value: (input === undefined ? undefined : fit(input, tool, [], { misfits, isPartial })) ?? {}, misfits };
};

/**
 * The part of a value that is of a kind; undefined if nothing of it is. It is the value itself if all of it is: so what
 * does not change while the arguments arrive stays the same object.
 *
 * @param {unknown} value
 * @param {ParameterKind | ToolDescription} kind a tool stands for an object with its parameters
 * @param {readonly (string | number)[]} path where the value stands
 * @param {{ misfits: Misfit[], isPartial: boolean }} context where to list the rest, and whether the last string may go on
 * @returns {unknown}
 */
function fit(value, kind, path, context) {
  const reject = (/** @type {string} */ expected) => void context.misfits.push({ path, expected, value });
  if (typeof kind === "string") {
    if (kind !== "strings" && kind !== "numbers") return isOfKind(value, kind) ? value : reject(kind);
  } else if ("parameters" in kind) {
    return isObject(value) ? fitMembers(value, kind, path, context) : reject("object");
  } else if ("enum" in kind) {
    if (kind.enum.includes(/** @type {string} */ (value))) return value;
    const isBegun = context.isPartial && typeof value === "string" && kind.enum.some((member) => member.startsWith(value));
    return isBegun ? undefined : reject(kind.enum.map((member) => `"${member}"`).join(" | "));
  }
  if (!Array.isArray(value)) return reject("array");
  const item = typeof kind === "string" ? /** @type {ParameterKind} */ (kind.slice(0, -1)) : { formerly: [], parameters: kind.list };
  const items = value.map((member, index) => fit(member, item, [...path, index], context));
  return items.every((member, index) => member === value[index]) ? value : items.filter((member) => member !== undefined);
}

/**
 * @param {Members} input
 * @param {ToolDescription} tool
 * @param {readonly (string | number)[]} path
 * @param {{ misfits: Misfit[], isPartial: boolean }} context
 */
function fitMembers(input, { parameters, spellings = {} }, path, context) {
  /** @type {Members} */
  const value = {};
  let isWhole = true;
  for (const key of Object.keys(input)) {
    const spelt = Object.hasOwn(spellings, key) ? spellings[key] : key;
    // An argument under its own name comes before another spelling of it.
    const name = Object.hasOwn(input, spelt) ? key : spelt;
    const kind = parameters.find((parameter) => parameter[0] === name)?.[1];
    const inside = [...path, key];
    if (kind === undefined) context.misfits.push({ path: inside, expected: undefined, value: input[key] });
    const member = kind && fit(input[key], kind, inside, context);
    if (member !== undefined) value[name] = member;
    isWhole &&= member === input[key] && name === key;
  }
  return isWhole ? input : value;
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

/**
 * @param {unknown} value
 * @returns {value is Members}
 */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
