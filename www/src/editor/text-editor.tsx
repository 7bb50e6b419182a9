// The source as text that can be changed; what is typed is read as one types.

import { useEffect, useRef } from "preact/hooks";

import { ask } from "../reader/reader.ts";
import { draft, edit, EDITABLE, opened, openText, phase, verdict } from "../session.ts";
import { useEffectAtOnce } from "../ui/at-once.ts";
import { Icon } from "../ui/icons.tsx";
import { place } from "../view.ts";
import type { Editor } from "./editor.ts";

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
    // Meanwhile another place may have been asked for, or another text have come.
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
        longPaste: EDITABLE,
        onLongPaste: (text) => openText("Pasted text", text),
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

  const format = () => {
    const text = editor.current?.getText() ?? "";
    const formatted = pretty(text);
    if (formatted === undefined || formatted === text) return;
    void openText(opened.value.name, formatted);
  };

  return (
    <>
      <div class="pane-head">
        <h2>Source</h2>
        <button type="button" class="quiet" onClick={format}>
          <Icon name="code" />
          Format
        </button>
      </div>
      <div class="editor" ref={host} />
    </>
  );
}

async function indexOf(record: number, text: string) {
  const { offset } = await ask("source", [record]);
  return new TextDecoder().decode(new TextEncoder().encode(text).subarray(0, offset)).length;
}

/** The text with a line for each field; undefined where it is no JSON. */
function pretty(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return undefined;
  }
}
