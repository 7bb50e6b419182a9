import type { Rejection } from "./rejection.js";

/**
 * A fetcher for the generated SDK's HTTP client, `new HTTPClient({ fetcher: guardedFetch() })`, whose parser fails at the
 * first thing that it does not know. The fetcher leaves out invalid messages of histories, and unknown and broken events of
 * event streams; a history that is `null` is empty. All other responses are returned unchanged.
 */
export declare function guardedFetch(options?: GuardOptions): Fetcher;

/** The options of {@link guardedFetch}. */
export type GuardOptions = {
  /** Sends the requests; the global `fetch` by default. */
  fetch?: Fetcher | undefined;
  /** Called for everything that is left out. An error that it throws fails the request or the stream. */
  onRejected?: ((rejection: Rejection) => void) | undefined;
};

/** Like `fetch`. */
export type Fetcher = (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>;
