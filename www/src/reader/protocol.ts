// What the page and the reader's worker say to each other. Messages of a history stay in the worker; the page asks for
// the rows that it shows.

import type { Row as ViewRow } from "backend-message/view";

import type { BackendMessage, Issue, Naming, Summary } from "../library.ts";

/** Where a history comes from. */
export type Source = { blob: Blob } | { url: string };

/** How far the reading has come. */
export interface Progress {
  bytes: number;
  /** Unknown for an address whose server does not say. */
  total?: number;
  messages: number;
  rejected: number;
  milliseconds: number;
}

/** News of the records read since the last news. */
export interface News extends Progress {
  /** An estimate of how high each new record is, in pixels. */
  heights: Uint16Array<ArrayBuffer>;
  /** Which of them are folded into others. */
  folded: Uint32Array<ArrayBuffer>;
}

/** What is known when the reading has ended. */
export interface Verdict extends Progress {
  /** The records, valid and invalid. */
  records: number;
  roles: Count[];
  tools: Count[];
  /** With their valid messages, in the order of their beginnings. */
  sessions: Count[];
  /** The records that are folded into others, now that all are known. */
  folded: Uint32Array<ArrayBuffer>;
  /** Records with something failed, rejected or found in them. */
  failed: number;
  withIssues: number;
  /** How many bytes the rejected records have. */
  rejectedBytes: number;
  problems: Problem[];
  /** How many there are of each kind, whether they are listed or not. */
  kinds: Kind[];
  audit: Audited;
}

/** The audit needs the whole text in memory: it comes after the reading of a long text, and never if that is too long or was stopped. */
export type Audited = "done" | "coming" | "too long" | "stopped";

/** The problems of one code. */
export interface Kind {
  severity: Severity;
  code: string;
  count: number;
  /** Whether there may be more: the audit gives no more than so many. */
  atLeast: boolean;
}

/** An error makes a record invalid. A valid one may look wrong (a warning), or unusual (a notice). */
export type Severity = "error" | "warning" | "notice";

export interface Count {
  name: string;
  count: number;
}

/** An issue or an audit's finding, for the list. */
export interface Problem {
  severity: Severity;
  code: string;
  message: string;
  /** What to do about it. */
  hint?: string;
  pointer: string;
  /** The record it is in, if it is in one. */
  record?: number;
  line?: number;
  column?: number;
  /** Where it is in the text, in UTF-16 units, and where that ends. */
  index?: number;
  endIndex?: number;
}

interface Place {
  record: number;
  /** Where its source is, in bytes. */
  offset: number;
  bytes: number;
}

/** A record, to be shown. */
export type Row =
  | (Place & {
      kind: "message";
      message: BackendMessage;
      findings: Problem[];
      /** What a chat shows of it, with the results of its calls; nothing of a record that has none of its own. */
      shown: ViewRow | undefined;
      /** The session, if it begins here. */
      begins?: string;
      /** The record whose call set off the sub-agent that speaks. */
      agentOf?: number;
    })
  | (Place & { kind: "rejected"; id?: string; issues: Issue[]; report: string; source: string; sourceLength: number })
  /** Too long to be shown unasked. */
  | (Place & { kind: "long"; role: string });

export interface Filter {
  text: string;
  roles: string[];
  tool: string;
  session: string;
  failed: boolean;
  issues: boolean;
}

/** The history as columns for charts, one entry for each record or, in a long history, for each few records; and its sums. */
export interface Series {
  /** The record to be named for each entry: the one that costs most. */
  record: Uint32Array<ArrayBuffer>;
  parts: Record<Part, Float64Array<ArrayBuffer>>;
  /** Up to and including the entry. */
  cost: Float64Array<ArrayBuffer>;
  /** How many records an entry stands for. */
  each: number;
  /** The records that cost most, in descending order. */
  dearest: { record: number; cost: number }[];
  /** What all messages used, and those of each model. */
  total: Use;
  models: (Use & { model: string })[];
}

/**
 * The tokens of a message in parts that do not overlap: their sum is what went through the model. `input` is what was
 * neither read from the cache nor written to it.
 */
export type Part = (typeof PARTS)[number];
export const PARTS = ["cacheRead", "cacheWrite", "input", "output"] as const;

export interface Use {
  messages: number;
  parts: Record<Part, number>;
  cost: number;
}

export interface ExportOptions {
  what: "messages" | "rejected";
  shape: "array" | "ndjson";
  naming: Naming;
  space: number;
  keepUnknown: boolean;
}

/** Raw text of messages, made into one array. */
export interface Excerpt {
  bytes: Uint8Array<ArrayBuffer>;
  messages: number;
}

/** What the page can ask of the worker. */
export interface Requests {
  /** A recorded event stream is not a history: it is returned unchanged, and what was open stays. */
  open(source: Source): Verdict | { events: Blob };
  /** Judges the valid messages of what was opened; with all rules, or with those that do not fire on ordinary use. */
  audit(withAll: boolean): Verdict;
  /** What is known of the records read so far. */
  verdict(): Verdict;
  cancel(): void;
  rows(records: number[]): Row[];
  /** A row in full, however long. */
  whole(record: number): Row;
  filter(filter: Filter): Uint32Array<ArrayBuffer>;
  summary(): Summary;
  series(most: number): Series;
  /** The record that has a tool call. */
  findCall(id: string): number | undefined;
  /** The first records of a session, up to a limit. */
  session(id: string, most: number): { records: Uint32Array<ArrayBuffer>; total: number };
  /** The source of a record, and what is wrong with it; places count from its beginning. */
  source(record: number): { text: string; offset: number; problems: Problem[] };
  export(options: ExportOptions, most?: number): Blob;
  excerpt(most: number): Excerpt;
  /** All issues for people to read, as far as they were kept. */
  report(): string;
  /** The whole text, as it was read. */
  text(): Blob;
}

export type Request = { [Name in keyof Requests]: { id: number; name: Name; args: Parameters<Requests[Name]> } }[keyof Requests];

export type Answer =
  | { id: number; value: unknown }
  | { id: number; error: string; cancelled: boolean }
  /** The new source can be read, and has replaced the one that was open. */
  | { id: number; begun: true }
  /** The reading goes on. */
  | { id: number; news: News };
