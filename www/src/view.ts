// Where the visitor is: the panel that is shown, and the selected record.

import { signal } from "@preact/signals";

export const PANELS = ["source", "conversation", "live", "numbers", "export", "speed"] as const;
export type Panel = (typeof PANELS)[number];

/** On a wide page the source is beside the other panels, and is never chosen. */
export const panel = signal<Panel>("conversation");

/** A record to be scrolled to; each request is a new object. */
export const target = signal<{ record: number } | undefined>(undefined);

/** A place in the source to be scrolled to, in UTF-16 units or as a record. */
export const place = signal<{ index?: number; record?: number } | undefined>(undefined);

/** Forgets the selection. */
export function leave() {
  target.value = undefined;
  place.value = undefined;
}

export function showRecord(record: number) {
  panel.value = "conversation";
  target.value = { record };
}

export function showPlace(where: { index?: number; record?: number }) {
  if (isNarrow()) panel.value = "source";
  place.value = where;
}

const narrow = matchMedia("(max-width: 979px)");
export const isNarrow = () => narrow.matches;

/** Calls back when the page becomes narrow or wide. */
export function onWidth(callback: () => void) {
  narrow.addEventListener("change", callback);
  return () => narrow.removeEventListener("change", callback);
}
