// The package against the real Python SDK, which was asked once (tests/python-sdk/verdicts.py): the same verdict, and the same record
// written again, but for the differences that are listed with their reasons.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as api from "backend-message";

const read = (file) => JSON.parse(readFileSync(new URL(`../python-sdk/${file}`, import.meta.url), "utf8"));
const verdicts = read("verdicts.json");
const differences = read("differences.json").map((known) => ({ ...known, names: new RegExp(known.names), uses: 0 }));

/** Python's integers have no minus zero. */
const withoutMinusZero = (json) => JSON.parse(json, (_, value) => (value === 0 ? 0 : value));

const encode = (text) => new TextEncoder().encode(text);

test(`${verdicts.length} texts, and each difference is a known one`, () => {
  const unknown = [];
  for (const { record, name, text, written } of verdicts) {
    const codec = api[record];
    const { ok, value, error } = codec.safeParse(text);
    assert.equal(codec.safeParse(encode(text)).ok, ok, name);
    const verdict = ok ? "accepted" : error.issues.map(({ code }) => code).join();
    if (ok === (written !== null)) {
      // Both name the keys as the wire does; their order differs.
      if (ok) assert.deepStrictEqual(withoutMinusZero(codec.stringify(value)), withoutMinusZero(written), `${record}: ${name}`);
      continue;
    }
    const sdk = ok ? "refuses" : "accepts";
    const known = differences.filter((known) => known.sdk === sdk && known.package === verdict && known.names.test(name));
    if (known.length === 1) known[0].uses++;
    else unknown.push(`${record}: ${name}: the SDK ${sdk} it, here it is ${verdict}`);
  }
  assert.deepEqual(unknown, []);
  assert.deepEqual(differences.filter(({ uses }) => uses === 0).map(({ why }) => why), [], "differences that are none");
});

test("the texts reach both verdicts of both", () => {
  assert.ok(verdicts.filter(({ written }) => written !== null).length > 1000);
  assert.ok(verdicts.filter(({ written }) => written === null).length > 1000);
});

test("the SDK's output is read unchanged", () => {
  const samples = verdicts.filter(({ name }) => /^sample \d+$/.test(name));
  assert.ok(samples.length >= 8);
  for (const { text, written } of samples) {
    assert.equal(written, text);
    const message = api.BackendMessage.parse(text);
    assert.deepStrictEqual(api.BackendMessage.parse(api.BackendMessage.stringify(message)), message);
  }
});
