// A file dropped anywhere on the page, and a text pasted anywhere but in a field, are opened.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { openBlob, openText } from "../session.ts";
import { attempt } from "./notice.tsx";

export function Drop() {
  const isOver = useSignal(false);
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      isOver.value = true;
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) isOver.value = false;
    };
    const drop = (event: DragEvent) => {
      isOver.value = false;
      const [file] = event.dataTransfer?.files ?? [];
      if (file === undefined) return;
      event.preventDefault();
      void attempt(() => openBlob(file.name, file));
    };
    const paste = (event: ClipboardEvent) => {
      const [inside] = event.composedPath();
      if (event.defaultPrevented || (inside instanceof Element && inside.closest("input, textarea, [contenteditable=true]"))) return;
      const [file] = event.clipboardData?.files ?? [];
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (file !== undefined) void attempt(() => openBlob(file.name, file));
      else if (text !== "") void attempt(() => openText("Pasted text", text));
    };
    const events = { dragover: over, dragleave: leave, drop, paste } as Record<string, (event: never) => void>;
    for (const [name, listener] of Object.entries(events)) document.addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of Object.entries(events)) document.removeEventListener(name, listener as EventListener);
    };
  }, []);
  return isOver.value ? (
    <div class="drop" aria-hidden="true">
      <p>Drop to open</p>
    </div>
  ) : null;
}
