// The methods of every record.

import { BackendMessageError } from "../pure/error.js";
import { from, fromMany } from "./from.js";
import { holds } from "./is.js";
import { jsonSchemaFor, jsonSchemaOf } from "../pure/json-schema.js";
import { records } from "../pure/generated/model.js";
import { readOptions } from "./options.js";
import { MANY } from "../wasm/generated/abi.js";
import { core } from "./engine.js";
import { read } from "../wasm/reader.js";
import { salvage } from "./salvage.js";
import { stream } from "./stream.js";
import { stringify } from "./stringify.js";

/**
 * The codec of a record. Its methods need no `this`, so `values.every(BackendMessage.is)` works.
 *
 * @param {number} index as the wasm module numbers records
 */
export function createCodec(index) {
  const record = records[index];
  /** @type {object | undefined} */
  let schema;

  /** @type {import("./codec-type.js").Codec<any>} */
  const codec = {
    parse(json, options) {
      const { flags, maxIssues } = readOptions(options);
      return valueOf(read(core, record, json, flags, maxIssues), json);
    },
    safeParse(json, options) {
      const { flags, maxIssues } = readOptions(options);
      return resultOf(read(core, record, json, flags, maxIssues), json);
    },
    parseMany(json, options) {
      const { flags, maxIssues, at } = readOptions(options);
      return valueOf(read(core, record, json, flags | MANY, maxIssues, at), json);
    },
    safeParseMany(json, options) {
      const { flags, maxIssues, at } = readOptions(options);
      return resultOf(read(core, record, json, flags | MANY, maxIssues, at), json);
    },
    salvage(json, options) {
      return salvage(record, json, readOptions(options));
    },
    stream(/** @type {unknown} */ source, /** @type {unknown} */ options) {
      return /** @type {any} */ (stream(record, source, options));
    },
    from(value, options) {
      const { flags, maxIssues } = readOptions(options);
      return valueOf(from(record, value, flags, maxIssues), value);
    },
    safeFrom(value, options) {
      const { flags, maxIssues } = readOptions(options);
      return resultOf(from(record, value, flags, maxIssues), value);
    },
    fromMany(values, options) {
      const { flags, maxIssues } = readOptions(options);
      return valueOf(fromMany(record, values, flags, maxIssues), values);
    },
    safeFromMany(values, options) {
      const { flags, maxIssues } = readOptions(options);
      return resultOf(fromMany(record, values, flags, maxIssues), values);
    },
    /**
     * @param {unknown} value
     * @returns {value is any}
     */
    is(value) {
      return holds(record.is, value);
    },
    stringify(value, options) {
      return stringify(record, value, options);
    },
    get jsonSchema() {
      return (schema ??= freezeDeep(jsonSchemaOf(record.name)));
    },
    "~standard": Object.freeze({
      version: 1,
      vendor: "backend-message",
      validate(/** @type {unknown} */ value) {
        const result = from(record, value, 0, readOptions(undefined).maxIssues);
        return result instanceof BackendMessageError ? { issues: result.issues } : { value: result };
      },
      jsonSchema: Object.freeze({
        input: (/** @type {{ target: string }} */ { target }) => jsonSchemaFor(record.name, target),
        output: (/** @type {{ target: string }} */ { target }) => jsonSchemaFor(record.name, target),
      }),
    }),
  };
  return Object.freeze(codec);
}

/**
 * @param {any} found
 * @param {unknown} given
 */
function valueOf(found, given) {
  if (found instanceof BackendMessageError) throw BackendMessageError.keep(found, given);
  return found;
}

/**
 * @param {any} found
 * @param {unknown} given
 * @returns {import("../pure/outcome.js").Result<any>}
 */
function resultOf(found, given) {
  return found instanceof BackendMessageError
    ? { ok: false, error: BackendMessageError.keep(found, given) }
    : { ok: true, value: found };
}

/**
 * @template T
 * @param {T} value
 * @returns {T}
 */
function freezeDeep(value) {
  if (typeof value === "object" && value !== null) Object.values(value).forEach(freezeDeep);
  return Object.freeze(value);
}
