// What comes out of a string must be what comes out of its bytes, whichever way an engine has of copying strings, and
// wherever what is copied at once ends (pkg-template/wasm/memory.js).

import { Random } from "./random.js";

/** Units of a string that are taken at a time (pkg-template/wasm/engine.js). */
const PIECE = 1 << 17;
const UNITS = ["x", "é", "漢", "😀", "\\n字", "\\u6f22", "\ufeff", "\\ud83d\\ude00x"];
const LENGTHS = [...Array(40).keys(), 120, 150, 160, 165, 170, 175, 180, 185, 190, 195, 200, 205, 380, 390, 395, 400, 405, 990, 995, 1000, 1001, 1005, 5000, PIECE - 60, PIECE - 40, PIECE, 3 * PIECE];

/** What is put into texts: units whose lower bytes, or which as Latin-1, mean something else, and what breaks JSON. */
const PIECES = ["ï»¿", "\ufeff", "ÿþ", "\u00a0", "Ã©", "é", "漢", "😀", "\u0122", "\u225c", "\u7d7b", "\u0a0d", "\u0000", "\x1e", "\\u6f22", "\\ud83d\\ude00", "\\ud83d", "\\n", "\\", '"', "{", "}", "[", "]", ",", ":", "5", "data: "];
const ROUNDS = 1500;

const encoder = new TextEncoder();
const message = (userInput, id = "m") => `{"id":"${id}","role":"user","sessionId":"s","userInput":"${userInput}"}`;

/**
 * @param {typeof import("backend-message")} api
 * @returns {string[]} what is wrong
 */
export function checkStrings({ BackendMessage }) {
  const wrong = [];
  const texts = [];
  for (const length of LENGTHS) {
    for (const unit of UNITS) texts.push(message(unit.repeat(length / unit.length), unit), message("plain"));
  }
  texts.forEach((text, index) => {
    const expected = JSON.parse(text).userInput;
    for (const [kind, json] of Object.entries({ string: text, bytes: encoder.encode(text) })) {
      if (BackendMessage.parse(json).userInput !== expected) wrong.push(`text ${index} as ${kind}: ${text.slice(0, 80)}`);
    }
  });
  const list = `[${texts.join(",\n")}]`;
  for (const json of [list, encoder.encode(list)]) {
    BackendMessage.parseMany(json).forEach(({ id, userInput }, index) => {
      const expected = JSON.parse(texts[index]);
      if (id !== expected.id || userInput !== expected.userInput) wrong.push(`text ${index} of the list`);
    });
  }
  const polluted = { put: () => {}, utf8: () => "leaked", quick: Infinity };
  Object.assign(Object.prototype, polluted);
  try {
    for (const text of [message("plain"), message("漢字"), message("é and plain text")]) {
      for (const json of [text, encoder.encode(text)]) {
        if (BackendMessage.parse(json).userInput !== JSON.parse(text).userInput) wrong.push(`${text} with a changed prototype`);
      }
    }
  } finally {
    for (const name in polluted) delete Object.prototype[name];
  }
  for (const half of ["\ud800", "\udc00", "\udc00\ud800", "😀\ude00"]) {
    for (const before of [0, 900, PIECE]) {
      const { error } = BackendMessage.safeParse(message("x".repeat(before) + half));
      if (error?.issues[0].code !== "lone_surrogate") wrong.push(`half of a pair behind ${before} units`);
    }
  }
  wrong.push(...checkDamagedTexts(BackendMessage));
  return wrong;
}

/** @param {typeof import("backend-message").BackendMessage} BackendMessage */
function checkDamagedTexts(BackendMessage) {
  const random = new Random(7);
  const some = (most, list) => Array.from({ length: random.between(0, most) }, () => random.pick(list)).join("");
  const wrong = [];
  for (let round = 0; round < ROUNDS; round++) {
    const messages = Array.from({ length: random.between(1, 4) }, () => message(some(30, UNITS), some(3, UNITS)));
    let text = random.pick(["", "", "ï»¿", "\ufeff"]) + (random.chance(0.5) ? `[${messages.join(",")}]` : messages.join("\n"));
    for (let damage = random.between(0, 3); damage > 0; damage--) {
      const at = random.between(0, text.length);
      text = text.slice(0, at) + random.pick(PIECES) + text.slice(at + random.between(0, 2));
    }
    // Bytes cannot encode half of a surrogate pair.
    const bytes = encoder.encode(text);
    if (new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes) !== text) continue;
    const options = { unknownKeys: random.pick(["strip", "keep", "reject"]) };
    const [fromString, fromBytes] = [text, bytes].map((json) => {
      const { value, error } = BackendMessage.safeParseMany(json, options);
      const { messages, rejected } = BackendMessage.salvage(json, options);
      return JSON.stringify([value, error?.issues, messages, rejected.map(({ offset, error }) => [offset, error.issues])]);
    });
    if (fromString !== fromBytes) wrong.push(`${JSON.stringify(text)}: ${fromString} as a string, ${fromBytes} as bytes`);
  }
  return wrong;
}

/**
 * How often the engine's encoder and decoder were called for short messages, after a first one of their kind.
 *
 * @param {typeof import("backend-message")} api
 */
export function countCodecCalls({ BackendMessage }) {
  const counts = { encoded: 0, decoded: 0 };
  const { encodeInto } = TextEncoder.prototype;
  const { decode } = TextDecoder.prototype;
  const texts = { ascii: message("plain"), wide: message("漢字") };
  const measured = {};
  try {
    TextEncoder.prototype.encodeInto = function (...given) {
      counts.encoded++;
      return encodeInto.apply(this, given);
    };
    TextDecoder.prototype.decode = function (...given) {
      counts.decoded++;
      return decode.apply(this, given);
    };
    for (const [kind, text] of Object.entries(texts)) {
      for (let round = 0; round < 40; round++) BackendMessage.parse(text);
      Object.assign(counts, { encoded: 0, decoded: 0 });
      BackendMessage.parse(text);
      measured[kind] = { ...counts };
    }
  } finally {
    TextEncoder.prototype.encodeInto = encodeInto;
    TextDecoder.prototype.decode = decode;
  }
  return measured;
}
