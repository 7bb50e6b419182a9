// The value of a JSON text that is still arriving, such as the arguments of a tool call.

/**
 * @typedef {import("./partial-json.js").PartialJsonError} PartialJsonError
 *
 * @typedef {{ index: number, what: string, open: string, start: number }} Failure where the text stops being JSON, what is
 * wrong, and what is open there and where it began
 */

/** Deeper nesting is an error: recursive code that walks the value would run out of stack. */
const MAX_DEPTH = 1000;

// What may come next.
const VALUE = 0;
/** A value or `]`. */
const FIRST_ELEMENT = 1;
const KEY = 2;
/** A key or `}`. */
const FIRST_KEY = 3;
const COLON = 4;
/** What may follow inside a string. */
const STRING = 5;
/** `,` or the closing bracket; nothing at the outermost level. */
const AFTER = 6;
/** Nothing: the text is not JSON. */
const FAILED = 7;

/** What is expected in each state, for messages. */
const EXPECTED = ["a value", "a value", "a key", 'a key or "}"', '":"'];

// Other faults.
const TOO_DEEP = `nested deeper than ${MAX_DEPTH} levels`;
const LEADING_ZERO = "leading zero in a number";
const CONTROL = "unescaped character";
const ESCAPE = "invalid escape";

/**
 * A number or a word, or the beginning of one.
 *
 * A caller who looks after each digit has the number matched again each time; only long strings are worth a state.
 */
const SCALAR = /t(?:r(?:ue?)?)?|f(?:a(?:l(?:se?)?)?)?|n(?:u(?:ll?)?)?|-?(?:(?:0|[1-9]\d*)(?:\.(?!\d)|(?:\.\d+)?(?:[eE][+-]?\d*)?))?/y;
/** Part of a string. Its length is limited, as engines use stack for each repetition. */
const UNITS = /(?:[^"\\\0-\x1f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4})){0,999}/y;
const ESCAPE_BEGUN = /\\(?:u[\da-fA-F]{0,3})?/y;

/**
 * The end of a pattern's match at a place.
 *
 * @param {RegExp} pattern a sticky one that also matches nothing
 * @param {string} text
 * @param {number} at
 */
function endOf(pattern, text, at) {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}

/** Reads pieces of a text one after another. */
function createReader() {
  let state = VALUE;
  /** The open arrays and objects, each with the place of its next value. The first one holds the whole value. */
  const frames = [{ container: /** @type {any} */ ({}), key: /** @type {string | number} */ (""), start: 0 }];
  /** How many of the containers in `frames` were shown: these are copied before they change. */
  let shown = 0;
  /** A lone `{` says nothing yet: `{bad` is not an empty object. */
  let isKnown = false;
  /** The open string, as far as it is certain, and how much of it was shown. */
  let string = "";
  let stringStart = 0;
  let isKey = false;
  let shownLength = -1;
  /** The end of the text so far, as long as it is ambiguous. */
  let rest = "";
  /** The length of the text before it. */
  let before = 0;
  /** @type {Failure | undefined} */
  let failure;

  const inside = () => frames[frames.length - 1];
  const isInArray = () => Array.isArray(inside().container);

  /** @param {unknown} value */
  function put(value) {
    for (let depth = 1; depth < shown; depth++) {
      const frame = frames[depth];
      frame.container = Array.isArray(frame.container) ? frame.container.slice() : { ...frame.container };
      set(frames[depth - 1], frame.container);
    }
    shown = 0;
    set(inside(), value);
    isKnown = true;
  }

  function putOpenString() {
    if (state !== STRING || isKey || string.length === shownLength) return;
    shownLength = string.length;
    put(string);
  }

  /**
   * @param {number} at
   * @param {string} [what] is wrong, unless something else is expected
   */
  function fail(at, what) {
    putOpenString();
    const close = isInArray() ? '"," or "]"' : '"," or "}"';
    const expected = EXPECTED[state] ?? (frames.length === 1 ? "the end of the text" : close);
    const [open, start] = state === STRING ? ["a string", stringStart] : [isInArray() ? "an array" : "an object", inside().start];
    failure = { index: before + at, what: what || `expected ${expected}`, open: state === STRING || frames.length > 1 ? open : "", start };
    state = FAILED;
    return at;
  }

  /**
   * @param {string} text
   * @param {boolean} isLast
   */
  function read(text, isLast) {
    text = rest + text;
    let at = 0;
    for (let next = -1; next !== at && state !== FAILED; ) {
      next = at;
      at = state === STRING ? readString(text, at, isLast) : readToken(text, at, isLast);
    }
    if (isLast && state !== FAILED && (state !== AFTER || frames.length > 1)) fail(text.length);
    rest = text.slice(at);
    before += at;
  }

  /**
   * @param {string} text
   * @param {number} start
   * @param {boolean} isLast
   * @returns {number} where to continue; `start` if more text is needed
   */
  function readToken(text, start, isLast) {
    const at = endOf(/[ \t\n\r]*/y, text, start);
    const character = text[at];
    if (character === undefined) return at;
    const mayClose = frames.length > 1 && (state === AFTER || state === FIRST_ELEMENT || state === FIRST_KEY);
    if (mayClose && character === (isInArray() ? "]" : "}")) {
      frames.pop();
      shown = Math.min(shown, frames.length);
      isKnown = true;
      state = AFTER;
    } else if (state === AFTER) {
      if (character !== "," || frames.length === 1) return fail(at);
      state = isInArray() ? VALUE : KEY;
    } else if (state === COLON) {
      if (character !== ":") return fail(at);
      state = VALUE;
    } else {
      isKey = state === KEY || state === FIRST_KEY;
      if (isInArray()) inside().key = inside().container.length;
      if (character === '"') {
        string = "";
        stringStart = before + at;
        shownLength = -1;
        state = STRING;
      } else if (isKey) {
        return fail(at);
      } else if (character === "[" || character === "{") {
        if (frames.length > MAX_DEPTH) return fail(at, TOO_DEEP);
        const container = character === "[" ? [] : {};
        const wasKnown = isKnown || frames.length > 1;
        put(container);
        isKnown = wasKnown;
        frames.push({ container, key: "", start: before + at });
        state = character === "[" ? FIRST_ELEMENT : FIRST_KEY;
      } else {
        return readScalar(text, at, isLast);
      }
    }
    return at + 1;
  }

  /**
   * @param {string} text
   * @param {number} at
   * @param {boolean} isLast
   */
  function readScalar(text, at, isLast) {
    const end = endOf(SCALAR, text, at);
    const token = text.slice(at, end);
    const isWord = /^[tfn]/.test(token);
    const isWhole = isWord ? /^(?:true|false|null)$/.test(token) : /\d$/.test(token);
    if (end === text.length && !isLast && !(isWord && isWhole)) return at;
    if (/^-?0$/.test(token) && /\d/.test(text.charAt(end))) return fail(end, LEADING_ZERO);
    if (!isWhole) {
      const expected = isWord ? ["true", "false", "null"].find((word) => word[0] === token[0]) : token && "a digit";
      return fail(end, expected && `expected ${expected}`);
    }
    put(JSON.parse(token));
    state = AFTER;
    return end;
  }

  /**
   * @param {string} text
   * @param {number} at
   * @param {boolean} isLast
   */
  function readString(text, at, isLast) {
    const end = endOf(UNITS, text, at);
    const units = text.slice(at, end);
    const meaning = JSON.parse(`"${units}"`);
    if (text[end] === '"') {
      string += meaning;
      if (isKey) inside().key = string;
      else putOpenString();
      state = isKey ? COLON : AFTER;
      return end + 1;
    }
    // The first half of a surrogate pair waits for the second.
    const isHalf = /[\ud800-\udbff]$/.test(meaning);
    const sure = isHalf ? end - (/[\ud800-\udbff]$/.test(units) ? 1 : "\\ud800".length) : end;
    string += isHalf ? meaning.slice(0, -1) : meaning;
    if (sure > at || end === text.length) return sure;
    if (text[end] !== "\\") return fail(end, CONTROL);
    const wrong = endOf(ESCAPE_BEGUN, text, end);
    if (wrong === text.length) return isLast ? fail(wrong) : at;
    return fail(wrong, wrong === end + 1 ? ESCAPE : "expected a hexadecimal digit");
  }

  return {
    read,
    failure: () => failure,
    value() {
      putOpenString();
      if (!isKnown) return undefined;
      shown = frames.length;
      return frames[0].container[""];
    },
  };
}

/**
 * Defined, not assigned: `__proto__` or a prototype's setter would intercept an assignment.
 *
 * @param {{ container: object, key: string | number }} frame
 * @param {unknown} value
 */
function set({ container, key }, value) {
  Object.defineProperty(container, key, { value, writable: true, enumerable: true, configurable: true });
}

/** @type {typeof import("./partial-json.js").partialJson} */
export function partialJson() {
  const reader = createReader();
  let all = "";
  /** Text that was not read yet. */
  let unread = "";
  let isWhole = false;
  /** @type {PartialJsonError | undefined} */
  let error;

  function read() {
    if (unread !== "" || isWhole) reader.read(unread, isWhole);
    all += unread;
    unread = "";
  }

  return {
    push(piece, isLast = false) {
      unread += piece;
      isWhole = isLast;
    },
    get value() {
      read();
      return reader.value();
    },
    get error() {
      read();
      const failure = reader.failure();
      return failure && (error ??= errorOf(all, failure));
    },
  };
}

/**
 * Uses the wording of the package's parser.
 *
 * @param {string} text
 * @param {Failure} failure
 * @returns {PartialJsonError}
 */
function errorOf(text, { index, what, open, start }) {
  const isDeep = what === TOO_DEEP;
  const { line, column } = placeOf(text, index);
  const code = isDeep ? "too_deep" : index < text.length ? "invalid_json" : "unexpected_end";
  const found = (/ a (?:value|key|digit)/.test(what) && wordAt(text, index)) || nameOf(text.codePointAt(index));
  let said = `${what}, found ${found}`;
  if (isDeep || what === LEADING_ZERO) said = what;
  else if (what === CONTROL) said = `unescaped ${CONTROLS[text[index]] ?? `control character ${found}`} in a string`;
  else if (what === ESCAPE) said = `${what}: a backslash before ${found}`;
  else if (index === text.length && open !== "") {
    const began = placeOf(text, start);
    said = `the text ends within ${open} that began at ${began.line}:${began.column}`;
  } else if (!/[^ \t\n\r]/.test(text)) said = "the text is empty";
  return { code, message: `${line}:${column}: ${said}`, index, line, column };
}

/**
 * An unexpected word, clipped.
 *
 * @param {string} text
 * @param {number} index
 */
function wordAt(text, index) {
  const word = text.slice(index, endOf(/[\w$]*/y, text, index));
  return word.length > 1 && `"${word.length > 40 ? `${word.slice(0, 40)}…` : word}"`;
}

/** @type {{ readonly [character: string]: string }} */
const CONTROLS = { "\n": "line break", "\r": "line break", "\t": "tab" };

/**
 * @param {string} text
 * @param {number} index
 */
function placeOf(text, index) {
  const lines = text.slice(0, index).split("\n");
  return { line: lines.length, column: lines[lines.length - 1].length + 1 };
}

/** Characters that are invisible, look like a space, or change how the text around them is shown. */
const UNSEEN = /(?! )[\p{Cc}\p{Cs}\p{Z}\p{DI}\u0300-\u036f\u2800\ufff9-\ufffb]/u;

/** @param {number | undefined} code */
function nameOf(code) {
  if (code === undefined) return "the end of the text";
  const character = String.fromCodePoint(code);
  if (UNSEEN.test(character)) return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  return character === '"' ? `'"'` : `"${character}"`;
}
