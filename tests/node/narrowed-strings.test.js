// Strings beyond ASCII are not encoded, if the engine copies their units fast (src/js/narrow.rs): whatever the string before was,
// and wherever its pieces end, what comes out is what comes out of the same text in bytes.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { BackendMessage } from "backend-message";

import { checkStrings } from "../support/check-strings.js";
import { history } from "../support/history.js";

const encoder = new TextEncoder();
/** Units of a string that are taken at a time (pkg-template/wasm/engine.js). */
const PIECE = 1 << 17;

const message = (userInput, more = "") => `{"id":"é","role":"user","sessionId":"s","userInput":"${userInput}"${more}}`;

/** What comes out of a string, after a look whether the same comes out of its bytes. */
function sameAsBytes(text, options) {
  const fromString = BackendMessage.safeParseMany(text, options);
  assert.deepStrictEqual(fromString, BackendMessage.safeParseMany(encoder.encode(text), options));
  return fromString;
}

// After a string beyond ASCII the next ones are taken for such.
beforeEach(() => {
  assert.equal(BackendMessage.parse(message("漢字")).userInput, "漢字");
});

test("strings of all lengths are as their bytes, in Node as in pages", () => {
  assert.deepEqual(checkStrings({ BackendMessage }), []);
});

test("histories of many pieces, after any other text", () => {
  for (const text of ["cjk", "ascii", "mixed", "cjk"]) {
    const json = history({ seed: 3, messages: 400, text });
    assert.ok(json.length > 2 * PIECE);
    assert.equal(sameAsBytes(json).value.length, 400);
  }
  // Of these texts the first pieces are ASCII, so that the way changes in the midst of them.
  for (let round = 0; round < 40; round++) BackendMessage.parse(message("plain").replace("é", "e"));
  const ascii = history({ seed: 4, messages: 300 }).trim().slice(0, -1);
  const wide = history({ seed: 5, messages: 300, text: "cjk" }).trim().slice(1);
  assert.equal(sameAsBytes(`${ascii},${wide}`).value.length, 600);
});

test("records longer than a piece, between short ones", () => {
  for (const unit of ["é", "漢", "😀", "\\n字", "x"]) {
    const long = message(unit.repeat((1.5 * PIECE) / unit.length));
    const json = `[${[message("kurz ü"), long, message("短"), long, long, message("")].join(",")}]`;
    assert.equal(sameAsBytes(json).value[1].userInput.length, JSON.parse(json)[1].userInput.length);
    assert.deepStrictEqual(BackendMessage.parse(long), BackendMessage.parse(encoder.encode(long)));
  }
});

test("a piece that would end within a pair, an escape or a key", () => {
  const record = message("a😀\\ud83d\\ude00\\u6f22é", ',"fremd\\u00fcß":{"😀é":["漢"]}');
  for (let before = 0; before < record.length; before++) {
    const json = " ".repeat(PIECE - before) + record + message("ü");
    const { value } = sameAsBytes(json, { unknownKeys: "keep" });
    assert.deepStrictEqual(value[0]["fremdüß"], { "😀é": ["漢"] });
  }
});

test("half of a pair, wherever it is", () => {
  for (const half of ["\ud800", "\udc00", "\udc00\ud800", "😀\ude00"]) {
    for (const before of [0, 1, 15, 16, 17, PIECE - 60, PIECE - 58, PIECE - 57, PIECE - 56, PIECE - 55]) {
      const json = " ".repeat(before) + message(`ü${half}`);
      const { error } = BackendMessage.safeParseMany(json);
      assert.equal(error.issues[0].code, "lone_surrogate");
      assert.equal(error.issues[0].index, json.search(/\p{Surrogate}/u));
    }
    assert.equal(BackendMessage.safeParse(half).ok, false);
  }
});

test("byte order marks: one is skipped, and none of the others", () => {
  assert.deepStrictEqual(sameAsBytes("\ufeff" + message("ü")).value.length, 1);
  for (const wrong of ["\ufeff\ufeff" + message("ü"), " \ufeff" + message("ü"), message("ü") + "\ufeff", "\ufeff", "é", "{é}", "\u00a0"]) {
    sameAsBytes(wrong);
    const { error } = BackendMessage.safeParse(wrong);
    assert.deepStrictEqual(error, BackendMessage.safeParse(encoder.encode(wrong)).error);
  }
  assert.equal(BackendMessage.parse(message("\ufeff")).userInput, "\ufeff");
});

test("characters whose numbers are the bytes of a byte order mark", () => {
  for (const wrong of ["ï»¿" + message("ü"), "ï»¿" + message("ü").repeat(2_000), "ï»¿[]", "ï»¿"]) {
    for (const options of [{}, { unknownKeys: "keep" }]) assert.equal(sameAsBytes(wrong, options).ok, false);
    assert.deepStrictEqual(
      BackendMessage.salvage(wrong).rejected.map(({ offset }) => offset),
      BackendMessage.salvage(encoder.encode(wrong)).rejected.map(({ offset }) => offset),
    );
  }
});

test("the strings of two histories do not mix", () => {
  const ascii = message("plain").replace("é", "e");
  const texts = [message("漢"), ascii, message("¢\u00a2\u0122\uffff\u8000"), ascii, message("\\n\\u6f22\\\\é\\n")];
  for (let round = 0; round < 60; round++) {
    const text = texts[(round * 7) % texts.length];
    assert.deepStrictEqual(BackendMessage.parse(text), JSON.parse(text));
    assert.deepStrictEqual(BackendMessage.parse(encoder.encode(text)), JSON.parse(text));
  }
});
