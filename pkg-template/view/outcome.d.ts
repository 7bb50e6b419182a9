/** What a tool's result says besides its text. */
export type Outcome = {
  /** Whether there is a result. */
  isKnown: boolean;
  /** Whether the user did not permit the call. */
  isRefused: boolean;
  /** Whether the call ended before it ran. */
  isCancelled: boolean;
  /** The exit status of a shell's command or a script. */
  exitCode: number | undefined;
  /** What failed, although the call did not end in an error. */
  failure: string | undefined;
  /** Addresses of the screenshots that the result names. */
  screenshots: readonly string[];
};

/**
 * @param name the tool's name of today
 * @param given the call's arguments, as far as they are as the tool declares them
 */
export declare function outcomeOf(
  name: string,
  given: { readonly [name: string]: unknown },
  result: string | undefined,
  isError: boolean | undefined,
  isMcp: boolean,
): Outcome;
