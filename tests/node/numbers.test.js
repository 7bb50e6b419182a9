// Numbers have the bits that JSON.parse gives, where that is hardest: exactly between two doubles and beside it, with more
// digits than a double holds, among the smallest and the largest.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BackendMessage } from "backend-message";
import fc from "fast-check";

const words = new BigUint64Array(1);
const double = new Float64Array(words.buffer);

/** The double of these bits; made finite and positive. */
function fromBits(bits) {
  words[0] = bits & 0x7fff_ffff_ffff_ffffn;
  if (!Number.isFinite(double[0])) words[0] &= 0x7fef_ffff_ffff_ffffn;
  return double[0];
}

/** `mantissa · 2^exponent` in decimal, all its digits. */
function decimal(mantissa, exponent) {
  if (exponent >= 0) return String(mantissa << BigInt(exponent));
  const digits = String(mantissa * 5n ** BigInt(-exponent)).padStart(-exponent + 1, "0");
  return `${digits.slice(0, exponent)}.${digits.slice(exponent)}`;
}

/** A double as a whole number and a power of two. */
function parts(number) {
  double[0] = number;
  const exponent = Number(words[0] >> 52n);
  const fraction = words[0] & 0xf_ffff_ffff_ffffn;
  return exponent === 0 ? [fraction, -1074] : [fraction | (1n << 52n), exponent - 1075];
}

/** Texts around a double that are hard to round. */
function hardTexts(number) {
  const [mantissa, exponent] = parts(number);
  // Between this double and the next, and a last digit to either side.
  const halfway = decimal(2n * mantissa + 1n, exponent - 1);
  const above = halfway.includes(".") ? `${halfway}1` : `${halfway}.1`;
  const below = decimal(20n * mantissa + 9n, exponent - 1).length < 900 ? nearBelow(halfway) : halfway;
  return [
    String(number), number.toExponential(), number.toExponential(16), number.toExponential(17), number.toPrecision(21),
    decimal(mantissa, exponent), halfway, above, below, `${halfway}${halfway.includes(".") ? "" : ".0"}00000e0`,
    scaled(halfway, 30), scaled(halfway, -30),
  ];
}

/** The number whose last digit is one less, with nines behind it. */
function nearBelow(text) {
  const last = text.search(/[1-9][0.]*$/);
  const less = `${text.slice(0, last)}${Number(text[last]) - 1}${text.slice(last + 1).replaceAll("0", "9")}`.replace(/^0(?=\d)/, "");
  return less.includes(".") ? `${less}9` : `${less}.9`;
}

/** The same number written with another power of ten. */
function scaled(text, power) {
  return `${shift(text, -power)}e${power}`;
}

function shift(text, by) {
  const [whole, fraction = ""] = text.split(".");
  const digits = by < 0 ? whole.padStart(1 - by, "0") + fraction : whole + fraction.padEnd(by, "0");
  const point = by < 0 ? Math.max(whole.length, 1 - by) + by : whole.length + by;
  const moved = `${digits.slice(0, point)}.${digits.slice(point) || "0"}`.replace(/^0+(?=\d)/, "");
  return moved;
}

/** All at once, as costs and as elements of an unknown array, positive and negative. */
function agree(texts) {
  const finite = texts.filter((text) => Number.isFinite(JSON.parse(text)));
  const signed = finite.flatMap((text) => [text, `-${text}`]);
  const expected = signed.map((text) => JSON.parse(text));
  const message = (cost) => `{"id":"","role":"","sessionId":"","userInput":"","cost":${cost}}`;
  const bytes = new TextEncoder().encode(`[${signed.map(message).join()}]`);
  BackendMessage.parseMany(bytes).forEach(({ cost }, index) => same(cost, expected[index], signed[index]));
  const kept = BackendMessage.parse(`{"id":"","role":"","sessionId":"","userInput":"","x":[${signed.join()}]}`, { unknownKeys: "keep" });
  kept.x.forEach((number, index) => same(number, expected[index], signed[index]));
  assert.equal(kept.x.length, signed.length);
}

const same = (number, expected, text) => assert.ok(Object.is(number, expected), `${text} is ${number}, not ${expected}`);

test("the demo's helpers write what they announce", () => {
  assert.equal(decimal(3n, -1), "1.5");
  assert.equal(scaled("12.5", 2), "0.125e2");
  assert.equal(scaled("12.5", -2), "1250.0e-2");
  for (const number of [0.1, 5e-324, 1e300, 123.456]) {
    const [mantissa, exponent] = parts(number);
    assert.equal(Number(decimal(mantissa, exponent)), number);
    for (const text of hardTexts(number)) assert.ok(Math.abs(Number(text) / number - 1) <= 1, text);
  }
});

test("three thousand doubles of any size, twelve texts each", () => {
  const bits = fc.bigInt({ min: 0n, max: (1n << 63n) - 1n });
  const numbers = fc.sample(bits, { seed: 11, numRuns: 3000 }).map(fromBits);
  for (let at = 0; at < numbers.length; at += 100) agree(numbers.slice(at, at + 100).flatMap(hardTexts));
});

test("twenty thousand doubles as large as costs, tokens and times are", () => {
  const exponents = fc.double({ min: -12, max: 16, noNaN: true });
  const numbers = fc.sample(exponents, { seed: 12, numRuns: 20_000 }).map((power) => 10 ** power);
  for (let at = 0; at < numbers.length; at += 1000) agree(numbers.slice(at, at + 1000).flatMap(hardTexts));
});

test("the edges: powers of two and ten, the smallest, the largest, and their neighbours", () => {
  const powers = [];
  for (let power = -1074; power < 1024; power++) powers.push(2 ** power);
  for (let power = -323; power <= 308; power++) powers.push(Number(`1e${power}`));
  const neighbours = powers.flatMap((number) => {
    double[0] = number;
    const bits = words[0];
    return [fromBits(bits - (bits > 0n ? 1n : 0n)), number, fromBits(bits + 1n)];
  });
  neighbours.push(0, Number.MIN_VALUE, 2.225073858507201e-308, 2.2250738585072014e-308, Number.MAX_VALUE, Number.MAX_SAFE_INTEGER);
  for (let at = 0; at < neighbours.length; at += 200) agree(neighbours.slice(at, at + 200).flatMap(hardTexts));
});

test("any text that JSON allows for a number", () => {
  const digits = (least, most) => fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: least, maxLength: most });
  const texts = fc.tuple(
    fc.oneof(fc.constant("0"), digits(1, 25).map((text) => text.replace(/^0+/, "") || "0")),
    fc.oneof(fc.constant(""), digits(1, 30).map((text) => `.${text}`)),
    fc.oneof(fc.constant(""), fc.integer({ min: -345, max: 310 }).map((power) => `e${power}`), fc.constantFrom("E+05", "e-0", "e+22", "E-27")),
  ).map((all) => all.join(""));
  const sample = fc.sample(texts, { seed: 13, numRuns: 20_000 });
  for (let at = 0; at < sample.length; at += 1000) agree(sample.slice(at, at + 1000));
});
