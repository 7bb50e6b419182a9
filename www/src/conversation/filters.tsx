// Search and filters: which records the conversation shows.

import { effect, signal } from "@preact/signals";

import { ask, Cancelled } from "../reader/reader.ts";
import type { Filter } from "../reader/protocol.ts";
import { folded, generation, phase, verdict } from "../session.ts";
import { count } from "../ui/format.ts";
import { sought } from "../ui/highlight.ts";
import { Icon } from "../ui/icons.tsx";

const NONE: Filter = { text: "", roles: [], tool: "", session: "", failed: false, issues: false };
/** How long to wait for the next letter, in milliseconds. */
const PAUSE = 150;
/** Sessions that can be chosen; the page would be slow with a list of thousands. */
const MOST_SESSIONS = 500;

export const filter = signal<Filter>(NONE);
/** The records that pass; undefined without a filter. */
export const shown = signal<Uint32Array | undefined>(undefined);
const isSearching = signal(false);

effect(() => {
  sought.value = filter.value.text.trim();
});
/** Whether to show rows of tools that repeat only what their calls already show. */
export const withFolded = signal(false);

export const clearFilter = () => {
  filter.value = NONE;
  shown.value = undefined;
};

const isNone = ({ text, roles, tool, session, failed, issues }: Filter) =>
  text.trim() === "" && roles.length === 0 && tool === "" && session === "" && !failed && !issues;

let pause: ReturnType<typeof setTimeout>;
effect(() => {
  const wanted = filter.value;
  const asked = generation.value;
  const isReady = phase.value !== "reading" && phase.value !== "empty";
  clearTimeout(pause);
  if (isNone(wanted) || !isReady) {
    shown.value = undefined;
    isSearching.value = false;
    return;
  }
  isSearching.value = true;
  const search = async () => {
    try {
      const found = await ask("filter", [wanted]);
      if (asked !== generation.peek() || wanted !== filter.peek()) return;
      shown.value = found;
      isSearching.value = false;
    } catch (error) {
      if (!(error instanceof Cancelled)) isSearching.value = false;
    }
  };
  pause = setTimeout(search, PAUSE);
});

export function Filters() {
  const wanted = filter.value;
  const { roles = [], tools = [], sessions = [], failed = 0, withIssues = 0, records = 0 } = verdict.value ?? {};
  const set = (change: Partial<Filter>) => {
    filter.value = { ...filter.value, ...change };
  };
  const toggleRole = (role: string) =>
    set({ roles: wanted.roles.includes(role) ? wanted.roles.filter((other) => other !== role) : [...wanted.roles, role] });
  return (
    <search class="filters" aria-label="Filter the conversation">
      <div class="search-field">
        <Icon name="search" />
        <input
          id="search"
          type="search"
          placeholder="Search all texts"
          aria-label="Search all texts"
          value={wanted.text}
          onInput={(event) => set({ text: event.currentTarget.value })}
        />
      </div>
      {tools.length > 0 && (
        <select aria-label="Tool" value={wanted.tool} onChange={(event) => set({ tool: event.currentTarget.value })}>
          <option value="">Any tool</option>
          {tools.map(({ name, count: calls }) => (
            <option key={name} value={name}>
              {name.slice(0, 60)} ({count(calls)})
            </option>
          ))}
        </select>
      )}
      {sessions.length > 1 && (
        <select aria-label="Session" value={wanted.session} onChange={(event) => set({ session: event.currentTarget.value })}>
          <option value="">Any of {count(sessions.length)} sessions</option>
          {sessions.slice(0, MOST_SESSIONS).map(({ name, count: messages }) => (
            <option key={name} value={name}>
              {name.slice(0, 40) || "(no session)"} ({count(messages)})
            </option>
          ))}
        </select>
      )}
      <div class="chips" role="group" aria-label="Kinds of messages">
        {roles.slice(0, 6).map(({ name, count: messages }) => (
          <Chip key={name} isOn={wanted.roles.includes(name)} onClick={() => toggleRole(name)} label={name.slice(0, 24)} number={messages} />
        ))}
        {folded.value.size > 0 && isNone(wanted) && (
          <Chip isOn={withFolded.value} onClick={() => (withFolded.value = !withFolded.value)} label="Folded rows" number={folded.value.size} />
        )}
        {failed > 0 && <Chip isOn={wanted.failed} onClick={() => set({ failed: !wanted.failed })} label="Failed" number={failed} />}
        {withIssues > 0 && (
          <Chip isOn={wanted.issues} onClick={() => set({ issues: !wanted.issues })} label="With problems" number={withIssues} />
        )}
      </div>
      {!isNone(wanted) && (
        <p class="filter-outcome" role="status">
          {isSearching.value ? "Searching…" : `${count(shown.value?.length ?? 0)} of ${count(records)}`}
          <button type="button" class="link" onClick={clearFilter}>
            Show all
          </button>
        </p>
      )}
    </search>
  );
}

const Chip = ({ isOn, onClick, label, number }: { isOn: boolean; onClick: () => void; label: string; number: number }) => (
  <button type="button" class="chip" aria-pressed={isOn} onClick={onClick}>
    <bdi>{label}</bdi> <span class="number">{count(number)}</span>
  </button>
);
