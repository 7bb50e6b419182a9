// The charts come when they are first looked at.

import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";

export function LazyNumbers() {
  const loaded = useSignal<ComponentType | undefined>(undefined);
  useEffect(() => {
    void import("./numbers.tsx").then(({ Numbers }) => (loaded.value = Numbers));
  }, []);
  const Numbers = loaded.value;
  return Numbers === undefined ? <p class="empty">Loading…</p> : <Numbers />;
}
