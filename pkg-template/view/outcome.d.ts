/** The outcome that a tool's result describes. */
export type Outcome = {
  /** How the call ended; absent if there is no result. */
  phase?: "done" | "failed" | "interrupted" | undefined;
  /** Whether the user did not permit the call. */
  isRefused?: boolean | undefined;
  /** The exit status of a shell's command or a script. */
  exitCode?: number | undefined;
  /** What failed, although the call did not end in an error. */
  failure?: string | undefined;
  /** Addresses of the screenshots that the result names. */
  screenshots?: readonly string[] | undefined;
};

/**
 * @param name the tool's current name
 * @param given the arguments that match the tool's declaration
 */
export declare function outcomeOf(
  name: string,
  given: { readonly [name: string]: any },
  result: string | undefined,
  isError: boolean | undefined,
  isMcp: boolean,
): Outcome;
