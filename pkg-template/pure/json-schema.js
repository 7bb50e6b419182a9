// The JSON Schema of a record, put together from the definitions of the named types.

import { definitions } from "./generated/definitions.js";

const DRAFT_2020_12 = "https://json-schema.org/draft/2020-12/schema";
const DRAFT_07 = "http://json-schema.org/draft-07/schema#";

/**
 * A fresh JSON Schema, draft 2020-12.
 *
 * @param {string} name
 */
export function jsonSchemaOf(name) {
  const own = definitions[name];
  const wanted = referredTo(own);
  const inner = Object.keys(definitions).filter((key) => wanted.has(key));
  const schema = { $schema: DRAFT_2020_12, title: name, ...own };
  if (inner.length > 0) schema.$defs = Object.fromEntries(inner.map((key) => [key, definitions[key]]));
  return JSON.parse(JSON.stringify(schema));
}

/**
 * The same for a consumer of Standard JSON Schema.
 *
 * @param {string} name
 * @param {string} target
 */
export function jsonSchemaFor(name, target) {
  const schema = jsonSchemaOf(name);
  if (target === "draft-2020-12") return schema;
  if (target !== "draft-07") throw new Error(`JSON Schema for the target "${target}" is not provided`);
  // Everything used here means the same in draft 7, except for the place of definitions.
  const { $defs, ...rest } = JSON.parse(JSON.stringify(schema).replaceAll("#/$defs/", "#/definitions/"));
  rest.$schema = DRAFT_07;
  return $defs === undefined ? rest : { ...rest, definitions: $defs };
}

/**
 * The names of the types that a definition refers to, directly or not.
 *
 * @param {object} definition
 * @param {Set<string>} [names]
 */
function referredTo(definition, names = new Set()) {
  for (const [, name] of JSON.stringify(definition).matchAll(/"#\/\$defs\/(\w+)"/g)) {
    if (!names.has(name)) referredTo(definitions[name], names.add(name));
  }
  return names;
}
