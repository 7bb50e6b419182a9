// What the page and the worker that measures say to each other.

export type Contender = "JSON.parse" | "JSON.parse and zod" | "backend-message";

export interface Time {
  contender: Contender;
  /** Milliseconds for the whole text: the fastest round, the one in the middle, the slowest. */
  min: number;
  median: number;
  max: number;
  /** How often each round read the text. */
  repeats: number;
}

export type Dialect = "wire" | "camelCase" | "rewritten";

export type News =
  | { kind: "round"; round: number; rounds: number; times: Time[] }
  | { kind: "begun"; dialect: Dialect; bytes: number }
  | { kind: "done" }
  | { kind: "failed"; message: string };

export interface Task {
  /** A JSON array of valid messages. */
  bytes: Uint8Array<ArrayBuffer>;
}
