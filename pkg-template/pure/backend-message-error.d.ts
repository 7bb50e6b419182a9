import type { Issue } from "./generated/issue.js";

/** Invalid input, with all its issues. */
export declare class BackendMessageError extends Error {
  private constructor();
  readonly name: "BackendMessageError";
  /** What is wrong, in the order of the source; at least one issue. */
  readonly issues: readonly Issue[];
  /** Whether there was more than `maxIssues` allows. */
  readonly truncated: boolean;
  /** The argument of the method: the text, its bytes, or the value. For records in a stream, their source, if it was kept. */
  readonly rawValue: unknown;
  /**
   * The issues again, as plain data: `structuredClone` and `postMessage` keep only an error's cause, none of its other
   * properties.
   */
  readonly cause: { readonly issues: readonly Issue[]; readonly truncated: boolean };
  /**
   * A report of all issues for people: for each its line and column, its path, and what was expected and found; below it, if
   * the input was text, the source line with a caret under the error.
   */
  pretty(): string;
}
