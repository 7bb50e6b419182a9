import type { CallPhase } from "./call.js";

/** What a tool's result says besides its text. */
export type Outcome = {
  /** How the call has ended; absent if there is no result. */
  phase?: CallPhase | undefined;
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
 * @param name the tool's name of today
 * @param given the call's arguments, as far as they are as the tool declares them
 */
export declare function outcomeOf(
  name: string,
  given: { readonly [name: string]: any },
  result: string | undefined,
  isError: boolean | undefined,
  isMcp: boolean,
): Outcome;
