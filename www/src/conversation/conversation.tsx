// The history as a conversation.

import { computed } from "@preact/signals";
import { useMemo, useState } from "preact/hooks";

import { folded, heights, identity, phase } from "../session.ts";
import { useEffectAtOnce } from "../ui/at-once.ts";
import { InCode } from "../ui/in-code.tsx";
import { VirtualList } from "../ui/virtual-list.tsx";
import { target } from "../view.ts";
import { Entry } from "./entry.tsx";
import { clearFilter, Filters, shown, withFolded } from "./filters.tsx";

/** What is shown without a filter: all records, or those that are not folded into others. */
const rest = computed(() => {
  const hidden = folded.value;
  if (hidden.size === 0 || withFolded.value) return undefined;
  const list = new Uint32Array(Math.max(0, heights.value.length - hidden.size));
  let length = 0;
  for (let record = 0; record < heights.value.length; record++) if (!hidden.has(record)) list[length++] = record;
  return list;
});

export function Conversation() {
  const list = shown.value ?? rest.value;
  const all = heights.value;
  const chosen = useMemo(() => (list === undefined ? all : Array.from(list, (record) => all[record] ?? 100)), [list, all]);
  const [pointed, setPointed] = useState<{ item: number; record: number }>();

  useEffectAtOnce(() => {
    const wanted = target.value;
    if (wanted === undefined) return setPointed(undefined);
    const { record } = wanted;
    // A record that the visitor asked for is shown even if it is filtered out or folded.
    if (shown.peek()?.includes(record) === false) clearFilter();
    if (shown.peek() === undefined && folded.peek().has(record)) withFolded.value = true;
    const item = (shown.peek() ?? rest.peek())?.indexOf(record) ?? record;
    setPointed({ item, record });
  });

  return (
    <section class="conversation">
      <Filters />
      {chosen.length > 0 ? (
        <VirtualList
          label="Conversation"
          class="feed"
          heights={chosen}
          identity={shown.value ?? `${identity.value} ${withFolded.value}`}
          target={pointed}
          item={(item) => <Entry record={list === undefined ? item : (list[item] ?? 0)} pointed={pointed?.record} depth={0} />}
        />
      ) : (
        <p class="empty">
          {shown.value !== undefined
            ? "No matches."
            : phase.value === "reading"
              ? "Reading…"
              : "Nothing to show yet. Open a file, paste a history into the source, or try a sample."}
        </p>
      )}
      <InCode code={'for await (const record of BackendMessage.stream(file, { onInvalid: "salvage" })) show(record);'} />
    </section>
  );
}
