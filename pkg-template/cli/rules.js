// The rules of an audit, as options set them.

import { likeliest } from "./engine.js";
import { Misuse } from "./misuse.js";

/** Their codes; docs/audit.md says what they look for. */
export const RULES = [
  "unknown_role",
  "negative_number",
  "duplicate_message_id",
  "duplicate_tool_call_id",
  "callback_without_call",
  "unfinished_call",
  "failed_without_result",
  "invalid_input",
  "legacy_tool_name",
  "unknown_tool_name",
  "cache_creation_not_included",
  "cache_read_not_included",
];

/** Off by default: a long conversation reads more from the cache than it writes, so this one fires on ordinary use. */
const OFF = ["cache_read_not_included"];

const LEVELS = ["off", "info", "warning"];

/** @typedef {"info" | "warning"} Level */

/**
 * @param {string} given `code=level`
 * @param {{ [code: string]: string }} [before]
 */
export function parseRule(given, before = {}) {
  const [code, level] = given.split("=", 2);
  if (!RULES.includes(code)) {
    const meant = likeliest(code, RULES);
    throw new Misuse(`unknown rule ${JSON.stringify(code)}; ${meant === undefined ? `the rules are ${RULES.join(", ")}` : `did you mean ${meant}?`}`);
  }
  if (!LEVELS.includes(level)) throw new Misuse(`a rule can be off, info or warning, as in --rule ${code}=off`);
  return { ...before, [code]: level };
}

/**
 * Which rules are on.
 *
 * @param {{ [code: string]: string }} levels
 */
export function followed(levels) {
  const rules = Object.fromEntries(OFF.map((code) => [code, false]));
  for (const [code, level] of Object.entries(levels)) rules[code] = level !== "off";
  return rules;
}

/**
 * Findings with the severities of the options.
 *
 * @param {import("./engine.js").Finding[]} findings
 * @param {{ [code: string]: string }} levels
 */
export function graded(findings, levels) {
  return findings.map((finding) => ({ ...finding, severity: /** @type {Level} */ (levels[finding.code] ?? finding.severity) }));
}
