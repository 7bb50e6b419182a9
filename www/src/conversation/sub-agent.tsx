// A sub-agent's conversation, inside the call that set it off.

import { useEffect, useState } from "preact/hooks";

import { ask } from "../reader/reader.ts";
import { generation } from "../session.ts";
import { several } from "../ui/format.ts";
import { isMatch, sought } from "../ui/highlight.ts";
import { Icon } from "../ui/icons.tsx";
import { Inline } from "../ui/text.tsx";
import { Entry } from "./entry.tsx";
import { rowOf } from "./rows.ts";

/** More can be seen among all messages. */
const MOST = 200;
/** Sub-agents may call sub-agents. */
const DEEPEST = 5;

export function SubAgent({ session, depth }: { session: string; depth: number }) {
  const [known, setKnown] = useState<{ records: number[]; total: number }>({ records: [], total: 0 });
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const asked = generation.peek();
    ask("session", [session, MOST]).then(
      ({ records, total }) => asked === generation.peek() && setKnown({ records: Array.from(records), total }),
      () => {},
    );
  }, [session, generation.value]);
  const { records, total } = known;
  const hasMatch = sought.value !== "" && records.some((record) => holds(rowOf(record)));
  useEffect(() => {
    if (hasMatch) setOpen(true);
  }, [hasMatch]);
  if (total === 0 || depth >= DEEPEST) return null;
  return (
    <details class="reasoning sub-agent" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Icon name="chevron" />
        Sub-agent’s conversation, {several(total, "message")}
        <span class="muted">
          <Inline text={session} most={40} />
        </span>
      </summary>
      {isOpen && (
        <div class="nested">
          {records.map((record) => (
            <Entry key={record} record={record} pointed={undefined} depth={depth + 1} />
          ))}
          {total > records.length && <p class="note">The first {records.length}. Choose its session above to see all.</p>}
        </div>
      )}
    </details>
  );
}

const holds = (value: unknown): boolean =>
  typeof value === "string" ? isMatch(value) : typeof value === "object" && value !== null && Object.values(value).some(holds);
