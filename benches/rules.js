// The documented rules in each of the other libraries, all from one description. The SDK's own, in zod v3, are those that
// the tests compare with. Knows nothing of the package.

import Ajv from "ajv";
import { type } from "arktype";
import { Type } from "typebox";
import { Compile } from "typebox/compile";
import * as v from "valibot";
import { z } from "zod";
import { z as z3 } from "zod/v3";

import { snakeCase } from "../tests/support/history.js";
import * as sdk from "../tests/support/sdk-rules.js";

const RECORDS = {
  BackendMessage: {
    "assistantResponse?": "string",
    "cacheCreationTokens?": "integer",
    "cacheReadTokens?": "integer",
    "callbackResults?": ["CallbackResultData"],
    "cost?": "number",
    id: "string",
    "inputTokens?": "integer",
    "model?": "string",
    "outputTokens?": "integer",
    "reasoning?": "string",
    "reasoningDuration?": "integer",
    role: "string",
    sessionId: "string",
    "toolCalls?": ["ToolCallData"],
    userInput: "string",
  },
  ToolCallData: {
    finished: "boolean",
    id: "string",
    input: "string",
    "isError?": "boolean",
    name: "string",
    "result?": "string",
    "screenshotUrls?": ["string"],
    type: "string",
  },
  CallbackResultData: {
    "callbackName?": "string",
    callbackType: "callbackType",
    "error?": "string",
    "excludeFromContext?": "boolean",
    "exitCode?": "integer",
    "stderr?": "string",
    "stdout?": "string",
    "subagentId?": "string",
    "subagentResult?": "string",
    success: "boolean",
    toolCallId: "string",
    toolName: "string",
  },
};

const CALLBACK_TYPES = ["bash_script", "sub_agent", "send_message"];

/**
 * How each library states the rules, and how it is asked: `is` for a verdict, `read` for the value or an exception,
 * `tell` for all issues. `copies` says that `read` makes a new value.
 */
const LIBRARIES = {
  "zod 4": {
    copies: true,
    simple: { string: z.string(), boolean: z.boolean(), integer: z.int(), number: z.number(), callbackType: z.enum(CALLBACK_TYPES) },
    array: (item) => z.array(item),
    object: (fields) =>
      z.object(Object.fromEntries(fields.map(({ name, schema, optional }) => [name, optional ? schema.optional() : schema]))),
    compile: (schema) => ({
      is: (value) => schema.safeParse(value).success,
      read: (value) => schema.parse(value),
      tell: (value) => schema.safeParse(value),
    }),
  },
  valibot: {
    copies: true,
    simple: {
      string: v.string(),
      boolean: v.boolean(),
      integer: v.pipe(v.number(), v.integer()),
      number: v.number(),
      callbackType: v.picklist(CALLBACK_TYPES),
    },
    array: (item) => v.array(item),
    object: (fields) =>
      v.object(Object.fromEntries(fields.map(({ name, schema, optional }) => [name, optional ? v.optional(schema) : schema]))),
    compile: (schema) => ({
      is: (value) => v.is(schema, value),
      read: (value) => v.parse(schema, value),
      tell: (value) => v.safeParse(schema, value),
    }),
  },
  arktype: {
    simple: {
      string: type("string"),
      boolean: type("boolean"),
      integer: type("number.integer"),
      number: type("number"),
      callbackType: type.enumerated(...CALLBACK_TYPES),
    },
    array: (item) => item.array(),
    object: (fields) => type(Object.fromEntries(fields.map(({ name, schema, optional }) => [optional ? `${name}?` : name, schema]))),
    compile: (schema) => ({
      is: (value) => schema.allows(value),
      read: (value) => schema.assert(value),
      tell: (value) => schema(value),
    }),
  },
  ajv: {
    simple: {
      string: { type: "string" },
      boolean: { type: "boolean" },
      integer: { type: "integer" },
      number: { type: "number" },
      callbackType: { enum: CALLBACK_TYPES },
    },
    array: (items) => ({ type: "array", items }),
    object: (fields) => ({
      type: "object",
      properties: Object.fromEntries(fields.map(({ name, schema }) => [name, schema])),
      required: fields.filter(({ optional }) => !optional).map(({ name }) => name),
    }),
    compile(schema) {
      const is = new Ajv().compile(schema);
      const all = new Ajv({ allErrors: true }).compile(schema);
      return { is, read: assured(is), tell: (value) => (all(value) ? value : all.errors) };
    },
  },
  TypeBox: {
    simple: {
      string: Type.String(),
      boolean: Type.Boolean(),
      integer: Type.Integer(),
      number: Type.Number(),
      callbackType: Type.Union(CALLBACK_TYPES.map((text) => Type.Literal(text))),
    },
    array: (item) => Type.Array(item),
    object: (fields) =>
      Type.Object(Object.fromEntries(fields.map(({ name, schema, optional }) => [name, optional ? Type.Optional(schema) : schema]))),
    compile(schema) {
      const compiled = Compile(schema);
      const is = (value) => compiled.Check(value);
      return { is, read: assured(is), tell: (value) => (is(value) ? value : compiled.Errors(value)) };
    },
  },
};

function assured(is) {
  return (value) => {
    if (!is(value)) throw new Error("not valid");
    return value;
  };
}

function rulesOf({ simple, array, object, compile, copies = false }, dialect) {
  const ofKind = (kind) => {
    if (Array.isArray(kind)) return array(ofKind(kind[0]));
    return kind in RECORDS ? record(kind) : simple[kind];
  };
  const record = (kind) => {
    const snake = dialect === "snake" || (dialect === "wire" && kind === "CallbackResultData");
    return object(
      Object.entries(RECORDS[kind]).map(([key, of]) => {
        const name = key.replace(/\?$/, "");
        return { name: snake ? snakeCase(name) : name, optional: name !== key, schema: ofKind(of) };
      }),
    );
  };
  const message = record("BackendMessage");
  return { message: compile(message), history: compile(array(message)), copies };
}

function sdkRules(dialect) {
  const message = sdk[dialect].BackendMessage;
  const { compile } = LIBRARIES["zod 4"]; // both versions are asked alike
  return { message: compile(message), history: compile(z3.array(message)), copies: true };
}

/**
 * The contenders for one dialect, by name: `message` and `history` can be asked each as described above.
 *
 * @param {"wire" | "camel" | "snake"} dialect the SDK has no rules for snake
 */
export function rules(dialect) {
  const others = Object.entries(LIBRARIES).map(([name, library]) => [name, rulesOf(library, dialect)]);
  return Object.fromEntries(dialect === "snake" ? others : [["zod v3", sdkRules(dialect)], ...others]);
}
