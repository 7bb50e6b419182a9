// The findings of an audit, each with its record, and counted by kind.

import { audit, type Finding } from "../library.ts";
import { Kinds, problemOf } from "./problems.ts";
import type { Problem, Severity } from "./protocol.ts";
import { FOUND, type RecordIndex } from "./record-index.ts";

/** The audit never returns more. */
const MOST = 10_000;

/** It fires on ordinary use: whoever caches prompts reads more from the cache than the model writes. */
const NOISY = { cache_read_not_included: false } as const;
/** The rules whose findings are notices. */
const NOTICES = {
  legacy_tool_name: false,
  unknown_tool_name: false,
  cache_creation_not_included: false,
  ...NOISY,
} as const;

export class Findings {
  problems: Problem[] = [];
  kinds = new Kinds();
  isDone = false;
  #byRecord = new Map<number, Problem[]>();
  /** The severities of which there may be more. */
  readonly #cut = new Set<Severity>();

  /** Judges a text whose records are in an index; what was found before is forgotten. */
  read(text: Uint8Array<ArrayBuffer>, index: RecordIndex, withAll: boolean) {
    for (const record of this.#byRecord.keys()) index.unmark(record, FOUND);
    this.problems = [];
    this.kinds = new Kinds();
    this.#byRecord = new Map();
    for (const finding of this.#audit(text, withAll)) {
      // By positions, not paths: a text may be a single message, or have several lists.
      const record = index.at(finding.offset ?? 0);
      const problem = problemOf(finding.severity === "info" ? "notice" : "warning", finding, record);
      this.problems.push(problem);
      this.kinds.count(problem.severity, problem.code);
      index.mark(record, FOUND);
      const others = this.#byRecord.get(record);
      if (others === undefined) this.#byRecord.set(record, [problem]);
      else others.push(problem);
    }
    for (const severity of this.#cut) this.kinds.cut(severity);
    this.isDone = true;
  }

  of(record: number): Problem[] {
    return this.#byRecord.get(record) ?? [];
  }

  #audit(text: Uint8Array<ArrayBuffer>, withAll: boolean): Finding[] {
    this.#cut.clear();
    const found = audit(text, { maxFindings: MOST, ...(withAll ? {} : { rules: NOISY }) });
    if (found.length < MOST) return found;
    // Notices may have taken the place of warnings that come later in the text.
    this.#cut.add("notice");
    const warnings = audit(text, { maxFindings: MOST, rules: NOTICES }).filter(({ severity }) => severity === "warning");
    if (warnings.length === MOST) this.#cut.add("warning");
    return [...warnings, ...found.filter(({ severity }) => severity === "info")];
  }
}
