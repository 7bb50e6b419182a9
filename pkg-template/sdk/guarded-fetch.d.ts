import type { EventIssue } from "../live/check-event.js";
import type { Rejected } from "../pure/outcome.js";

/**
 * A fetcher for the generated SDK's HTTP client, `new HTTPClient({ fetcher: guardedFetch() })`, whose parser fails at the first
 * thing that it does not know. Of histories it leaves out invalid messages, of event streams unknown and broken events; a
 * history that is `null` is empty. All other answers come through as they are.
 */
export declare function guardedFetch(options?: GuardOptions): Fetcher;

export type GuardOptions = {
  /** What sends the requests; the global `fetch` by default. */
  fetch?: Fetcher | undefined;
  /** Is told of everything that is left out. What it throws fails the request, or the stream. */
  onRejected?: ((rejection: Rejection) => void) | undefined;
};

/** What was left out, and of which answer. */
export type Rejection = RejectedMessage | RejectedEvent;

/** A message of a history. */
export type RejectedMessage = {
  kind: "message";
  /** The address of the answer. */
  url: string;
  /** The message's place in the list, its source, and what is wrong with it. */
  rejected: Rejected;
};

/** An event of a stream. */
export type RejectedEvent = {
  kind: "event";
  /** The address of the answer. */
  url: string;
  /** The event's name; `""` of a frame that is too long to be read. */
  event: string;
  /** Its data, as text. */
  data: string;
  /** What is wrong with it. */
  issues: readonly EventIssue[];
  /** Whether only fields were left out that it can do without. */
  isKept: boolean;
};

/** As `fetch`. */
export type Fetcher = (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>;
