// The value of a JSON text that is still arriving, such as the arguments of a tool call.

/** Deeper nesting is an error: recursive code that walks the value would run out of stack. */
const MAX_DEPTH = 1000;
const TOO_DEEP = `at most ${MAX_DEPTH} levels of nesting`;

// What may come next between tokens.
const VALUE = 0;
/** A value or `]`. */
const FIRST_ELEMENT = 1;
const KEY = 2;
/** A key or `}`. */
const FIRST_KEY = 3;
const COLON = 4;
/** `,` or the closing bracket; nothing at the outermost level. */
const AFTER = 5;
// Inside tokens.
const STRING = 6;
const ESCAPE = 7;
const NUMBER = 8;
const WORD = 9;
/** The text is not JSON from here on. */
const FAILED = 10;

/** @type {ReadonlyMap<string, string>} */
const ESCAPES = new Map([["b", "\b"], ["f", "\f"], ["n", "\n"], ["r", "\r"], ["t", "\t"], ['"', '"'], ["\\", "\\"], ["/", "/"]]);

/** @type {readonly [string, unknown][]} */
const WORDS = [["true", true], ["false", false], ["null", null]];

/**
 * Where a number goes from each state (row) with `0`, `1` to `9`, `.`, `e`, a sign and anything else (columns). The states:
 * after a minus, a leading zero, the integer, the point, the fraction, the `e`, the sign of the exponent, the exponent.
 */
const NUMBER_STATES = ["12    ", "  35  ", "2235  ", "44    ", "44 5  ", "77  6 ", "77    ", "77    "];
const LEADING_ZERO = 1;
/** The states in which a number may end. */
const WHOLE_NUMBER = "1247";

/**
 * A piece of JSON text after another, and the value so far.
 *
 * @typedef {{ container: any, key: string | number }} Frame an open array or object, and the place of its next value
 */
class Reader {
  /** UTF-16 units of the text before the chunk that is read now. */
  #before = 0;
  #state = VALUE;
  /** The first frame stands for what holds the whole value. @type {Frame[]} */
  #frames = [{ container: {}, key: "" }];
  /** How many of the containers of `#frames` were shown, so that they must be copied before they change. */
  #shown = 0;
  /** Of a `{` alone nothing is known: `{bad` is not an empty object. */
  #isKnown = false;

  /** What is there of a token: of a string its meaning. */
  #token = "";
  #isKey = false;
  /** The first half of a surrogate pair, at the end of the open string. */
  #half = "";
  #escape = "";
  /** What is missing of `true`, `false` or `null`. */
  #rest = "";
  #numberState = 0;
  /** The length of the open string that was shown last. */
  #shownLength = -1;

  /** Where the text stops being JSON, or -1, and what was expected there. */
  wrongAt = -1;
  expected = "";

  get isComplete() {
    return this.#state === AFTER && this.#frames.length === 1;
  }

  /** The value so far. It is not changed by what is read later. */
  value() {
    this.#putOpenString();
    if (!this.#isKnown) return undefined;
    this.#shown = this.#frames.length;
    return this.#frames[0].container[""];
  }

  /** @param {string} chunk */
  read(chunk) {
    for (let at = 0; at < chunk.length && this.#state !== FAILED; ) {
      if (this.#state === STRING) at = this.#readString(chunk, at);
      else if (this.#state === ESCAPE) at = this.#readEscape(chunk, at);
      else if (this.#state === NUMBER) at = this.#readNumber(chunk, at);
      else if (this.#state === WORD) at = this.#readWord(chunk, at);
      else at = this.#readBetweenTokens(chunk, at);
    }
    this.#before += chunk.length;
  }

  /** Nothing follows, so a number at the end is whole. */
  end() {
    if (this.#state === NUMBER) this.#endNumber(0);
    if (this.#state !== FAILED && !this.isComplete) this.#fail(0, this.#wanted());
  }

  /** What may come next, in the words of the package's parser. */
  #wanted() {
    const isArray = Array.isArray(this.#frames[this.#frames.length - 1].container);
    switch (this.#state) {
      case FIRST_KEY:
        return 'a key or "}"';
      case KEY:
        return "a key";
      case COLON:
        return '":"';
      case AFTER:
        return this.#frames.length === 1 ? "the end of the text" : isArray ? '"," or "]"' : '"," or "}"';
      case STRING:
        return "the string's closing quote";
      case ESCAPE:
        return "the rest of the escape";
      case WORD:
        return this.#token;
      default:
        return "a value";
    }
  }

  #putOpenString() {
    const isOpen = (this.#state === STRING || this.#state === ESCAPE) && !this.#isKey;
    if (!isOpen || this.#token.length === this.#shownLength) return;
    this.#shownLength = this.#token.length;
    this.#put(this.#token);
  }

  /**
   * @param {number} at
   * @param {string} expected
   */
  #fail(at, expected) {
    this.#putOpenString();
    this.#state = FAILED;
    this.wrongAt = this.#before + at;
    this.expected = expected;
    return at;
  }

  /** @param {unknown} value */
  #put(value) {
    for (let depth = 1; depth < this.#shown; depth++) {
      const frame = this.#frames[depth];
      frame.container = Array.isArray(frame.container) ? frame.container.slice() : { ...frame.container };
      set(this.#frames[depth - 1], frame.container);
    }
    this.#shown = 0;
    set(/** @type {Frame} */ (this.#frames.at(-1)), value);
    this.#isKnown = true;
  }

  /** @param {unknown} value of a token, or of an array or object that was closed */
  #endValue(value) {
    this.#put(value);
    this.#state = AFTER;
  }

  /**
   * @param {string} chunk
   * @param {number} start
   * @returns {number} where to go on
   */
  #readBetweenTokens(chunk, start) {
    const at = endOf(/[ \t\n\r]*/y, chunk, start);
    if (at === chunk.length) return at;
    const character = chunk[at];
    const frame = /** @type {Frame} */ (this.#frames.at(-1));
    const isArray = Array.isArray(frame.container);
    const isClosing = character === (isArray ? "]" : "}") && this.#frames.length > 1;
    switch (this.#state) {
      case COLON:
        if (character !== ":") return this.#fail(at, this.#wanted());
        this.#state = VALUE;
        return at + 1;
      case AFTER:
        if (isClosing) return this.#close(at);
        if (character !== "," || this.#frames.length === 1) return this.#fail(at, this.#wanted());
        this.#state = isArray ? VALUE : KEY;
        return at + 1;
      case FIRST_KEY:
      case FIRST_ELEMENT:
        if (isClosing) return this.#close(at);
    }
    const wantsKey = this.#state === KEY || this.#state === FIRST_KEY;
    if (isArray) frame.key = frame.container.length;
    if (character === '"') {
      this.#isKey = wantsKey;
      this.#token = "";
      this.#shownLength = -1;
      this.#state = STRING;
      return at + 1;
    }
    if (wantsKey) return this.#fail(at, this.#wanted());
    if (character === "[" || character === "{") return this.#open(character === "[" ? [] : {}, at);
    const word = WORDS.find(([name]) => name[0] === character);
    if (word !== undefined) {
      this.#token = word[0];
      this.#rest = word[0].slice(1);
      this.#state = WORD;
      return at + 1;
    }
    // A number begins like what follows a minus, or with the minus itself.
    this.#token = "";
    this.#numberState = 0;
    if (character === "-") this.#token = "-";
    else if (!/\d/.test(character)) return this.#fail(at, this.#wanted());
    this.#state = NUMBER;
    return at + this.#token.length;
  }

  /**
   * @param {object} container
   * @param {number} at
   */
  #open(container, at) {
    if (this.#frames.length > MAX_DEPTH) {
      return this.#fail(at, TOO_DEEP);
    }
    const wasKnown = this.#isKnown;
    this.#put(container);
    this.#isKnown = wasKnown || this.#frames.length > 1;
    this.#frames.push({ container, key: "" });
    this.#state = Array.isArray(container) ? FIRST_ELEMENT : FIRST_KEY;
    return at + 1;
  }

  /** @param {number} at */
  #close(at) {
    this.#frames.pop();
    this.#shown = Math.min(this.#shown, this.#frames.length);
    this.#isKnown = true;
    this.#state = AFTER;
    return at + 1;
  }

  /**
   * @param {string} chunk
   * @param {number} start
   */
  #readString(chunk, start) {
    const at = endOf(/[^"\\\0-\x1f]*/y, chunk, start);
    if (at > start) this.#append(chunk.slice(start, at));
    if (at === chunk.length) return at;
    if (chunk[at] === "\\") {
      this.#escape = "\\";
      this.#state = ESCAPE;
    } else if (chunk[at] === '"') {
      const string = this.#token + this.#half;
      this.#half = "";
      if (this.#isKey) {
        /** @type {Frame} */ (this.#frames.at(-1)).key = string;
        this.#state = COLON;
      } else if (string.length === this.#shownLength) {
        this.#state = AFTER;
      } else {
        this.#endValue(string);
      }
    } else {
      return this.#fail(at, "a control character to be escaped");
    }
    return at + 1;
  }

  /** @param {string} units not empty */
  #append(units) {
    const text = this.#half + units;
    this.#half = /[\ud800-\udbff]$/.test(text) ? text.slice(-1) : "";
    this.#token += this.#half === "" ? text : text.slice(0, -1);
  }

  /**
   * @param {string} chunk
   * @param {number} at
   */
  #readEscape(chunk, at) {
    const character = chunk[at];
    const isFirst = this.#escape.length === 1;
    const meaning = isFirst ? ESCAPES.get(character) : undefined;
    if (meaning === undefined && !(isFirst ? character === "u" : /[\da-fA-F]/.test(character))) {
      return this.#fail(at, isFirst ? "an escape" : "a hexadecimal digit");
    }
    this.#escape += character;
    if (meaning !== undefined) this.#append(meaning);
    else if (this.#escape.length === 6) this.#append(String.fromCharCode(parseInt(this.#escape.slice(2), 16)));
    else return at + 1;
    this.#state = STRING;
    return at + 1;
  }

  /**
   * @param {string} chunk
   * @param {number} start
   */
  #readNumber(chunk, start) {
    for (let at = start; at < chunk.length; at++) {
      const column = columnOf(chunk[at]);
      const next = NUMBER_STATES[this.#numberState][column];
      if (this.#numberState === LEADING_ZERO && column < 2) return this.#fail(at, "no digit after a leading zero");
      if (next === " ") {
        this.#token += chunk.slice(start, at);
        return this.#endNumber(at);
      }
      this.#numberState = Number(next);
    }
    this.#token += chunk.slice(start);
    return chunk.length;
  }

  /** @param {number} at */
  #endNumber(at) {
    if (!WHOLE_NUMBER.includes(String(this.#numberState))) return this.#fail(at, "a digit");
    this.#endValue(Number(this.#token));
    return at;
  }

  /**
   * @param {string} chunk
   * @param {number} at
   */
  #readWord(chunk, at) {
    if (chunk[at] !== this.#rest[0]) return this.#fail(at, this.#token);
    this.#rest = this.#rest.slice(1);
    if (this.#rest === "") this.#endValue(WORDS.find(([name]) => name === this.#token)?.[1]);
    return at + 1;
  }
}

/**
 * Not by assignment, which `__proto__` and setters of a prototype would catch.
 *
 * @param {Frame} frame
 * @param {unknown} value
 */
function set({ container, key }, value) {
  Object.defineProperty(container, key, { value, writable: true, enumerable: true, configurable: true });
}

/**
 * @param {string} character
 * @returns {number} the column of `NUMBER_STATES`
 */
function columnOf(character) {
  if (character >= "0" && character <= "9") return character === "0" ? 0 : 1;
  if (character === ".") return 2;
  if (character === "e" || character === "E") return 3;
  return character === "+" || character === "-" ? 4 : 5;
}

/**
 * @param {RegExp} pattern a sticky one that also matches nothing
 * @param {string} text
 * @param {number} at
 */
function endOf(pattern, text, at) {
  pattern.lastIndex = at;
  pattern.test(text);
  return pattern.lastIndex;
}

/**
 * Why a text is not the beginning of JSON, or, once it is whole, not JSON.
 *
 * @typedef {object} PartialJsonError
 * @property {"invalid_json" | "unexpected_end" | "too_deep"} code
 * @property {string} message
 * @property {number} index UTF-16 units of the text before the first wrong character, or before its end
 * @property {number} line
 * @property {number} column in UTF-16 units, from 1
 */

/**
 * Reads JSON text that comes in pieces, and shows the value so far: each value that it shows is a beginning of the next
 * one. Strings grow, but never end inside an escape or a surrogate pair; numbers, `true`, `false`, `null` and keys
 * appear when they are whole.
 *
 * Nothing is parsed until somebody looks, and no character twice. What did not change since the last look is the same
 * object, and what was shown never changes: a look after a change costs a shallow copy of the open arrays and objects.
 */
export class PartialJson {
  #reader = new Reader();
  #read = "";
  /** What nobody has looked at. */
  #unread = "";
  #isWhole = false;
  /** @type {PartialJsonError | undefined} */
  #error;

  /**
   * Adds a piece of the text. Once {@link replace} has given all of it, a piece is ignored.
   *
   * @param {string} piece
   */
  push(piece) {
    if (!this.#isWhole) this.#unread += piece;
  }

  /**
   * Gives the whole text, whatever came before. If what came before is its beginning, the values of that are kept.
   *
   * @param {string} text
   */
  replace(text) {
    const before = this.text;
    const isContinued = !this.#isWhole && text.startsWith(before);
    if (this.#isWhole && text === before) return;
    if (isContinued) {
      this.#unread += text.slice(before.length);
    } else {
      this.#reader = new Reader();
      this.#error = undefined;
      this.#read = "";
      this.#unread = text;
    }
    this.#isWhole = true;
  }

  /** All text so far. */
  get text() {
    return this.#read + this.#unread;
  }

  /** The value so far, or the last one before the text went wrong. `undefined` while nothing is known. */
  get value() {
    this.#readAll();
    return this.#reader.value();
  }

  /** Why the text is not the beginning of JSON, or, after {@link replace}, not JSON. */
  get error() {
    this.#readAll();
    const { wrongAt, expected } = this.#reader;
    if (wrongAt < 0) return undefined;
    return (this.#error ??= errorAt(this.#read, wrongAt, expected));
  }

  /** Whether a whole JSON value stands in the text, and nothing else. A number can grow, until it is known to be all. */
  get isComplete() {
    this.#readAll();
    return this.#reader.isComplete;
  }

  #readAll() {
    if (this.#unread !== "") {
      this.#reader.read(this.#unread);
      this.#read += this.#unread;
      this.#unread = "";
    }
    if (this.#isWhole) this.#reader.end();
  }
}

/**
 * @param {string} text
 * @param {number} index
 * @param {string} expected
 * @returns {PartialJsonError}
 */
function errorAt(text, index, expected) {
  const before = text.slice(0, index);
  const line = before.split("\n").length;
  const column = index - before.lastIndexOf("\n");
  const code = expected === TOO_DEEP ? "too_deep" : index < text.length ? "invalid_json" : "unexpected_end";
  return { code, message: `${line}:${column}: expected ${expected}, found ${nameOf(text.codePointAt(index))}`, index, line, column };
}

/** White space other than U+0020, and what shows nothing, or changes how the text around it is shown. */
const UNSEEN = /(?! )[\s\0-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff\u{e0000}-\u{e007f}]/u;

/** @param {number | undefined} code */
function nameOf(code) {
  if (code === undefined) return "the end of the text";
  const character = String.fromCodePoint(code);
  if (UNSEEN.test(character)) return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  return character === '"' ? "'\"'" : `"${character}"`;
}
