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

/** How many issues are printed with an error. */
const PRINTED = 10;

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

  /** What Node and Bun print: not all issues twice, as the error has them and its cause, and none of the source. */
  [Symbol.for("nodejs.util.inspect.custom")]() {
    const lines = this.#reports.slice(0, PRINTED).map(firstLine);
    const left = this.#reports.length - lines.length;
    if (left > 0) lines.push(`… and ${this.truncated ? "more than " : ""}${left} more`);
    return lines.length === 1 ? this.stack : [this.stack, ...lines].join("\n  ");
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

// Not enumerable, like those of the engine's own errors. A bundler may leave out the name of a class.
for (const named of [untyped, untyped.prototype]) {
  Object.defineProperty(named, "name", { value: "BackendMessageError", writable: true, configurable: true });
}

/**
 * @param {string[]} reports
 * @param {boolean} truncated
 */
function summarise(reports, truncated) {
  const first = firstLine(reports[0]);
  const more = reports.length - 1;
  if (more === 0) return truncated ? `${first} (and more)` : first;
  return `${first} (and ${truncated ? "more than " : ""}${more} more)`;
}

/** @param {string} report */
function firstLine(report) {
  return report.split("\n", 1)[0];
}
