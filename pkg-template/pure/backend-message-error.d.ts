import type { Issue } from "./generated/issue.js";

/** Bad input: everything that was found wrong with it. */
export declare class BackendMessageError extends Error {
  private constructor();
  readonly name: "BackendMessageError";
  /** What is wrong, in the order of the source; at least one issue. */
  readonly issues: readonly Issue[];
  /** Whether there was more than `maxIssues` allows. */
  readonly truncated: boolean;
  /** What was given to the method: the text, its bytes, or the value. Of records in a stream it is their source, if that was kept. */
  readonly rawValue: unknown;
  /**
   * The issues once more, as plain data: `structuredClone` and `postMessage` keep an error's cause, and none of its other
   * properties.
   */
  readonly cause: { readonly issues: readonly Issue[]; readonly truncated: boolean };
  /**
   * All issues for people to read: for each its line and column, its path, and what was expected and found; below
   * it, if the input was text, the source line with a caret under the place.
   */
  pretty(): string;
}
