// The searched text: it is marked everywhere, and folded parts that contain it are opened.

import { computed, signal } from "@preact/signals";

/** Empty if nothing is searched. */
export const sought = signal("");

const pattern = computed(() => (sought.value === "" ? undefined : new RegExp(sought.value.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"), "gi")));

/** Where it is in a text: each time from a begin to an end. */
export function* matches(text: string): Generator<[begin: number, end: number]> {
  if (pattern.value === undefined) return;
  for (const { index, 0: match } of text.matchAll(pattern.value)) yield [index, index + match.length];
}

/** The index after its first match; 0 if there is none. */
export const firstMatch = (text: string): number => matches(text).next().value?.[1] ?? 0;

export const isMatch = (...texts: (string | undefined)[]): boolean => texts.some((text) => text !== undefined && firstMatch(text) > 0);
