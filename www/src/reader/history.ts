// Reads a source to its end, and remembers the place and the issues of each record.

import { BackendMessage, type Issue, type Rejected } from "../library.ts";
import { range } from "./blocks.ts";
import { type Bytes, open } from "./chunks.ts";
import { Findings } from "./findings.ts";
import { Kinds, problemOf } from "./problems.ts";
import type { Problem, Progress, Source, Verdict } from "./protocol.ts";
import { FAILED, FOLDED, FOUND, RecordIndex, REJECTED } from "./record-index.ts";
import { Spans } from "./spans.ts";

/** How many errors are listed. The others are only counted. */
const MOST_ERRORS = 5_000;
/** Rejected records whose issues are kept; those of the others are found again when they are shown. */
const MOST_REJECTED = 10_000;
/** Issues of one record. */
export const MOST_ISSUES = 50;
/** A text up to this length is timed and audited while it is read; a longer one is audited when it is on the screen. */
const SOON_AUDITED = 1 << 24;
/** The longest text that is audited: the audit has it in memory as a whole. */
const MOST_AUDITED = 1 << 29;

export interface Refusal {
  id?: string;
  issues: readonly Issue[];
  report: string;
}

/** So short a text is timed more than once, and the best time counts: the first call is slow, as engines compile late. */
const SHORT = 4_000_000;

/**
 * How long the package takes for a text that is in memory, in milliseconds. Reading it for the first time takes longer:
 * the text comes piece by piece.
 */
function timeOf(text: Uint8Array) {
  let best = Infinity;
  for (let times = text.length < SHORT ? 3 : 1; times > 0; times--) {
    const start = performance.now();
    BackendMessage.salvage(text);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

export class History {
  readonly index = new RecordIndex();
  readonly refusals = new Map<number, Refusal>();
  readonly #findings = new Findings();
  readonly #bytes: Bytes;
  /** The errors that are listed. */
  readonly #problems: Problem[] = [];
  readonly #errors = new Kinds();
  #rejectedBytes = 0;
  #isRead = false;
  #progress: Progress = { bytes: 0, messages: 0, rejected: 0, milliseconds: 0 };
  #start: number | undefined;
  /** The time, in milliseconds, that the page's index took in between: it does not count as reading. */
  #aside = 0;

  private constructor(bytes: Bytes) {
    this.#bytes = bytes;
  }

  /** Opens a source; no record is read yet. A recorded event stream is read to its end, and given back. */
  static async open(source: Source, signal: AbortSignal): Promise<History | { events: Blob }> {
    const bytes = await open(source, signal);
    if (!bytes.isEvents) return new History(bytes);
    for await (const _ of bytes.pieces) signal.throwIfAborted();
    return { events: bytes.blob() };
  }

  /** What the audit found in a record. */
  findingsOf(record: number): Problem[] {
    return this.#findings.of(record);
  }

  get source(): Blob {
    return this.#bytes.blob();
  }

  get progress(): Progress {
    return { ...this.#progress, milliseconds: performance.now() - (this.#start ?? performance.now()) - this.#aside };
  }

  /** Reads to the end. Records can be asked for in the meantime. */
  async read(signal: AbortSignal): Promise<Verdict> {
    const spans = new Spans();
    const { pieces, total } = this.#bytes;
    const begin = () => (this.#start ??= performance.now());
    const watched = (async function* () {
      for await (const piece of pieces) {
        // The wait for the first piece does not count as reading.
        begin();
        // The package may take the bytes for itself.
        spans.push(piece);
        yield piece;
      }
    })();
    const onProgress = ({ bytes, messages, rejected }: { bytes: number; messages: number; rejected: number }) => {
      this.#progress = { bytes, messages, rejected, milliseconds: 0, ...(total === undefined ? {} : { total }) };
    };
    const options = { onInvalid: "salvage", maxIssues: MOST_ISSUES, signal, onProgress, batch: true } as const;
    for await (const records of BackendMessage.stream(watched, options)) {
      const start = performance.now();
      for (const record of records) {
        if (record.ok) {
          this.index.addMessage(spans.next(), record.value);
        } else {
          spans.skipTo(record.offset + record.bytes);
          this.#refuse(record);
        }
      }
      this.#aside += performance.now() - start;
    }
    let { milliseconds } = this.progress;
    this.index.foldSubagents();
    if (this.source.size <= SOON_AUDITED) {
      const text = new Uint8Array(await this.source.arrayBuffer());
      milliseconds = timeOf(text);
      this.#findings.read(text, this.index, false);
    }
    this.#progress.milliseconds = milliseconds;
    this.#isRead = true;
    return this.verdict();
  }

  /** Judges the valid messages. */
  async audit(withAll: boolean): Promise<Verdict> {
    if (this.source.size <= MOST_AUDITED) {
      this.#findings.read(new Uint8Array(await this.source.arrayBuffer()), this.index, withAll);
    }
    return this.verdict();
  }

  #refuse({ id, offset, bytes, error }: Rejected) {
    const record = this.index.length;
    this.index.addRejected({ offset, bytes });
    this.#rejectedBytes += bytes;
    if (this.refusals.size < MOST_REJECTED) {
      this.refusals.set(record, { issues: error.issues, report: error.pretty(), ...(id === undefined ? {} : { id }) });
    }
    for (const issue of error.issues) {
      this.#errors.count("error", issue.code);
      if (this.#problems.length < MOST_ERRORS) this.#problems.push(problemOf("error", issue, record));
    }
  }

  /** What is known of the records read so far. */
  verdict(): Verdict {
    const { index } = this;
    let failed = 0;
    let withIssues = 0;
    for (let record = 0; record < index.length; record++) {
      if (index.has(record, FAILED)) failed++;
      if (index.has(record, REJECTED | FOUND)) withIssues++;
    }
    const counts = ({ list, counts }: { list: string[]; counts: number[] }) =>
      list.map((name, number) => ({ name, count: counts[number] ?? 0 })).filter(({ count }) => count > 0);
    return {
      ...this.#progress,
      records: index.length,
      roles: counts(index.roles),
      tools: counts(index.tools),
      sessions: counts(index.sessions),
      folded: Uint32Array.from(range(0, index.length)).filter((record) => index.has(record, FOLDED)),
      failed,
      withIssues,
      rejectedBytes: this.#rejectedBytes,
      problems: [...this.#problems, ...this.#findings.problems],
      kinds: [...this.#errors.list(), ...this.#findings.kinds.list()],
      audit: this.#findings.isDone ? "done" : !this.#isRead ? "stopped" : this.source.size <= MOST_AUDITED ? "coming" : "too long",
    };
  }
}
