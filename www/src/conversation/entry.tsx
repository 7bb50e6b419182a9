// A record of the conversation, of any kind, or a placeholder for it.

import { size } from "../ui/format.ts";
import { Message } from "./message.tsx";
import { RejectedRecord } from "./rejected.tsx";
import { loadWhole, rowOf } from "./rows.ts";

/** @param pointed the record that is pointed at
 * @param depth how many calls of sub-agents it is in */
export function Entry({ record, pointed, depth }: { record: number; pointed: number | undefined; depth: number }) {
  const row = rowOf(record);
  const isPointed = pointed === record;
  if (row === undefined) return <div class="entry entry-coming" aria-busy="true" />;
  if (row.kind === "rejected") return <RejectedRecord row={row} isPointed={isPointed} />;
  if (row.kind === "message") return <Message row={row} isPointed={isPointed} depth={depth} />;
  return (
    <div class="entry" data-pointed={isPointed}>
      <header class="entry-head">
        <span class="role">
          <bdi>{row.role}</bdi>
        </span>
        <span class="entry-number">{record}</span>
      </header>
      <button type="button" class="more" onClick={() => loadWhole(record)}>
        Show this message of {size(row.bytes)}
      </button>
    </div>
  );
}
