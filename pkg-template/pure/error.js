// What bad input gets.

/**
 * @typedef {object} Findings
 * @property {import("./generated/issue.js").Issue[]} issues
 * @property {boolean} truncated
 * @property {string[]} reports for each issue its line of `pretty()`, with the excerpt of the source below it
 */

/**
 * How the package makes an error, and looks into it; its users see what its declaration says.
 *
 * @typedef {{
 *   new (findings: Findings): import("./backend-message-error.js").BackendMessageError,
 *   prototype: import("./backend-message-error.js").BackendMessageError,
 *   reportsOf(error: import("./backend-message-error.js").BackendMessageError): string[],
 * }} ErrorClass
 */

/** @type {any} */
const untyped = class BackendMessageError extends Error {
  /** @type {string[]} */
  #reports;

  /** @param {Findings} findings */
  constructor({ issues, truncated, reports }) {
    super(summarise(reports, truncated));
    this.issues = issues;
    this.truncated = truncated;
    this.#reports = reports;
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
};

/** @type {ErrorClass} */
export const BackendMessageError = untyped;

// On the prototype, and not enumerable, as for the engine's own errors.
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
