// What became of the reading, or how far it is.

import { cancel, failure, opened, phase, progress, verdict } from "./session.ts";
import { count, duration, rate, several, size } from "./ui/format.ts";
import { Icon, type IconName } from "./ui/icons.tsx";
import { Inline } from "./ui/text.tsx";

export function Verdict() {
  const { bytes, total, messages, rejected, milliseconds } = progress.value;
  const isReading = phase.value === "reading" && verdict.value === undefined;
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
      </div>
      <dl class="facts">
        <Fact name="Messages" value={count(messages)} />
        <Fact name="Rejected" value={count(rejected)} tone={rejected > 0 ? "bad" : undefined} />
        <Fact name="Size" value={size(bytes)} />
        <Fact name={isReading ? "Rate" : "Read in"} value={isReading ? rate(bytes, milliseconds) : duration(milliseconds)} hint={isReading || bytes < 1_000_000 ? undefined : rate(bytes, milliseconds)} />
      </dl>
      {isReading && <progress aria-label="Read" {...(total === undefined ? {} : { max: total, value: bytes })} />}
    </section>
  );
}

function outcome(): { icon?: IconName; says: string; state: string } {
  const { rejected } = progress.value;
  const warnings = verdict.value?.problems.filter(({ severity }) => severity === "warning").length ?? 0;
  if (phase.value === "empty") return { says: "Open a history", state: "empty" };
  if (phase.value === "cancelled") return { icon: "stop", says: "Cancelled; this is what was read", state: "warn" };
  if (phase.value === "failed") return { icon: "error", says: `Could not be read: ${failure.value}`, state: "bad" };
  if (phase.value === "reading" && verdict.value === undefined) return { says: "Reading…", state: "reading" };
  if (rejected > 0) return { icon: "error", says: rejected === 1 ? "One record is no message" : `${count(rejected)} records are no messages`, state: "bad" };
  if (progress.value.messages === 0) return { says: "No messages in it", state: "empty" };
  if (warnings > 0) return { icon: "warning", says: `All valid, ${several(warnings, "warning")}`, state: "warn" };
  return { icon: "check", says: "All valid", state: "good" };
}

const Fact = ({ name, value, tone, hint }: { name: string; value: string; tone?: string | undefined; hint?: string | undefined }) => (
  <div data-tone={tone}>
    <dt>{name}</dt>
    <dd>
      {value}
      {hint !== undefined && <span class="unit"> {hint}</span>}
    </dd>
  </div>
);
