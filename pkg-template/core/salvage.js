// Keeps the valid records of a text, and reports the invalid ones.

import { core } from "./engine.js";
import { Decoder } from "../wasm/decoder.js";
import { piecesOf } from "../pure/source.js";
import { REPLACE } from "../wasm/generated/abi.js";
import { readIfValid } from "../wasm/reader.js";

/**
 * @param {import("../pure/generated/model.js").Record} record
 * @param {unknown} json
 * @param {{ flags: number, maxIssues: number, at?: string }} options
 */
export function salvage(record, json, { flags, maxIssues, at }) {
  // Most texts are valid, and reading without an account of what is invalid is up to three times as fast.
  const valid = readIfValid(core, record, json, flags, at);
  if (valid !== undefined) return flags & REPLACE ? { messages: valid, rejected: [], replaced: [] } : { messages: valid, rejected: [] };
  const decoder = new Decoder(core, record, flags, maxIssues, true, at);
  for (const piece of piecesOf(json)) decoder.push(piece);
  decoder.end();
  const { messages, rejected, replaced } = decoder;
  return flags & REPLACE ? { messages, rejected, replaced } : { messages, rejected };
}
