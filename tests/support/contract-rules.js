// What the package should accept and give, by a second way: JSON.parse, a plain walk over the tokens for what JSON.parse
// cannot tell (duplicates, surrogates, depth), and the SDK's rules. Knows nothing of the package.

import { snakeCase } from "./history.js";
import { camel } from "./sdk-rules.js";

const MAX_DEPTH = 128;

const RECORDS = {
  BackendMessage: {
    fields: Object.keys(camel.BackendMessage.shape),
    integers: ["cacheCreationTokens", "cacheReadTokens", "inputTokens", "outputTokens", "reasoningDuration"],
    nested: { toolCalls: "ToolCallData", callbackResults: "CallbackResultData" },
  },
  ToolCallData: { fields: Object.keys(camel.ToolCallData.shape), integers: [], nested: {} },
  CallbackResultData: { fields: Object.keys(camel.CallbackResultData.shape), integers: ["exitCode"], nested: {} },
};

for (const record of Object.values(RECORDS)) {
  record.names = new Map(record.fields.flatMap((field) => [[field, field], [snakeCase(field), field]]));
}

/** What a text breaks, thrown inside this page only. */
class Refused extends Error {}

/**
 * One record.
 *
 * @param {string | Uint8Array} json
 * @returns `{ ok: true, value }` or `{ ok: false, reason }`
 */
export function read(name, json, unknownKeys = "strip") {
  return attempt(json, (tree) => record(name, tree, unknownKeys));
}

/** A JSON array of records. */
export function readMany(name, json, unknownKeys = "strip") {
  return attempt(json, (tree) => {
    if (tree.kind !== "array") throw new Refused("no array");
    return tree.items.map((item) => record(name, item, unknownKeys));
  });
}

function attempt(json, convert) {
  try {
    return { ok: true, value: convert(parse(decode(json))) };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, reason: error.message };
    throw error;
  }
}

function decode(json) {
  if (typeof json === "string") return json.replace(/^\ufeff/, "");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(json);
  } catch {
    throw new Refused("not UTF-8");
  }
}

/** JSON as a tree that keeps every entry of an object, in order. */
function parse(text) {
  try {
    JSON.parse(text);
  } catch (error) {
    throw new Refused(error.message);
  }
  // The text is JSON, so splitting it is simple.
  const tokens = text.match(/[{}[\],:]|"(?:[^"\\]|\\[^])*"|[^\s{}[\],:"]+/g);
  let next = 0;
  const value = (depth) => {
    const token = tokens[next++];
    if (token === "{" || token === "[") {
      if (depth === MAX_DEPTH) throw new Refused("too deep");
      return token === "{" ? object(depth + 1) : array(depth + 1);
    }
    return { kind: "scalar", value: scalar(token) };
  };
  const object = (depth) => {
    const entries = [];
    while (tokens[next] !== "}") {
      const key = scalar(tokens[next++]);
      next++; // the colon
      entries.push([key, value(depth)]);
      if (tokens[next] === ",") next++;
    }
    next++;
    return { kind: "object", entries };
  };
  const array = (depth) => {
    const items = [];
    while (tokens[next] !== "]") {
      items.push(value(depth));
      if (tokens[next] === ",") next++;
    }
    next++;
    return { kind: "array", items };
  };
  return value(0);
}

function scalar(token) {
  const value = JSON.parse(token);
  if (typeof value === "string" && !value.isWellFormed()) throw new Refused("a lone surrogate");
  if (typeof value === "number" && !Number.isFinite(value)) throw new Refused("a number out of range");
  return value;
}

function record(name, tree, unknownKeys) {
  const { nested, integers } = RECORDS[name];
  const converted = gather(name, tree, unknownKeys);
  const checked = camel[name].safeParse(converted.known);
  if (!checked.success) throw new Refused(checked.error.message);
  for (const field of integers) {
    if (field in checked.data && !Number.isSafeInteger(checked.data[field])) throw new Refused("an unsafe integer");
  }
  // The SDK's rules drop what they do not know, in nested records too.
  for (const field of Object.keys(nested)) if (field in checked.data) checked.data[field] = converted.known[field];
  for (const [key, value] of converted.unknown) define(checked.data, key, value);
  return checked.data;
}

/** The fields of an object by their camelCase names; absent where null stands for absent. */
function gather(name, tree, unknownKeys) {
  const { names, nested } = RECORDS[name];
  if (tree.kind !== "object") throw new Refused("no object");
  const known = {};
  const unknown = [];
  const seen = new Set();
  for (const [key, node] of tree.entries) {
    const field = names.get(key);
    if (field === undefined) {
      if (unknownKeys === "reject") throw new Refused("an unknown key");
      if (unknownKeys === "keep") unknown.push([key, plain(node)]);
      continue;
    }
    if (seen.has(field)) throw new Refused("a duplicate key");
    seen.add(field);
    if (node.kind === "scalar" && node.value === null) continue;
    const inner = nested[field];
    known[field] =
      inner && node.kind === "array" ? node.items.map((item) => record(inner, item, unknownKeys)) : plain(node);
  }
  return { known, unknown };
}

function plain(node) {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "array") return node.items.map(plain);
  const value = {};
  for (const [key, item] of node.entries) define(value, key, plain(item));
  return value;
}

/** Sets an own property, even one named `__proto__`. */
const define = (object, key, value) =>
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
