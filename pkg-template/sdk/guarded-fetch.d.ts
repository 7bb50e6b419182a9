import type { EventIssue } from "../live/check-event.js";
import type { Rejected } from "../pure/outcome.js";

/**
 * A fetcher for the generated SDK's HTTP client, `new HTTPClient({ fetcher: guardedFetch() })`, whose parser fails at the
 * first thing that it does not know. The fetcher leaves out invalid messages of histories, and unknown and broken events of
 * event streams; a history that is `null` is empty. All other responses are returned unchanged.
 */
export declare function guardedFetch(options?: GuardOptions): Fetcher;

export type GuardOptions = {
  /** Sends the requests; the global `fetch` by default. */
  fetch?: Fetcher | undefined;
  /** Called for everything that is left out. An error that it throws fails the request or the stream. */
  onRejected?: ((rejection: Rejection) => void) | undefined;
};

/** What was left out, and of which response. */
export type Rejection = RejectedMessage | RejectedEvent;

/** A message of a history. */
export type RejectedMessage = {
  kind: "message";
  /** The address of the answer. */
  url: string;
  /** The message's index in the list, its source, and its issues. */
  rejected: Rejected;
};

/** An event of a stream. */
export type RejectedEvent = {
  kind: "event";
  /** The address of the answer. */
  url: string;
  /** The event's name; `""` for a frame that is too long to be read. */
  event: string;
  /** Its data, as text. */
  data: string;
  /** What is wrong with it. */
  issues: readonly EventIssue[];
  /** Whether the event is kept, without some optional fields. */
  isKept: boolean;
};

/** Like `fetch`. */
export type Fetcher = (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>;
