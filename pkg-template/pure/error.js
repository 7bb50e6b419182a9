// The error for invalid input.

/**
 * @typedef {object} Findings
 * @property {import("./generated/issue.js").Issue[]} issues
 * @property {boolean} truncated
 * @property {string[]} reports for each issue its line of `pretty()`, with the excerpt of the source below it
 */

/**
 * How the package creates and reads its errors. Users see the declaration.
 *
 * @typedef {{
 *   new (findings: Findings): import("./backend-message-error.js").BackendMessageError,
 *   prototype: import("./backend-message-error.js").BackendMessageError,
 *   reportsOf(error: import("./backend-message-error.js").BackendMessageError): string[],
 *   keep(error: import("./backend-message-error.js").BackendMessageError, rawValue: unknown): import("./backend-message-error.js").BackendMessageError,
 * }} ErrorClass
 */

/** @type {any} */
const untyped = class BackendMessageError extends Error {
  /** @type {string[]} */
  #reports;
  /** @type {unknown} */
  #rawValue;

  /** @param {Findings} findings */
  constructor({ issues, truncated, reports }) {
    // Structured cloning keeps the cause of an error, and no other property.
    super(summarise(reports, truncated), { cause: { issues, truncated } });
    this.issues = issues;
    this.truncated = truncated;
    this.#reports = reports;
  }

  // Not a property, as a printed error should not show the whole text.
  get rawValue() {
    return this.#rawValue;
  }

  pretty() {
    return this.#reports.join("\n") + (this.truncated ? "\n… and more" : "");
  }

  /**
   * For the command line, which puts the file's name before each.
   *
   * @param {BackendMessageError} error
   */
  static reportsOf(error) {
    return error.#reports;
  }

  /**
   * Notes what was read.
   *
   * @param {BackendMessageError} error
   * @param {unknown} rawValue
   */
  static keep(error, rawValue) {
    error.#rawValue = rawValue;
    return error;
  }
};

/** @type {ErrorClass} */
export const BackendMessageError = untyped;

// On the prototype and not enumerable, like the engine's own errors.
Object.defineProperty(BackendMessageError.prototype, "name", {
  value: "BackendMessageError",
  writable: true,
  configurable: true,
});

/**
 * @param {string[]} reports
 * @param {boolean} truncated
 */
function summarise(reports, truncated) {
  const [first] = reports[0].split("\n", 1);
  const more = reports.length - 1;
  if (more === 0) return truncated ? `${first} (and more)` : first;
  return `${first} (and ${truncated ? "more than " : ""}${more} more)`;
}
