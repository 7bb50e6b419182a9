// JSON that arrives in pieces: what is shown is a beginning of the final value, and costs no more than the text is long.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { partialJson } from "../../pkg-template/view/partial-json.js";

const TEXTS = [
  "{}",
  "[]",
  '{"command":"ls -la","timeout":60000}',
  ' {\n\t"a" : [ 1 , -0.5e+3 , 0 , -0 , 1E400 , { "b\\u00e9\\n" : null } ] ,\r "😀\\\\" : [ true , false , "" ] , "" : { "x" : [ ] } } ',
  '{"todos":[{"id":"1","content":"a","status":"pending","priority":"high"},{"id":"2","content":"b"}]}',
  '{"__proto__":{"polluted":true},"constructor":1,"2":"two","1":"one"}',
  '"\\ud83d\\ude00 😀 \\ud83d\ude00 \ud83d\\ude00"',
  '["\\ud800","\\ud800x","\\udc00","\ud800\\n","\\ud800\\ud800\\udc00"]',
  '"\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000"',
  '[[[["deep"]]],[],{"a":{"b":{"c":{}}}}]',
  "[1,23,4.5,6e7,8E-9,0.10,-1]",
];

/** JSON text of any value, with white space and escapes where they may stand. */
const jsonText = fc
  .tuple(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(undefined, 1, "\t"), fc.boolean())
  .map(([value, space, isEscaped]) => {
    const text = JSON.stringify(value, undefined, space);
    if (!isEscaped) return text;
    return text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  });

const pieces = (text, cuts) => {
  const places = [0, ...cuts.map((cut) => cut % (text.length + 1)), text.length].sort((a, b) => a - b);
  return places.slice(1).map((place, index) => text.slice(places[index], place));
};

/** Whether a value may still become the other one, if only what comes last in it grows. */
function isBeginning(value, whole) {
  if (value === undefined || Object.is(value, whole)) return true;
  if (typeof value === "string") return typeof whole === "string" && whole.startsWith(value);
  if (typeof value !== "object" || typeof whole !== "object" || value === null || whole === null) return false;
  if (Array.isArray(value) !== Array.isArray(whole)) return false;
  return Object.keys(value).every((key) => Object.hasOwn(whole, key) && isBeginning(value[key], whole[key]));
}

/** What is sure of a cut text, found the simple way: cut until it can be closed and parsed. */
function sureOf(cut) {
  for (let end = cut.length; end > 0; end--) {
    let text = cut.slice(0, end);
    const [closing, isInString] = closingOf(text);
    const isInNumber = /[-+.\deE]/.test(cut[end] ?? "-") && /(?:^|[\s,:[])-?\d[-+.eE\d]*$/.test(text);
    if (isInNumber && !isInString) continue;
    // Half of a surrogate pair may become a whole one.
    if (isInString) text = text.replace(/(?:[\ud800-\udbff]|\\ud[89ab][\da-f]{2})$/i, "");
    if (/^\s*[[{]\s*$/.test(text)) return undefined;
    try {
      return JSON.parse(text + closing);
    } catch {
      // Cut more.
    }
  }
  return undefined;
}

function closingOf(text) {
  let closing = "";
  let isInString = false;
  for (let at = 0; at < text.length; at++) {
    if (isInString) {
      if (text[at] === "\\") at += 1;
      else if (text[at] === '"') isInString = false;
    } else if (text[at] === '"') isInString = true;
    else if (text[at] === "{") closing = `}${closing}`;
    else if (text[at] === "[") closing = `]${closing}`;
    else if (text[at] === "}" || text[at] === "]") closing = closing.slice(1);
  }
  return [(isInString ? '"' : "") + closing, isInString];
}

function checkPrefixes(text) {
  const whole = JSON.parse(text);
  const partial = partialJson();
  let last;
  for (let end = 0; end < text.length; end++) {
    assert.equal(partial.error, undefined);
    const value = partial.value;
    assert.ok(isBeginning(last, value), `${text.slice(0, end)}: what was shown is no beginning of what is`);
    assert.ok(isBeginning(value, whole), `${text.slice(0, end)}: what is shown is no beginning of the whole`);
    if (!isWhole(text.slice(0, end))) assert.deepEqual(value, sureOf(text.slice(0, end)), text.slice(0, end));
    last = value;
    partial.push(text[end]);
  }
  partial.push("", true);
  assert.deepEqual(partial.value, whole);
  assert.equal(partial.error, undefined);
}

/** Whether a text is JSON, and cannot go on. */
function isWhole(text) {
  try {
    return /["}\]el]\s*$/.test(text) && JSON.parse(text) !== undefined;
  } catch {
    return false;
  }
}

test("each prefix of a text gives a beginning of its value, with everything that is certain", () => {
  for (const text of TEXTS) checkPrefixes(text);
});

test("each prefix of any text gives a beginning of its value", () => {
  fc.assert(fc.property(jsonText, checkPrefixes), { numRuns: 300 });
});

test("any split of a text gives the same", () => {
  const split = fc.tuple(fc.oneof(jsonText, fc.constantFrom(...TEXTS)), fc.array(fc.nat()), fc.array(fc.boolean()));
  fc.assert(
    fc.property(split, ([text, cuts, looks]) => {
      const [whole, partial] = [partialJson(), partialJson()];
      whole.push(text);
      pieces(text, cuts).forEach((piece, index) => {
        partial.push(piece);
        if (looks[index]) void partial.value;
      });
      assert.deepEqual(partial.value, whole.value);
    }),
  );
});

test("a returned value never changes, and unchanged parts are the same objects", () => {
  const freeze = (value) => {
    if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
    return value;
  };
  for (const text of TEXTS) {
    const partial = partialJson();
    for (const unit of text) {
      const value = freeze(partial.value);
      assert.equal(partial.value, value);
      partial.push(unit);
    }
    assert.deepEqual(freeze(partial.value), JSON.parse(text));
  }

  const partial = partialJson();
  partial.push('{"e":[{"a":1},{"b":[');
  const first = partial.value;
  partial.push("2,");
  const second = partial.value;
  assert.notEqual(second, first);
  assert.notEqual(second.e, first.e);
  assert.equal(second.e[0], first.e[0]);
  assert.deepEqual(first, { e: [{ a: 1 }, { b: [] }] });
  // Neither a number that is not whole, nor white space, nor a closing bracket changes the value.
  for (const piece of [" ", "3"]) {
    partial.push(piece);
    assert.equal(partial.value, second);
  }
  partial.push("]");
  const third = partial.value;
  for (const piece of ["}", "]", "}", " "]) {
    partial.push(piece);
    assert.equal(partial.value, third);
  }
});

test("a list shows its finished items, and the last one in part", () => {
  const partial = partialJson();
  partial.push('{"e":[{"t":"a"},{"t":"b"},{"t":"c');
  assert.deepEqual(partial.value, { e: [{ t: "a" }, { t: "b" }, { t: "c" }] });
});

test("duplicate keys, __proto__ and inherited setters are as JSON.parse has them", () => {
  const setter = { configurable: true, set: () => assert.fail("a setter of a prototype was called") };
  Object.defineProperty(Object.prototype, "command", setter);
  try {
    for (const text of ['{"a":1,"b":2,"a":{"c":[]}}', '{"__proto__":null,"__proto__":{"a":1}}', '{"command":"ls"}']) {
      const partial = partialJson();
      for (const unit of text) {
        partial.push(unit);
        void partial.value;
      }
      assert.deepEqual(partial.value, JSON.parse(text));
      assert.deepEqual(Object.keys(partial.value), Object.keys(JSON.parse(text)));
      assert.equal(Object.getPrototypeOf(partial.value), Object.prototype);
    }
  } finally {
    delete Object.prototype.command;
  }
});

test("deep nesting is an error before anybody's stack ends", () => {
  const partial = partialJson();
  partial.push('{"a":"kept","b":');
  partial.push("[".repeat(100_000));
  assert.equal(partial.value.a, "kept");
  assert.deepEqual({ ...partial.error, message: "" }, { code: "too_deep", message: "", index: 1015, line: 1, column: 1016 });
  const deep = "[".repeat(1000) + "]".repeat(1000);
  checkPrefixes(`${"[".repeat(200)}1${"]".repeat(200)}`);
  const whole = partialJson();
  whole.push(deep, true);
  assert.equal(whole.error, undefined);
  assert.equal(JSON.stringify(whole.value), deep);
});

test("damaged text never throws, and the last good value stays", () => {
  for (const [text, value, index] of [
    ['{"a": "x" y"', { a: "x" }, 10],
    ["{bad", undefined, 1],
    ['{"a":1,}', { a: 1 }, 7],
    ['{"a":1 "b"', { a: 1 }, 7],
    ['{"a":[1,2}', { a: [1, 2] }, 9],
    ['{"a":"x\n', { a: "x" }, 7],
    ['{"a":"x\\q', { a: "x" }, 8],
    ['{"a":"x\\u12g', { a: "x" }, 11],
    ['{"a":1,"b":trux', { a: 1 }, 14],
    ['{"a":1,"b":01', { a: 1 }, 12],
    ['{"a":1,"b":-x', { a: 1 }, 12],
    ['{"a":1,"b":1.e', { a: 1 }, 13],
    ['{"a":1,"b":x', { a: 1 }, 11],
    ['{"a":1} x', { a: 1 }, 8],
    ["\ufeff{}", undefined, 0],
    ["'a'", undefined, 0],
    ["]", undefined, 0],
    ["}", undefined, 0],
  ]) {
    const partial = partialJson();
    for (const unit of text) {
      partial.push(unit);
      void partial.value;
    }
    partial.push('{"more":1}');
    assert.deepEqual(partial.value, value, text);
    assert.equal(partial.error.index, index, text);
    assert.equal(partial.error.code, "invalid_json");
  }
});

test("any text at all is accepted exactly as by JSON.parse", () => {
  const tokens = fc.constantFrom(...'{}[]",:\\ \n\0eE+-.0159tfnul', "\\u00", "true", "null", '"a"', '"a":', "\ud800", "\udc00");
  fc.assert(
    fc.property(fc.array(tokens, { maxLength: 12 }), (units) => {
      const text = units.join("");
      const [whole, partial] = [partialJson(), partialJson()];
      whole.push(text, true);
      for (const unit of units) {
        partial.push(unit);
        void partial.value;
      }
      partial.push("", true);
      assert.deepEqual(partial.value, whole.value, text);
      assert.deepEqual(partial.error, whole.error, text);
      let expected;
      try {
        expected = JSON.parse(text);
      } catch {
        assert.notEqual(whole.error, undefined, text);
        return;
      }
      assert.equal(whole.error, undefined, text);
      assert.deepEqual(whole.value, expected, text);
    }),
    { numRuns: 5_000 },
  );
});

test("after the last piece nothing more is expected", () => {
  const partial = partialJson();
  partial.push('{"a":{"b":1},"c":"x');
  const { a } = partial.value;
  partial.push('yz"}', true);
  assert.deepEqual(partial.value, { a: { b: 1 }, c: "xyz" });
  assert.equal(partial.value.a, a);

  const cut = partialJson();
  cut.push('{"a":1,"b":"x', true);
  assert.equal(cut.error.code, "unexpected_end");
  assert.deepEqual(cut.value, { a: 1, b: "x" });

  const number = partialJson();
  number.push("12");
  assert.deepEqual([number.value, number.error], [undefined, undefined]);
  number.push("", true);
  assert.deepEqual([number.value, number.error], [12, undefined]);

  const empty = partialJson();
  assert.deepEqual([empty.value, empty.error], [undefined, undefined]);
});

/** How much `act` does: characters that patterns match and strings are cut from, and properties that are set. */
function stepsOf(act) {
  const { exec } = RegExp.prototype;
  const { slice } = String.prototype;
  const { defineProperty } = Object;
  let steps = 0;
  RegExp.prototype.exec = function (text) {
    const found = exec.call(this, text);
    steps += 1 + (found?.[0].length ?? 0);
    return found;
  };
  String.prototype.slice = function (...range) {
    const cut = slice.apply(this, range);
    steps += 1 + cut.length;
    return cut;
  };
  Object.defineProperty = (...given) => {
    steps += 1;
    return defineProperty(...given);
  };
  try {
    act();
  } finally {
    RegExp.prototype.exec = exec;
    String.prototype.slice = slice;
    Object.defineProperty = defineProperty;
  }
  return steps;
}

test("16,000 pieces of one character take linear time, and none if the value is not read", () => {
  const kinds = {
    "a string": (length) => `{"command":"${"x".repeat(length)}"}`,
    escapes: (length) => `{"command":"${"\\u00e9".repeat(length / 6)}"}`,
    "a key": (length) => `{"${"k".repeat(length)}":1}`,
    "white space": (length) => `{${" ".repeat(length)}}`,
  };
  for (const [kind, make] of Object.entries(kinds)) {
    const steps = (length) => {
      const text = make(length);
      const partial = partialJson();
      assert.equal(stepsOf(() => [...text].forEach((unit) => partial.push(unit))), 0);
      return stepsOf(() => {
        const looked = partialJson();
        for (const unit of text) {
          looked.push(unit);
          void looked.value;
        }
        looked.push("", true);
        assert.equal(looked.error, undefined);
      });
    };
    const [half, whole] = [steps(8_000), steps(16_000)];
    assert.ok(whole <= 2.1 * half, `${kind}: ${half} steps, then ${whole}`);
    assert.ok(whole <= 20 * 16_000, `${kind}: ${whole} steps`);
  }
});

test("an error says what was expected and what was found", () => {
  for (const [text, message] of [
    ["", "1:1: the text is empty"],
    [" \n ", "2:2: the text is empty"],
    ["x", '1:1: expected a value, found "x"'],
    ["[NaN]", '1:2: expected a value, found "NaN"'],
    [`[${"x".repeat(50)}]`, `1:2: expected a value, found "${"x".repeat(40)}…"`],
    ["{key:1}", '1:2: expected a key or "}", found "key"'],
    ["{,", '1:2: expected a key or "}", found ","'],
    ['{"a":1,}', '1:8: expected a key, found "}"'],
    ['{"a"\n 1}', '2:2: expected ":", found "1"'],
    ['{"a":[1}', '1:8: expected "," or "]", found "}"'],
    ['{"a":1 "b"}', "1:8: expected \",\" or \"}\", found '\"'"],
    ['{"a":05', "1:7: leading zero in a number"],
    ['{"a":1.x', '1:8: expected a digit, found "x"'],
    ['{"a":nul}', '1:9: expected null, found "}"'],
    ['{"a":"\n', "1:7: unescaped line break in a string"],
    ['{"a":"\t', "1:7: unescaped tab in a string"],
    ['{"a":"\u0001', "1:7: unescaped control character U+0001 in a string"],
    ['{"a":"\\x', '1:8: invalid escape: a backslash before "x"'],
    ['{"a":"\\u12g4', '1:11: expected a hexadecimal digit, found "g"'],
    ['{"a":"\\u12', "1:11: the text ends within a string that began at 1:6"],
    ['{"a":"b', "1:8: the text ends within a string that began at 1:6"],
    ['{\n "a', "2:4: the text ends within a string that began at 2:2"],
    ['{\n "a":[[1', "2:9: the text ends within an array that began at 2:7"],
    ['{"a":tr', "1:8: the text ends within an object that began at 1:1"],
    ["tr", "1:3: expected true, found the end of the text"],
    ["[1] 😀", '1:5: expected the end of the text, found "😀"'],
    ["\ufeff[]", "1:1: expected a value, found U+FEFF"],
    ["[\u00a0]", "1:2: expected a value, found U+00A0"],
    ["[".repeat(1001), "1:1001: nested deeper than 1000 levels"],
  ]) {
    const partial = partialJson();
    partial.push(text, true);
    assert.equal(partial.error.message, message);
  }
});
