// Copies strings into wasm memory and out of it, in the way that is quickest in each engine. Some of the web's own ways take
// several times as long as others, and engines differ in which. Node has its buffers (node-memory.js).

import { decodeUtf16, decodeUtf8 } from "../pure/text-codecs.js";
import decode from "./generated/js-strings.js";
import { UNITS } from "./engine.js";

/** What every engine has. A byte order mark is a character like any other inside a text. */
class DecodedMemory {
  /** @param {ArrayBuffer} buffer */
  constructor(buffer) {
    this.buffer = buffer;
  }

  /**
   * @param {number} address
   * @param {number} length
   */
  ascii(address, length) {
    return decodeUtf8(new Uint8Array(this.buffer, address, length));
  }

  /**
   * @param {number} address
   * @param {number} length in UTF-16 units
   */
  wide(address, length) {
    return decodeUtf16(new Uint8Array(this.buffer, address, 2 * length));
  }
}

// Null prototype: a missing `put` must stay undefined even if someone extends Object.prototype.
Object.setPrototypeOf(DecodedMemory.prototype, null);

/** JavaScriptCore reads units several times as fast as it encodes them, and decodes UTF-16 at a third of the speed of UTF-8. */
class LoopedMemory extends DecodedMemory {
  /** @param {ArrayBuffer} buffer */
  constructor(buffer) {
    super(buffer);
    this.quick = Infinity;
    this.units = new Uint16Array(buffer);
  }

  /**
   * @param {string} text
   * @param {number} address
   */
  put(text, address) {
    const { units } = this;
    const { length } = text;
    const start = address >>> 1;
    let index = 0;
    // Four units in a step take two thirds of the time.
    for (; index + 3 < length; index += 4) {
      units[start + index] = text.charCodeAt(index);
      units[start + index + 1] = text.charCodeAt(index + 1);
      units[start + index + 2] = text.charCodeAt(index + 2);
      units[start + index + 3] = text.charCodeAt(index + 3);
    }
    for (; index < length; index++) units[start + index] = text.charCodeAt(index);
  }

  /**
   * @param {number} address
   * @param {number} length
   */
  utf8(address, length) {
    return this.ascii(address, length);
  }
}

/**
 * Up to how many units engines copy one by one in less time than their codecs take. V8's decoder of UTF-16 takes four times
 * as long whatever the length, SpiderMonkey's encoder is the fastest for ASCII; beyond ASCII both encoders are slower than `put`.
 */
const V8 = { quick: 1000, ascii: 400, wide: UNITS };
const SPIDERMONKEY = { quick: -1, ascii: 200, wide: 200 };

/** By the string builtins of wasm. */
class BuiltinMemory extends DecodedMemory {
  /**
   * @param {ArrayBuffer} buffer
   * @param {Strings} strings
   * @param {typeof V8} limits
   */
  constructor(buffer, strings, limits) {
    super(buffer);
    this.strings = strings;
    this.limits = limits;
    this.quick = limits.quick;
  }

  /**
   * @param {string} text
   * @param {number} address
   */
  put(text, address) {
    this.strings.put(text, address);
  }

  /**
   * @param {number} address
   * @param {number} length
   */
  ascii(address, length) {
    return length > this.limits.ascii ? super.ascii(address, length) : this.strings.ascii(address, length);
  }

  /**
   * @param {number} address
   * @param {number} length
   */
  wide(address, length) {
    return length > this.limits.wide ? super.wide(address, length) : this.strings.wide(address, length);
  }
}

/**
 * @param {WebAssembly.Memory} memory
 * @returns {import("./engine.js").Memory}
 */
export function memoryOf(memory) {
  const { buffer } = memory;
  // Engines differ in the properties of their errors.
  const error = Error();
  if ("line" in error) return new LoopedMemory(buffer);
  const strings = connect(memory);
  if (strings === undefined) return new DecodedMemory(buffer);
  return new BuiltinMemory(buffer, strings, "lineNumber" in error ? SPIDERMONKEY : V8);
}

/**
 * The exports of js-strings.wat.
 * @typedef {{ put(text: string, to: number): void, ascii(from: number, length: number): string, wide(from: number, length: number): string }} Strings
 */

/** Of each memory; none is kept by that. @type {WeakMap<WebAssembly.Memory, Strings | undefined>} */
const connected = new WeakMap();

/** @param {WebAssembly.Memory} memory */
function connect(memory) {
  if (connected.has(memory)) return connected.get(memory);
  /** @type {Strings | undefined} */
  let strings;
  try {
    // @ts-ignore the options are newer than the types
    const module = new WebAssembly.Module(decode(), { builtins: ["js-string"] });
    strings = /** @type {any} */ (new WebAssembly.Instance(module, { "": { memory } }).exports);
  } catch {
    // An engine from before 2025, or a page that forbids compiling.
  }
  connected.set(memory, strings);
  return strings;
}
