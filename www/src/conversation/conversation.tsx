// The history as a conversation.

import { useMemo, useState } from "preact/hooks";

import { heights, identity, phase } from "../session.ts";
import { useEffectAtOnce } from "../ui/at-once.ts";
import { InCode } from "../ui/in-code.tsx";
import { VirtualList } from "../ui/virtual-list.tsx";
import { target } from "../view.ts";
import { clearFilter, Filters, shown } from "./filters.tsx";
import { Message } from "./message.tsx";
import { RejectedRecord } from "./rejected.tsx";
import { loadWhole, rowOf } from "./rows.ts";
import { size } from "../ui/format.ts";

export function Conversation() {
  const list = shown.value;
  const all = heights.value;
  const chosen = useMemo(() => (list === undefined ? all : Array.from(list, (record) => all[record] ?? 100)), [list, all]);
  const [pointed, setPointed] = useState<{ item: number; record: number }>();

  useEffectAtOnce(() => {
    const wanted = target.value;
    if (wanted === undefined) return setPointed(undefined);
    const filtered = shown.peek();
    const item = filtered === undefined ? wanted.record : filtered.indexOf(wanted.record);
    // What is asked for is shown, whatever the filter says.
    if (item < 0) clearFilter();
    setPointed({ item: item < 0 ? wanted.record : item, record: wanted.record });
  });

  return (
    <section class="conversation">
      <Filters />
      {chosen.length > 0 ? (
        <VirtualList
          label="Conversation"
          class="feed"
          heights={chosen}
          identity={list ?? identity.value}
          target={pointed}
          item={(item) => <Entry record={list === undefined ? item : (list[item] ?? 0)} isPointed={pointed !== undefined} pointed={pointed?.record} />}
        />
      ) : (
        <p class="empty">
          {list !== undefined
            ? "No record is like that."
            : phase.value === "reading"
              ? "Reading…"
              : "Nothing to show yet. Open a file, paste a history into the source, or try a sample."}
        </p>
      )}
      <InCode code={'for await (const record of BackendMessage.stream(file, { onInvalid: "salvage" })) show(record);'} />
    </section>
  );
}

function Entry({ record, pointed }: { record: number; isPointed: boolean; pointed: number | undefined }) {
  const row = rowOf(record);
  const isPointed = pointed === record;
  if (row === undefined) return <div class="entry entry-coming" aria-busy="true" />;
  if (row.kind === "rejected") return <RejectedRecord row={row} isPointed={isPointed} />;
  if (row.kind === "message") return <Message row={row} isPointed={isPointed} />;
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
