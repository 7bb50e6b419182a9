// A part of the page that is loaded when it is first shown.

import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";

interface Props<Own extends object> {
  load: () => Promise<ComponentType<Own>>;
  /** What the part is called where it cannot be loaded. */
  name: string;
  props: Own;
}

export function Lazy<Own extends object>({ load, name, props }: Props<Own>) {
  const loaded = useSignal<{ Part: ComponentType<Own> } | undefined>(undefined);
  const failure = useSignal("");
  useEffect(() => {
    load().then(
      (Part) => (loaded.value = { Part }),
      (error: Error) => (failure.value = error.message),
    );
  }, []);
  if (failure.value !== "") {
    return (
      <p class="empty">
        {name} cannot be shown in this browser: {failure.value}
      </p>
    );
  }
  if (loaded.value === undefined) return <p class="empty">Loading…</p>;
  const { Part } = loaded.value;
  return <Part {...props} />;
}
