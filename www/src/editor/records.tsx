// A source too long to be edited: its records, a line for each, and the source of the one that is chosen.

import type { BackendMessage } from "backend-message";
import { displayText } from "backend-message/view";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";

import { rowOf } from "../conversation/rows.ts";
import { ask } from "../reader/reader.ts";
import type { Row } from "../reader/protocol.ts";
import { heights, identity } from "../session.ts";
import { useEffectAtOnce } from "../ui/at-once.ts";
import { count, size } from "../ui/format.ts";
import { Icon } from "../ui/icons.tsx";
import { Inline } from "../ui/text.tsx";
import { VirtualList } from "../ui/virtual-list.tsx";
import { place, showRecord } from "../view.ts";
import type { Editor } from "./editor.ts";

const HEIGHT = 40;
/** What of a record's source is shown. */
const MOST = 1_000_000;

export function Records() {
  const { length } = heights.value;
  const lines = useMemo(() => new Float64Array(length).fill(HEIGHT), [length]);
  const [chosen, setChosen] = useState<{ item: number }>();
  useEffectAtOnce(() => {
    const where = place.value;
    if (where === undefined) return;
    place.value = undefined;
    if (where.record !== undefined) setChosen({ item: where.record });
  });
  return (
    <>
      <div class="pane-head">
        <h2>Source</h2>
        <p class="note">Too long to edit; {count(length)} records</p>
      </div>
      <VirtualList
        label="Records"
        class="records"
        role="list"
        heights={lines}
        identity={identity.value}
        target={chosen}
        item={(item) => (
          <button type="button" class="record" aria-current={chosen?.item === item} onClick={() => setChosen({ item })} onDblClick={() => showRecord(item)}>
            <span class="number">{count(item)}</span>
            <Line row={rowOf(item)} />
          </button>
        )}
      />
      {chosen !== undefined && <RecordSource record={chosen.item} onClose={() => setChosen(undefined)} />}
    </>
  );
}

function Line({ row }: { row: Row | undefined }) {
  if (row === undefined) return <span class="record-gist" />;
  if (row.kind === "rejected") {
    return (
      <>
        <span class="record-gist record-bad">
          <Inline text={row.issues[0]?.message ?? "Invalid"} most={120} />
        </span>
        <span class="number">{size(row.bytes)}</span>
      </>
    );
  }
  const { role, gist } = row.kind === "message" ? { role: row.message.role, gist: gistOf(row.message) } : { role: row.role, gist: "" };
  return (
    <>
      <span class="record-role">
        <Inline text={role} most={30} />
      </span>
      <span class="record-gist">
        <Inline text={gist} most={120} />
      </span>
      <span class="number">{size(row.bytes)}</span>
    </>
  );
}

const gistOf = (message: BackendMessage) =>
  displayText(message) || (message.toolCalls ?? []).map(({ name }) => name).join(", ") || (message.callbackResults ?? []).map(({ toolName }) => `callback of ${toolName}`).join(", ");

function RecordSource({ record, onClose }: { record: number; onClose: () => void }) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor>(undefined);
  const [isCut, setCut] = useState(false);
  useEffect(() => {
    let isGone = false;
    void Promise.all([import("./editor.ts"), ask("source", [record])]).then(([{ createEditor }, { text, problems }]) => {
      if (isGone || host.current === null) return;
      const shown = text.slice(0, MOST);
      setCut(shown.length < text.length);
      if (editor.current === undefined) {
        editor.current = createEditor(host.current, { label: "Source of the record", text: shown, readOnly: true });
      } else {
        editor.current.setText(shown);
      }
      editor.current.mark(problems);
    });
    return () => {
      isGone = true;
    };
  }, [record]);
  useEffect(() => () => editor.current?.destroy(), []);
  return (
    <div class="record-source">
      <div class="pane-head">
        <h3>Record {count(record)}</h3>
        {isCut && <p class="note">Its beginning</p>}
        <button type="button" class="quiet" onClick={() => showRecord(record)}>
          Show in the conversation
        </button>
        <button type="button" class="icon-button" aria-label="Close the record" onClick={onClose}>
          <Icon name="cross" />
        </button>
      </div>
      <div class="editor" ref={host} />
    </div>
  );
}
