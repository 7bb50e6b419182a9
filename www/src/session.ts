// What is open, how far it was read, and what became of it: the state that all panels share.

import { batch, computed, signal } from "@preact/signals";

import { ask, Cancelled } from "./reader/reader.ts";
import type { News, Progress, Source, Verdict } from "./reader/protocol.ts";

/** The longest text, in bytes, that is put into the editor; a longer one is shown as a list of records. */
export const EDITABLE = 1_500_000;

export interface Opened {
  name: string;
  /** Whether the text is in the editor. */
  editable: boolean;
}

export type Phase = "empty" | "reading" | "read" | "cancelled" | "failed";

export const opened = signal<Opened>({ name: "", editable: true });
export const phase = signal<Phase>("empty");
export const failure = signal("");
export const progress = signal<Progress>({ bytes: 0, messages: 0, rejected: 0, milliseconds: 0 });
/** Undefined until the reading has ended. */
export const verdict = signal<Verdict | undefined>(undefined);
/** Another number is another history, or another version of it. */
export const generation = signal(0);
/** Another number is another history: what is typed leaves it the same. */
export const identity = signal(0);
/** How high records are estimated to be; as many as can be shown. */
export const heights = signal<number[]>([]);
export const hasMessages = computed(() => (verdict.value?.messages ?? 0) > 0);

/** A text to be put into the editor. What is typed there does not come back here. */
export const draft = signal<{ text: string }>({ text: "" });

let reading = 0;

/** Opens what is in a file, or was made one. */
export async function openBlob(name: string, blob: Blob): Promise<void> {
  const text = blob.size <= EDITABLE ? decode(await blob.arrayBuffer()) : undefined;
  if (text !== undefined) return openText(name, text);
  await open({ name, editable: false }, { blob }, true);
}

/** Opens a text in the editor, if it is short enough for that. */
export async function openText(name: string, text: string): Promise<void> {
  if (text.length > EDITABLE) return openBlob(name, new Blob([text]));
  draft.value = { text };
  await open({ name, editable: true }, { blob: new Blob([text.replaceAll("\r\n", "\n")]) }, true);
}

/** Reads what was typed. */
export async function reread(text: string) {
  if (text === "") return close();
  await open({ ...opened.value, editable: true }, { blob: new Blob([text]) }, false);
}

export async function openUrl(url: string) {
  const name = decodeURIComponent(new URL(url).pathname.split("/").pop() ?? "") || url;
  const isRead = await open({ name, editable: false }, { url }, true);
  if (isRead && progress.value.bytes <= EDITABLE) await openBlob(name, await ask("text", []));
}

export const openMadeUp = (count: number) => open({ name: `${count.toLocaleString("en")} made-up messages`, editable: false }, { generate: count }, true);

export const cancel = () => ask("cancel", []);

/** @returns whether it was read to its end */
async function open(what: Opened, source: Source, isNew: boolean): Promise<boolean> {
  const own = ++reading;
  const isCurrent = () => own === reading;
  let found: number[] = [];
  batch(() => {
    opened.value = what;
    phase.value = "reading";
    progress.value = { bytes: 0, messages: 0, rejected: 0, milliseconds: 0 };
    // While one types, the last verdict stands until there is another.
    if (isNew) {
      verdict.value = undefined;
      heights.value = [];
      generation.value++;
      identity.value++;
    }
  });
  const onNews = (news: News) => {
    if (!isCurrent()) return;
    found = found.concat(Array.from(news.heights));
    batch(() => {
      progress.value = news;
      if (isNew) heights.value = found;
    });
  };
  try {
    const result = await ask("open", [source, true], onNews);
    if (!isCurrent()) return false;
    batch(() => {
      verdict.value = result;
      progress.value = result;
      heights.value = found;
      phase.value = "read";
      if (!isNew) generation.value++;
    });
    return true;
  } catch (error) {
    if (!isCurrent()) return false;
    batch(() => {
      phase.value = error instanceof Cancelled ? "cancelled" : "failed";
      failure.value = error instanceof Error ? error.message : String(error);
      if (!isNew) generation.value++;
    });
    return false;
  }
}

function close() {
  reading++;
  batch(() => {
    phase.value = "empty";
    verdict.value = undefined;
    heights.value = [];
    generation.value++;
    identity.value++;
  });
}

/** Undefined for bytes that are no text: an editor would show others in their place. */
function decode(bytes: ArrayBuffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
