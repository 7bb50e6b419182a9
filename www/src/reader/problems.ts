// Issues and findings in one form, and how many there are of each kind.

import type { Finding, Issue } from "../library.ts";
import type { Kind, Problem, Severity } from "./protocol.ts";

export function problemOf(severity: Severity, found: Issue | Finding, record: number): Problem {
  const { code, message, pointer, line, column, index } = found;
  const { hint, endIndex } = found as Partial<Issue>;
  return { severity, code, message, pointer, record, line, column, index, endIndex, hint };
}

export class Kinds {
  readonly #kinds = new Map<string, Kind>();

  count(severity: Severity, code: string) {
    const kind = this.#kinds.get(code) ?? { severity, code, count: 0, atLeast: false };
    kind.count++;
    this.#kinds.set(code, kind);
  }

  /** There may be more of the kinds of a severity. */
  cut(severity: Severity) {
    for (const kind of this.#kinds.values()) if (kind.severity === severity) kind.atLeast = true;
  }

  /** The most frequent first. */
  list(): Kind[] {
    return [...this.#kinds.values()].sort((a, b) => b.count - a.count);
  }
}
