// A running wasm module: its instance, the views of its memory, and the boundary that every call crosses. There are two such
// modules, the core and insight, with an instance each.

import { BackendMessageError } from "../pure/error.js";
import { decodeUtf8, encoderOfUtf8 } from "../pure/text-codecs.js";
import { ASCII, ASCII_LENGTH, COUNT, HEADER_WORDS, LONGEST, NEXT, SLOT_WORDS, START, TAPE, WIDE, WIDE_LENGTH } from "./generated/abi.js";
import { compiled, instantiate, instantiateLater, needWebAssembly } from "./instance.js";
import { Tape } from "./tape.js";

/** Bytes of text that are in wasm memory at a time. Few messages are longer, so few are read twice; other sizes were no faster. */
export const WINDOW = 1 << 18;
/** UTF-16 units of a string that are in wasm memory at a time, if the string is not encoded. */
export const UNITS = 1 << 17;
/** Bytes of memory that are kept for the next text. */
const KEPT = 1 << 24;

/**
 * Copies strings out of wasm memory and into it. `wide` decodes UTF-16; `utf8` exists where UTF-8 is quicker for text that
 * is mostly ASCII. `put` copies the units of a string, and may overwrite three more. Without `put`, strings are encoded;
 * with it, strings beyond ASCII are not, nor are those of up to `quick` units.
 *
 * @typedef {{
 *   ascii(address: number, length: number): string,
 *   wide(address: number, length: number): string,
 *   utf8?(address: number, length: number): string,
 *   put?(text: string, address: number): void,
 *   quick?: number,
 * }} Memory
 *
 * @typedef {import("../pure/generated/model.js").Record} Record
 */

/** How many pieces of strings are expected to be beyond ASCII after one that was. */
const PATIENCE = 16;

export class Engine {
  /** The instance's exports, undefined while there is none. Each module has a part of them. @type {{ [Name in import("./generated/abi.js").Export]: any }} */
  wasm = /** @type {any} */ (undefined);
  /** Gives the module, or the binary; without it, `init` of a slim entry brings the module. @type {(() => any) | undefined} */
  source;
  /** Called again when memory has grown; none if no strings are taken from memory. @type {((memory: WebAssembly.Memory) => Memory) | undefined} */
  memoryOf;

  /** Views of wasm memory, renewed when it has grown: then they have lost their length. */
  window = new Uint8Array(0);
  header = new Uint32Array(0);
  tape = new Tape();
  /** There is one while there is a window. @type {Memory | undefined} */
  memory;
  /** @type {TextEncoder} */
  encoder = /** @type {any} */ (undefined);

  /** The module, once it is compiled. @type {WebAssembly.Module | undefined} */
  #module;
  #slim;
  #exports;
  /**
   * Whether a call is inside the wasm. Still true when the next call starts: the last one trapped, or ran out of stack or
   * memory, so the instance is replaced.
   */
  #isEntered = false;
  /** Whether the contents of memory must outlive a session. */
  #isFork = false;
  /** How many bytes the window has room for. */
  #capacity = 0;
  /** The address for units; 0 while there is no room for them. */
  #units = 0;
  /** Whether there is more memory than is kept. */
  #isLarge = false;
  /**
   * How many more pieces of strings are expected to be beyond ASCII, and so are narrowed instead of encoded. Engines do not
   * say which strings are, so the last ones decide; a few ASCII strings among them change nothing.
   */
  #wide = 0;

  /**
   * @param {string} slim the entry that leaves loading to its user
   * @param {import("./generated/abi.js").Export[]} exports that tell the module from others
   */
  constructor(slim, exports) {
    this.#slim = slim;
    this.#exports = exports;
  }

  /**
   * Runs a function on the wasm. It must not call this method again. Afterwards, memory that a very large message took is
   * released; after a failure, the next call gets a new instance.
   *
   * @template Result
   * @param {(engine: this, a: any, b: any, c: any, d: any, e: any) => Result} act
   * @param {any} [a]
   * @param {any} [b]
   * @param {any} [c]
   * @param {any} [d]
   * @param {any} [e]
   * @returns {Result}
   */
  session(act, a, b, c, d, e) {
    if (this.#isEntered || this.wasm === undefined) this.#start();
    this.#isEntered = true;
    let result;
    try {
      result = act(this, a, b, c, d, e);
    } catch (error) {
      throw explain(error);
    }
    this.#isEntered = false;
    // The memory of an instance never shrinks.
    if (this.#isLarge && !this.#isFork) this.#start();
    return result;
  }

  /**
   * An engine of the same module with an instance of its own, for work that others may interrupt. Its memory is given back when
   * nobody has it any more, and not before.
   */
  fork() {
    this.#module ??= this.#compiled();
    const engine = new Engine(this.#slim, this.#exports);
    engine.#module = this.#module;
    engine.#isFork = true;
    return engine;
  }

  /** Makes an instance, and replaces an earlier one. */
  #start() {
    this.#use(instantiate((this.#module ??= this.#compiled())));
  }

  #compiled() {
    if (this.source === undefined) throw new Error(`${this.#slim} is not ready: await init(source) before this call`);
    needWebAssembly();
    return compiled(this.source());
  }

  /**
   * Makes an instance of a module that was loaded, unless there is one already.
   *
   * @param {WebAssembly.Module} module
   */
  async startWith(module) {
    if (this.wasm !== undefined) return;
    this.#refuseOthers(module);
    let wasm;
    try {
      // Synchronously: during a wait, another entry might start.
      wasm = instantiate(module);
    } catch {
      // Chrome before mid-2023 lets a page wait for a module of this size only. No other entry starts there either.
      wasm = await instantiateLater(module);
    }
    this.#module = module;
    this.#use(wasm);
  }

  /**
   * Any module would be instantiated, and fail at the first call.
   *
   * @param {WebAssembly.Module} module
   */
  #refuseOthers(module) {
    const names = new Set(WebAssembly.Module.exports(module).map(({ name }) => name));
    const missing = this.#exports.find((name) => !names.has(name));
    if (missing !== undefined) {
      throw new Error(`this is not the wasm module of ${this.#slim}: it exports no ${JSON.stringify(missing)}`);
    }
  }

  /** @param {any} wasm */
  #use(wasm) {
    this.wasm = wasm;
    this.encoder = encoderOfUtf8();
    this.#capacity = 0;
    this.#units = 0;
    this.#setViews(new ArrayBuffer(0), 0, 0);
    // They would keep the released memory.
    this.memory = undefined;
  }

  /**
   * A text from the wasm module, whose memory is then freed.
   *
   * @param {[address: number, length: number]} text
   * @returns {string | undefined} undefined if it made none
   */
  takeText([address, length]) {
    if (address === 0) return undefined;
    const text = decodeUtf8(this.bytesAt(address, length));
    this.wasm.__wbindgen_free(address, length, 1);
    return text;
  }

  /** The issues that ended a reading, as JSON. */
  issues() {
    return /** @type {string} */ (this.takeText(this.wasm.issues()));
  }

  /** The rejected record and its issues, as JSON. */
  rejection() {
    return /** @type {string} */ (this.takeText(this.wasm.rejection()));
  }

  /**
   * Says where the list of records is, after a reading has begun.
   *
   * @param {string} pointer a JSON Pointer to it
   */
  locate(pointer) {
    const bytes = this.encoder.encode(pointer);
    this.ensureWindow(bytes.length);
    this.window.set(bytes);
    this.wasm.locate(bytes.length);
  }

  /** What was replaced in a record, as JSON. */
  replaced() {
    return /** @type {string} */ (this.takeText(this.wasm.replaced()));
  }

  /**
   * Ensures that the window is valid and large enough. It is lost when memory has grown.
   *
   * @param {number} needed how large it must be at least
   */
  ensureWindow(needed) {
    if (this.window.length < needed) this.#renew(needed);
  }

  /**
   * Makes the window at least that large, and renews all views.
   *
   * @param {number} needed
   */
  #renew(needed) {
    const { wasm } = this;
    const wanted = Math.max(this.#capacity, needed);
    const address = wasm.reserve(wanted) >>> 0;
    if (address === 0) throw new RangeError(`a single message needs ${wanted} bytes of memory, which are not to be had`);
    this.#capacity = wanted;
    const headerAddress = wasm.header() >>> 0;
    this.#setViews(wasm.memory.buffer, address, headerAddress);
    this.memory = this.memoryOf?.(wasm.memory);
  }

  /**
   * @param {ArrayBuffer} buffer
   * @param {number} address
   * @param {number} headerAddress
   */
  #setViews(buffer, address, headerAddress) {
    this.#isLarge = buffer.byteLength > KEPT;
    this.window = new Uint8Array(buffer, address, this.#capacity);
    this.header = new Uint32Array(buffer, headerAddress, this.#capacity === 0 ? 0 : HEADER_WORDS);
    this.tape.words = new Int32Array(buffer);
    this.tape.numbers = new Float64Array(buffer);
  }

  /**
   * A part of wasm memory, until that grows.
   *
   * @param {number} address
   * @param {number} length
   */
  bytesAt(address, length) {
    return new Uint8Array(this.wasm.memory.buffer, address >>> 0, length);
  }

  /** Whether the units of a string can be copied. */
  get canNarrow() {
    return this.memory?.put !== undefined;
  }

  /**
   * Whether narrowing is the quickest way for a string.
   *
   * @param {string} text
   */
  prefersNarrow({ length }) {
    const { memory } = this;
    return (this.#wide > 0 && memory?.put !== undefined) || length <= (memory?.quick ?? -1);
  }

  /**
   * Notes whether the last piece had text beyond ASCII.
   *
   * @param {boolean} isWide
   */
  noteWide(isWide) {
    if (isWide) this.#wide = PATIENCE;
    else if (this.#wide > 0) this.#wide -= 1;
  }

  /**
   * Copies at most `UNITS` units of a string, for the wasm module to narrow them.
   *
   * @param {string} text
   */
  putUnits(text) {
    if (this.#units === 0) {
      this.#units = this.wasm.reserve_units(UNITS) >>> 0;
      this.ensureWindow(this.#capacity);
    }
    this.memory?.put?.(text, this.#units);
  }

  /**
   * The one record on the tape.
   *
   * @param {Record} record
   */
  materialiseOne(record) {
    this.decodeArenas();
    const { tape } = this;
    const value = record.read(tape, tape.base);
    tape.forgetTexts();
    return value;
  }

  /**
   * Appends the records on the tape to a list.
   *
   * @param {Record} record
   * @param {object[]} list
   */
  materialise(record, list) {
    let count = this.header[COUNT];
    this.decodeArenas();
    const { tape } = this;
    const { words, base } = tape;
    for (let at = base; count > 0; count--) {
      list.push(record.read(tape, at));
      at = base + SLOT_WORDS * words[at + NEXT];
    }
    tape.forgetTexts();
  }

  /**
   * Calls a function with where each record on the tape begins, counted from where the reading began in the window.
   *
   * @param {(start: number) => void} take
   */
  forEachStart(take) {
    const { header, tape } = this;
    const base = header[TAPE] >>> 2;
    let at = base;
    for (let count = header[COUNT]; count > 0; count--) {
      take(tape.words[at + START] >>> 0);
      at = base + SLOT_WORDS * tape.words[at + NEXT];
    }
  }

  /** Gives the tape its texts. */
  decodeArenas() {
    const { header, tape } = this;
    tape.base = header[TAPE] >>> 2;
    const length = header[ASCII_LENGTH];
    tape.ascii = length === 0 ? "" : /** @type {Memory} */ (this.memory).ascii(header[ASCII], length);
    const wide = header[WIDE_LENGTH];
    tape.wide = wide === 0 ? "" : this.#wideTexts(wide);
  }

  /** @param {number} length in UTF-16 units */
  #wideTexts(length) {
    if (this.memory?.utf8 !== undefined && length <= UNITS) {
      const bytes = this.wasm.wide_as_utf8();
      // Memory may have grown.
      this.ensureWindow(this.#capacity);
      if (bytes > 0) return this.memory.utf8(this.header[WIDE], bytes);
    }
    return /** @type {Memory} */ (this.memory).wide(this.header[WIDE], length);
  }
}

/**
 * The size of the next window, after one in which a record did not end.
 *
 * @param {number} limit
 * @param {number} [needed] how large it should be at least
 */
export function larger(limit, needed = 0) {
  if (limit === LONGEST) {
    throw tooLarge("a single record of 1 GiB or more cannot be read", "if the list is a member of an object, read it with the option at");
  }
  return Math.min(Math.max(2 * limit, needed), LONGEST);
}

/**
 * @param {unknown} error what ended a call within the wasm
 * @returns {unknown} what to throw
 */
function explain(error) {
  if (isTooLong(error)) {
    return tooLarge(
      "a single record has more text than a string of this engine can hold",
      "summarize and audit can read it: they create no strings from it",
    );
  }
  if (!(error instanceof WebAssembly.RuntimeError)) return error;
  return new Error(
    "backend-message's wasm stopped in the midst of its work, most likely for want of memory; the next call starts it anew",
    { cause: error },
  );
}

/**
 * Whether a string would be longer than the engine allows. V8 allows fewer units than the longest record has; others do not.
 *
 * @param {any} error
 */
function isTooLong(error) {
  return error?.code === "ERR_STRING_TOO_LONG" || (error instanceof RangeError && error.message === "Invalid string length");
}

/**
 * @param {string} message
 * @param {string} hint
 */
function tooLarge(message, hint) {
  const issue = { code: /** @type {const} */ ("too_large"), message, path: [], pointer: "", hint };
  return new BackendMessageError({ issues: [issue], truncated: false, reports: [`${message}\n  hint: ${hint}`] });
}
