// The line of a tool call that is always shown: its phase, its name, and what it is about.

import type { CallRow } from "backend-message/view";

import { Icon } from "../ui/icons.tsx";
import { Inline } from "../ui/text.tsx";

const PHASES = {
  input: { icon: "running", says: "arguments coming", status: "running" },
  ready: { icon: "running", says: "ready", status: "running" },
  running: { icon: "running", says: "unfinished", status: "running" },
  done: { icon: "check", says: "done", status: "done" },
  failed: { icon: "cross", says: "failed", status: "failed" },
  interrupted: { icon: "stop", says: "interrupted", status: "failed" },
} as const satisfies Record<CallRow["phase"], object>;

export const statusOf = (phase: CallRow["phase"]) => PHASES[phase].status;

type Summary = { phase: CallRow["phase"]; name: string; headline: string; says: string | undefined };

/** @param says in place of the phase's own words */
export function ToolSummary({ phase, name, headline, says }: Summary) {
  return (
    <summary>
      <Icon name="chevron" />
      <span class={`status status-${statusOf(phase)}`}>
        <Icon name={PHASES[phase].icon} />
      </span>
      <span class="tool-name">
        <Inline text={name} most={60} />
      </span>
      <span class="tool-gist">{headline !== "" && <Inline text={headline} most={120} />}</span>
      <span class="tool-status">{says ?? PHASES[phase].says}</span>
    </summary>
  );
}
