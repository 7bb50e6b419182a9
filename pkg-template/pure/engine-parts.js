// Globals that not every engine has. The first call that needs one looks it up, so that importing the package works
// everywhere.

const POLYFILL = "a polyfill must be there before the first call";

/**
 * Makes something that may be missing or forbidden.
 *
 * @template Made
 * @param {string} name of what it is
 * @param {() => Made} make
 * @param {string} [advice] what to do where it fails
 * @returns {Made}
 */
export function need(name, make, advice) {
  try {
    return make();
  } catch (cause) {
    throw missing(name, cause, advice);
  }
}

/**
 * The error that says what is missing.
 *
 * @param {string} name
 * @param {unknown} cause the engine's own error
 * @param {string} [advice]
 */
export const missing = (name, cause, advice = POLYFILL) =>
  new Error(`backend-message needs ${name}, which this environment does not provide: ${advice}`, { cause });

/**
 * Node's codecs, which test runners hide when they imitate a page, such as Jest with jsdom.
 *
 * @returns {any}
 */
const hidden = () => globalThis.process?.getBuiltinModule?.("node:util");

/** @returns {TextEncoder} */
export const newEncoder = () =>
  need("TextEncoder", () => new (globalThis.TextEncoder ?? hidden()?.TextEncoder ?? TextEncoder)());

/**
 * @param {string} encoding
 * @param {boolean} [ignoreBOM] whether a byte order mark is a character like any other, as it is inside a text
 * @returns {TextDecoder}
 */
export const newDecoder = (encoding, ignoreBOM = true) =>
  need("TextDecoder", () => new (globalThis.TextDecoder ?? hidden()?.TextDecoder ?? TextDecoder)(encoding, { ignoreBOM }));
