// Checks a text of tests/conformance against the package, with JSON.parse for an oracle; its README tells how. Node and the
// browsers run this same page, so it imports only what they can.

import { differences } from "./check-case.js";

/** The codes that end the reading because the text is not JSON. */
const SYNTAX = new Set(["invalid_json", "unexpected_end", "trailing_data", "invalid_utf8"]);
/** Those of JSON that exceeds a limit. */
const LIMITS = new Set(["too_deep", "lone_surrogate", "number_out_of_range"]);

const MESSAGE = '"id":"","role":"","sessionId":"","userInput":""';
const CALL = '"finished":true,"id":"","input":"","name":"","type":""';
const RESULT = '"callbackType":"sub_agent","success":true,"toolCallId":"","toolName":""';

const isString = (value) => typeof value === "string";
const isStrings = (value) => Array.isArray(value) && value.every(isString);
const optional = (fits) => (value) => value === null || fits(value);
const never = () => false;
const isEmptyList = (value) => Array.isArray(value) && value.length === 0;

/** A field's value: the text before and after it, and which values fit there. */
const field = (record, before, name, after, fits) => ({
  name: `as ${name}`,
  record,
  before: `{${before}"${name}":`,
  after: `${after}}`,
  fits: (whole) => fits(own(whole, name)),
  // Absent, where null stands for absent; fields known and unknown are in the same order as in `whole`.
  value: (whole) => (own(whole, name) === null ? without(whole, name) : whole),
});

const PLACES = [
  { name: "as a document", record: "BackendMessage", before: "", after: "", fits: never },
  field("BackendMessage", '"id":"","role":"","sessionId":"",', "userInput", "", isString),
  field("BackendMessage", '"id":"",', "model", ',"role":"","sessionId":"","userInput":""', optional(isString)),
  field("BackendMessage", "", "cost", `,${MESSAGE}`, optional(Number.isFinite)),
  field("BackendMessage", '"id":"",', "inputTokens", ',"role":"","sessionId":"","userInput":""', optional(Number.isSafeInteger)),
  field("BackendMessage", '"id":"","role":"","sessionId":"",', "toolCalls", ',"userInput":""', optional(isEmptyList)),
  field("ToolCallData", "", "finished", ',"id":"","input":"","name":"","type":""', (value) => typeof value === "boolean"),
  field("ToolCallData", '"finished":true,"id":"","input":"",', "name", ',"type":""', isString),
  field("ToolCallData", '"finished":true,"id":"","input":"","name":"",', "screenshotUrls", ',"type":""', optional(isStrings)),
  field("CallbackResultData", "", "callbackType", ',"success":true,"toolCallId":"","toolName":""', (value) =>
    ["bash_script", "sub_agent", "send_message"].includes(value)),
  {
    name: "as an element of a list of strings",
    record: "ToolCallData",
    before: '{"finished":true,"id":"","input":"","name":"","screenshotUrls":["",',
    after: ',""],"type":""}',
    fits: ({ screenshotUrls }) => isStrings(screenshotUrls),
  },
  {
    name: "as an element of a list of records",
    record: "BackendMessage",
    before: '{"id":"","role":"","sessionId":"","toolCalls":[',
    after: '],"userInput":""}',
    fits: ({ toolCalls }) => toolCalls.length === 0,
  },
  ...["strip", "keep", "reject"].flatMap((unknownKeys) => [
    unknown(unknownKeys, "as an unknown key's value", "BackendMessage", `{${MESSAGE},"x":`, "}"),
    unknown(unknownKeys, "as an unknown value before the fields", "CallbackResultData", '{"x":', `,${RESULT}}`),
    unknown(unknownKeys, "as an unknown value within a list", "ToolCallData", `{${CALL},"x":[{"y":`, "}]}"),
  ]),
  { ...unknown("keep", "as an unknown key", "ToolCallData", `{${CALL},`, ":0}"), only: (text) => text.trim().startsWith('"') },
];

function unknown(unknownKeys, name, record, before, after) {
  const fields = new Set(Object.keys(JSON.parse(`{${{ BackendMessage: MESSAGE, ToolCallData: CALL, CallbackResultData: RESULT }[record]}}`)));
  return {
    name: `${name}, ${unknownKeys}`,
    record,
    before,
    after,
    unknown: true,
    options: { unknownKeys },
    // A text such as the empty one may leave no unknown key at all.
    fits: (whole) => unknownKeys !== "reject" || Object.keys(whole).every((key) => fields.has(key)),
    value: (whole) => sorted(whole, fields, unknownKeys === "keep"),
  };
}

/**
 * @param api the package's exports
 * @param text one of `texts`
 * @returns what is wrong, a line each; nothing where the package agrees with JSON.parse or with the limit
 */
export function checkConformance(api, { verdict, name, base64, limit }) {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const wrong = [];
  const alone = parse(bytes);
  if (alone.ok !== ((limit?.["JSON.parse"] ?? verdict) === "accept")) wrong.push(`JSON.parse ${alone.ok ? "accepts" : "refuses"} it`);
  for (const place of PLACES) {
    if (place.only && !place.only(new TextDecoder().decode(bytes))) continue;
    const whole = joined(place.before, bytes, place.after);
    const limited = limit && (limit.where === "everywhere" || place.before === "") ? limit.contract : undefined;
    for (const input of inputs(whole)) {
      const says = (line) => wrong.push(`${place.name}, ${isString(input) ? "string" : "bytes"}: ${line}`);
      check(api[place.record], place, input, parse(whole), limited, says);
    }
  }
  return wrong.map((line) => `${verdict}/${name} ${line}`);
}

function check(codec, place, input, parsed, limited, says) {
  const { ok, value, error } = codec.safeParse(input, { ...place.options, maxIssues: Infinity });
  const codes = ok ? [] : error.issues.map(({ code }) => code);
  if (limited !== undefined && limited !== "accept") {
    if (ok) says("accepted, although it exceeds a limit");
    // A value of a wrong type is that alone; what is inside of it is checked all the same.
    else if (!codes.includes(limited) && (place.unknown || !codes.includes("invalid_type"))) says(`refused as ${codes}`);
    if (codes.some((code) => SYNTAX.has(code))) says(`refused as ${codes}, although it is JSON`);
    return;
  }
  if (limited === undefined && !parsed.ok) {
    if (ok) says("accepted, although it is no JSON");
    else if (!SYNTAX.has(codes.at(-1)) || codes.filter((code) => SYNTAX.has(code)).length !== 1) says(`refused as ${codes}`);
    return;
  }
  if (codes.some((code) => SYNTAX.has(code) || LIMITS.has(code))) says(`refused as ${codes}`);
  const fits = parsed.ok && place.fits(parsed.value);
  if (ok !== fits) says(ok ? "accepted, although it does not fit" : `refused as ${codes}, although it fits`);
  if (ok && fits) for (const line of differences(value, place.value?.(parsed.value) ?? parsed.value, "value")) says(line);
}

let fresh = 0;

/** JSON.parse as a verdict, on bytes that may not be UTF-8. */
function parse(bytes) {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    JSON.parse(text);
    // V8 14.6, that of Node 26, mistakes keys with escapes for others that it met in the same place of such an object; so
    // each object begins with a key that no other has.
    const first = `fresh ${(fresh += 1)}`;
    const value = JSON.parse(text.replace(/^(\s*\{)(?=\s*")/, `$1"${first}":0,`));
    if (value?.[first] === 0) delete value[first];
    return { ok: true, value };
  } catch {
    return { ok: false };
  }
}

/** The bytes, and the same as a string if they are one. */
function inputs(bytes) {
  try {
    return [bytes, new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)];
  } catch {
    return [bytes];
  }
}

function joined(before, bytes, after) {
  const [head, tail] = [before, after].map((text) => new TextEncoder().encode(text));
  const whole = new Uint8Array(head.length + bytes.length + tail.length);
  whole.set(head);
  whole.set(bytes, head.length);
  whole.set(tail, head.length + bytes.length);
  return whole;
}

const own = (object, key) => Object.getOwnPropertyDescriptor(object, key)?.value;

const without = (object, name) => Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));

/** The fields in alphabetical order, followed by the unknown keys, if they are kept. */
function sorted(object, fields, keep) {
  const result = {};
  for (const key of [...Object.keys(object).filter((key) => fields.has(key)).sort(), ...Object.keys(object).filter((key) => keep && !fields.has(key))]) {
    Object.defineProperty(result, key, { value: own(object, key), writable: true, enumerable: true, configurable: true });
  }
  return result;
}
