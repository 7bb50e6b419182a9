// The value of a JSON text that is still arriving, such as the arguments of a tool call.

/** Deeper nesting is an error: recursive code that walks the value would run out of stack. */
const MAX_DEPTH = 1000;

// What may come next.
const VALUE = 0;
const KEY = 1;
const COLON = 2;
/** What a string goes on with. */
const STRING = 3;
/** `,` or the closing bracket; nothing at the outermost level. */
const AFTER = 4;

/** A number or a word, or the beginning of one. Only long strings are worth a state: this is matched anew when more has come. */
const SCALAR = /[-+.\w]*/y;
/** Part of a string. Its length has a limit, as engines take stack for each turn. */
const UNITS = /(?:[^"\\\0-\x1f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4})){0,999}/y;
const ESCAPE_BEGUN = /\\(?:u[\da-fA-F]{0,3})?/y;
/** The first half of a surrogate pair. */
const HALF = /[\ud800-\udbff]$/;

/** @type {typeof import("./partial-json.js").partialJson} */
export function partialJson() {
  let state = VALUE;
  /** The open arrays and objects, each with the place of its next value. The first one holds the whole value. */
  const frames = [{ container: /** @type {any} */ ({}), key: /** @type {string | number} */ ("") }];
  /** How many of the containers in `frames` were shown, so that they must be copied before they change. */
  let shown = 0;
  /** Whether the innermost container has nothing in it yet, not even a comma. */
  let isNew = false;
  /** Of a `{` alone nothing is known: `{bad` is not an empty object. */
  let isKnown = false;
  /** The open string, as far as it is sure, and how much of it was shown. */
  let string = "";
  let isKey = false;
  let shownLength = -1;

  /** All text that was looked at, and what came since. */
  let all = "";
  let unread = "";
  let isWhole = false;
  /** The text that is read now, how far, and, later, its end of which nothing can be said yet. */
  let text = "";
  let at = 0;
  /** @type {import("./partial-json.js").PartialJsonError | undefined} */
  let error;

  /** @param {unknown} value */
  function put(value) {
    for (let depth = 1; depth < shown; depth++) {
      const frame = frames[depth];
      frame.container = Array.isArray(frame.container) ? [...frame.container] : { ...frame.container };
      set(frames[depth - 1], frame.container);
    }
    shown = 0;
    isKnown ||= frames.length > 1;
    set(frames[frames.length - 1], value);
  }

  function putOpenString() {
    if (state !== STRING || isKey || string.length === shownLength) return;
    shownLength = string.length;
    put(string);
  }

  /** @param {number} [where] */
  function fail(where = at, isDeep = false) {
    putOpenString();
    const index = all.length - text.length + where;
    const lines = all.slice(0, index).split("\n");
    const [line, column] = [lines.length, lines[lines.length - 1].length + 1];
    const found = all[index];
    const what = isDeep ? `nested deeper than ${MAX_DEPTH} levels` : found ? `unexpected ${JSON.stringify(found)}` : "the text ends early";
    error = { code: isDeep ? "too_deep" : found ? "invalid_json" : "unexpected_end", message: `${line}:${column}: ${what}`, index, line, column };
  }

  function read() {
    if (error || (!unread && !isWhole)) return;
    text = text.slice(at) + unread;
    all += unread;
    unread = "";
    at = 0;
    for (let before = -1; before < at && !error; ) {
      before = at;
      if (state === STRING) readString();
      else readToken();
    }
    if (isWhole && !error && (state !== AFTER || frames.length > 1)) fail(text.length);
  }

  /** Reads nothing where more text is needed. */
  function readToken() {
    at = endOf(/[ \t\n\r]*/y, text, at);
    const character = text[at];
    const frame = frames[frames.length - 1];
    const isArray = Array.isArray(frame.container);
    if (!character) return;
    if ((isNew || (state === AFTER && frames.length > 1)) && character === (isArray ? "]" : "}")) {
      frames.pop();
      shown = Math.min(shown, frames.length);
      state = AFTER;
    } else if (state === AFTER) {
      if (character !== "," || frames.length < 2) return fail();
      state = isArray ? VALUE : KEY;
    } else if (state === COLON) {
      if (character !== ":") return fail();
      state = VALUE;
    } else {
      isKey = state === KEY;
      if (isArray) frame.key = frame.container.length;
      if (character === '"') {
        string = "";
        shownLength = -1;
        state = STRING;
      } else if (isKey) {
        return fail();
      } else if (character === "[" || character === "{") {
        if (frames.length > MAX_DEPTH) return fail(at, true);
        const container = character === "[" ? [] : {};
        put(container);
        frames.push({ container, key: "" });
        state = character === "[" ? VALUE : KEY;
        isNew = true;
        at++;
        return;
      } else {
        const end = endOf(SCALAR, text, at);
        const token = text.slice(at, end);
        const isAtEnd = end === text.length;
        if (!/^[-\dtfn]/.test(token)) return fail();
        if (isAtEnd && !isWhole) return;
        try {
          put(JSON.parse(token));
        } catch {
          return fail(isAtEnd ? end : at);
        }
        state = AFTER;
        at = end - 1;
      }
    }
    isNew = false;
    at++;
  }

  function readString() {
    const end = endOf(UNITS, text, at);
    const units = text.slice(at, end);
    const meaning = JSON.parse(`"${units}"`);
    if (text[end] === '"') {
      string += meaning;
      if (isKey) frames[frames.length - 1].key = string;
      else putOpenString();
      state = isKey ? COLON : AFTER;
      at = end + 1;
      return;
    }
    // The first half of a surrogate pair waits for the second.
    const isHalf = HALF.test(meaning);
    const sure = isHalf ? end - (HALF.test(units) ? 1 : "\\ud800".length) : end;
    string += isHalf ? meaning.slice(0, -1) : meaning;
    if (sure === at && end < text.length) {
      const wrong = endOf(ESCAPE_BEGUN, text, end);
      if (wrong < text.length || isWhole) fail(wrong);
    }
    at = sure;
  }

  return {
    push(piece, isLast = false) {
      unread += piece;
      isWhole = isLast;
    },
    get value() {
      read();
      putOpenString();
      if (frames.length > 1 && !isKnown) return undefined;
      shown = frames.length;
      return frames[0].container[""];
    },
    get error() {
      read();
      return error;
    },
  };
}

/**
 * The end of what a pattern matches there.
 *
 * @param {RegExp} pattern a sticky one that also matches nothing
 * @param {string} text
 * @param {number} at
 */
function endOf(pattern, text, at) {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}

/**
 * Not by assignment, which `__proto__` and setters of a prototype would catch.
 *
 * @param {{ container: object, key: string | number }} frame
 * @param {unknown} value
 */
function set({ container, key }, value) {
  Object.defineProperty(container, key, { value, writable: true, enumerable: true, configurable: true });
}
