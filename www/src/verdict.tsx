// The result of reading, or its progress.

import { cancel, failure, opened, phase, progress, verdict } from "./session.ts";
import type { Kind, Severity } from "./reader/protocol.ts";
import { count, duration, rate, several, size } from "./ui/format.ts";
import { Icon, type IconName } from "./ui/icons.tsx";
import { Inline } from "./ui/text.tsx";

export function Verdict() {
  const { bytes, total, messages, rejected, milliseconds } = progress.value;
  const isReading = phase.value === "reading" && verdict.value === undefined;
  const { rejectedBytes = 0 } = verdict.value ?? {};
  const { icon, says, state } = outcome();
  return (
    <section class="verdict" data-state={state} aria-label="Verdict">
      <div class="verdict-head">
        <p class="verdict-says" role="status">
          {icon !== undefined && <Icon name={icon} />}
          {says}
        </p>
        {isReading && (
          <button type="button" class="secondary" onClick={cancel}>
            <Icon name="stop" />
            Cancel
          </button>
        )}
        {opened.value.name !== "" && (
          <p class="verdict-name">
            <Inline text={opened.value.name} most={80} />
          </p>
        )}
        {phase.value === "failed" && (
          <p class="verdict-why">
            <Inline text={failure.value} most={300} />
          </p>
        )}
      </div>
      <dl class="facts">
        <Fact name="Messages" value={count(messages)} />
        <Fact name="Invalid" value={count(rejected)} tone={rejected > 0 ? "bad" : undefined} hint={rejectedBytes > 0 ? size(rejectedBytes) : undefined} />
        <Fact name="Size" value={size(isStopped() ? bytes : (total ?? bytes))} />
        <Fact name={isReading ? "Rate" : "Read in"} value={isReading ? rate(bytes, milliseconds) : duration(milliseconds)} hint={isReading || bytes < 1_000_000 ? undefined : rate(bytes, milliseconds)} />
      </dl>
      {isReading && <progress aria-label="Read" {...(total === undefined ? {} : { max: total, value: bytes })} />}
    </section>
  );
}

const isStopped = () => phase.value === "cancelled" || phase.value === "failed";

/** One sentence about the whole text, including what was not read and not audited. */
function outcome(): { icon?: IconName; says: string; state: string } {
  const { messages, rejected } = progress.value;
  const kinds = verdict.value?.kinds ?? [];
  const warnings = counted(kinds, "warning");
  if (phase.value === "empty") return { says: "Open a history", state: "empty" };
  if (phase.value === "failed" && progress.value.bytes === 0) return { icon: "error", says: "Nothing could be read", state: "bad" };
  if (isStopped()) return { icon: phase.value === "failed" ? "error" : "stop", says: [stop(), ...bad()].join(" · "), state: phase.value === "failed" ? "bad" : "warn" };
  if (phase.value === "reading" && verdict.value === undefined) return { says: "Reading…", state: "reading" };
  if (rejected > 0) return { icon: "error", says: [...bad(), ...(warnings === "" ? [] : [warnings])].join(" · "), state: "bad" };
  if (messages === 0) return { says: "No messages in it", state: "empty" };
  if (warnings !== "") return { icon: "warning", says: `All valid · ${warnings}`, state: "warn" };
  return { icon: "check", says: "All valid", state: "good" };
}

/** How far the reading came. */
function stop(): string {
  const { bytes, total } = progress.value;
  if (total === undefined) return `Stopped after ${size(bytes)}`;
  return `Stopped at ${Math.floor((100 * bytes) / total)} %: ${size(total - bytes)} not read`;
}

function bad(): string[] {
  const { messages, rejected } = progress.value;
  if (rejected === 0) return [];
  return [`${count(rejected)} of ${several(messages + rejected, "record")} invalid`];
}

/** "2 warnings", or "10,000+ warnings"; nothing where there are none. */
export function counted(kinds: Kind[], severity: Severity): string {
  const ofIt = kinds.filter((kind) => kind.severity === severity);
  const sum = ofIt.reduce((total, kind) => total + kind.count, 0);
  if (sum === 0) return "";
  return ofIt.some(({ atLeast }) => atLeast) ? `${count(sum)}+ ${severity}s` : several(sum, severity);
}

const Fact = ({ name, value, tone, hint }: { name: string; value: string; tone?: string | undefined; hint?: string | undefined }) => (
  <div data-tone={tone}>
    <dt>{name}</dt>
    <dd>
      <span>{value}</span>
      {hint !== undefined && <span class="unit"> {hint}</span>}
    </dd>
  </div>
);
