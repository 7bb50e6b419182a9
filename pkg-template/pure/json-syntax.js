// Where a text stops being JSON. Engines tell it each in words of its own, or not at all.

// What may come next, outside of strings, numbers and words.
const VALUE = 0;
/** A value or `]`. */
const FIRST_ELEMENT = 1;
const KEY = 2;
/** A key or `}`. */
const FIRST_KEY = 3;
const COLON = 4;
/** `,`, or what closes the array or object; at the outermost level nothing. */
const AFTER = 5;

/**
 * The first character that cannot stand where it does, or the end of a text that ends early.
 *
 * @param {string} text
 * @returns {{ code: "invalid_json" | "unexpected_end", message: string, index: number, line: number, column: number } | undefined}
 *   undefined where the text is JSON
 */
export function syntaxErrorOf(text) {
  const index = firstWrong(text);
  if (index < 0) return undefined;
  const before = text.slice(0, index);
  const line = before.split("\n").length;
  const column = index - before.lastIndexOf("\n");
  const code = index < text.length ? "invalid_json" : "unexpected_end";
  const what = index < text.length ? "not JSON" : "the text ends early";
  return { code, message: `${line}:${column}: ${what}`, index, line, column };
}

/**
 * @param {string} text
 * @returns {number} -1 where the text is JSON
 */
function firstWrong(text) {
  /** What closes the arrays and objects that are open. */
  const open = [];
  let next = VALUE;
  for (let at = 0; ; ) {
    at = search(/[^ \t\n\r]/g, text, at);
    const character = text[at];
    if (next === AFTER) {
      if (open.length === 0) return at < text.length ? at : -1;
      if (character === open.at(-1)) open.pop();
      else if (character === ",") next = open.at(-1) === "]" ? VALUE : KEY;
      else return at;
      at += 1;
    } else if (next === COLON) {
      if (character !== ":") return at;
      next = VALUE;
      at += 1;
    } else if (next === KEY || (next === FIRST_KEY && character !== "}")) {
      if (character !== '"') return at;
      const end = endOfString(text, at);
      if (end < 0) return ~end;
      next = COLON;
      at = end;
    } else if (next === FIRST_KEY || (next === FIRST_ELEMENT && character === "]")) {
      open.pop();
      next = AFTER;
      at += 1;
    } else if (character === "[" || character === "{") {
      open.push(character === "[" ? "]" : "}");
      next = character === "[" ? FIRST_ELEMENT : FIRST_KEY;
      at += 1;
    } else {
      const end = character === '"' ? endOfString(text, at) : endOfScalar(text, at);
      if (end < 0) return ~end;
      next = AFTER;
      at = end;
    }
  }
}

/**
 * @param {string} text
 * @param {number} at its opening quote
 * @returns {number} where it ends; if it is none, the complement of where that shows
 */
function endOfString(text, at) {
  at += 1;
  for (;;) {
    at = search(/["\\\0-\x1f]/g, text, at);
    if (text[at] === '"') return at + 1;
    const length = matched(/\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y, text, at);
    if (length === 0) return ~(at + matched(/\\(?:u[\da-fA-F]*)?/y, text, at));
    at += length;
  }
}

/**
 * A number or a word: the longest beginning of one, which must be whole.
 *
 * @param {string} text
 * @param {number} at
 * @returns {number} as that of a string
 */
function endOfScalar(text, at) {
  const digits = matched(/-?(?:(?:0|[1-9]\d*)(?:\.(?!\d)|(?:\.\d+)?(?:[eE][+-]?\d*)?))?/y, text, at);
  const length = digits || matched(/t(?:r(?:ue?)?)?|f(?:a(?:l(?:se?)?)?)?|n(?:u(?:ll?)?)?/y, text, at);
  const end = at + length;
  return /\d$|^true$|^false$|^null$/.test(text.slice(at, end)) ? end : ~end;
}

/**
 * Where a pattern is next found, or the end of the text.
 *
 * @param {RegExp} pattern
 * @param {string} text
 * @param {number} from
 */
function search(pattern, text, from) {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}

/**
 * How much of the text a pattern covers there.
 *
 * @param {RegExp} pattern
 * @param {string} text
 * @param {number} at
 */
function matched(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}
