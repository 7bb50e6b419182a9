// The source as text that can be edited. It is read again while the visitor types.

import { useEffect, useRef } from "preact/hooks";

import { attempt } from "../input/notice.tsx";
import { isEventStream } from "../live/event-stream.ts";
import { ask } from "../reader/reader.ts";
import { draft, edit, EDITABLE, opened, openText, phase, verdict } from "../session.ts";
import { Share } from "../sharing/share.tsx";
import { useEffectAtOnce } from "../ui/at-once.ts";
import { Icon } from "../ui/icons.tsx";
import { place } from "../view.ts";
import type { Editor } from "./editor.ts";
import { format } from "./format.ts";

export function TextEditor() {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor>(undefined);
  /** The place that was asked for last. */
  const wanted = useRef<object>(undefined);

  const load = () => {
    const { text } = draft.value;
    wanted.current = undefined;
    if (editor.current !== undefined && editor.current.getText() !== text) editor.current.setText(text);
  };
  const mark = () => {
    if (phase.value === "read") editor.current?.mark(verdict.value?.problems ?? []);
    else if (phase.value === "empty") editor.current?.mark([]);
  };
  const go = async () => {
    const where = place.value;
    if (where === undefined || editor.current === undefined) return;
    place.value = undefined;
    wanted.current = where;
    const index = where.index ?? (where.record === undefined ? 0 : await indexOf(where.record, editor.current.getText()));
    // Meanwhile another place may have been requested, or another text opened.
    if (wanted.current === where) editor.current?.show(index);
  };

  useEffect(() => {
    let isGone = false;
    // The editor is most of the page's code, and the conversation can be read before it is there.
    void import("./editor.ts").then(({ createEditor }) => {
      if (isGone || host.current === null) return;
      editor.current = createEditor(host.current, {
        label: "Source of the history",
        text: draft.value.text,
        isOpening: (pasted, isAll) => isAll || pasted.length > EDITABLE || isEventStream(pasted),
        onOpen: (pasted) => attempt(() => openText("Pasted text", pasted)),
        onEdit: edit,
      });
      mark();
      void go();
    });
    return () => {
      isGone = true;
      editor.current?.destroy();
      editor.current = undefined;
    };
  }, []);
  useEffectAtOnce(load);
  useEffectAtOnce(mark);
  useEffectAtOnce(() => void go());

  const { name, original } = opened.value;
  const formatAll = () => {
    const text = editor.current?.getText() ?? "";
    const formatted = format(text, EDITABLE);
    if (formatted !== text) void attempt(() => openText(name, formatted, true));
  };

  return (
    <>
      <div class="pane-head">
        <h2>Source</h2>
        {original === undefined ? (
          <button type="button" class="quiet" onClick={formatAll}>
            <Icon name="code" />
            Format
          </button>
        ) : (
          <button type="button" class="quiet" title="The text was on one line, and is shown formatted" onClick={() => attempt(() => openText(name, original, true))}>
            <Icon name="code" />
            Unformat
          </button>
        )}
        <Share text={() => editor.current?.getText() ?? draft.value.text} />
      </div>
      <div class="editor" ref={host} />
    </>
  );
}

async function indexOf(record: number, text: string) {
  const { offset } = await ask("source", [record]);
  return new TextDecoder().decode(new TextEncoder().encode(text).subarray(0, offset)).length;
}
