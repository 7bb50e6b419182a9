// A chart of bars, the longest first; a part of each may have failed.

import { useState } from "preact/hooks";

import { Inline } from "../ui/text.tsx";

interface Bar {
  name: string;
  value: number;
  bad: number;
  notes: string[];
  hint?: string;
}

const FIRST = 10;

export function Bars({ title, rows, nothing }: { title: string; rows: Bar[]; nothing: string }) {
  const [isWhole, setWhole] = useState(false);
  const sorted = [...rows].sort((a, b) => b.value - a.value);
  const longest = Math.max(1, ...sorted.slice(0, 1).map(({ value }) => value));
  const shown = isWhole ? sorted.slice(0, 500) : sorted.slice(0, FIRST);
  return (
    <section class="bars">
      <h2>{title}</h2>
      {rows.length === 0 && <p class="nothing">{nothing}</p>}
      <ul>
        {shown.map(({ name, value, bad, notes, hint }) => (
          <li key={name} title={hint}>
            <span class="bar-name">
              <Inline text={name} most={60} />
            </span>
            <span class="bar-notes">{notes.join(" · ")}</span>
            <span class="bar" aria-hidden="true">
              <span class="bar-good" style={{ width: `${(100 * (value - bad)) / longest}%` }} />
              <span class="bar-bad" style={{ width: `${(100 * bad) / longest}%` }} />
            </span>
          </li>
        ))}
      </ul>
      {!isWhole && rows.length > FIRST && (
        <button type="button" class="more" onClick={() => setWhole(true)}>
          Show all {rows.length}
        </button>
      )}
    </section>
  );
}
