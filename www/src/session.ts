// What is open, how far it was read, and what became of it: the state that all panels share.

import { batch, computed, signal } from "@preact/signals";

import { ask, Cancelled } from "./reader/reader.ts";
import type { News, Progress, Source, Verdict } from "./reader/protocol.ts";
import { isEventStream } from "./live/event-stream.ts";
import { openEvents } from "./live/open.ts";
import { leave } from "./view.ts";

/** The longest text, in bytes, that is put into the editor; a longer one is shown as a list of records. */
export const EDITABLE = 1_500_000;
/** How long after a letter the text is read, in milliseconds. */
const PAUSE = 120;

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
/** Another number: the same records, with other findings. */
export const judgement = signal(0);
/** How high records are estimated to be; as many as can be shown. */
export const heights = signal<number[]>([]);
/** The records that are no rows of their own: their results stand with the calls. */
export const folded = signal<ReadonlySet<number>>(new Set());
export const hasMessages = computed(() => (verdict.value?.messages ?? 0) > 0);

/** The text in the editor: what was opened, or has become of it there. */
export const draft = signal<{ text: string }>({ text: "" });

let requests = 0;
let reading = 0;
let pause: ReturnType<typeof setTimeout>;

/**
 * To be called for whatever is to be shown: what was asked for last is, though others take longer to come.
 *
 * @returns whether nothing else was asked for since
 */
function request(): () => boolean {
  const own = ++requests;
  clearTimeout(pause);
  return () => own === requests;
}

/** Opens what is on its way. */
export async function openComing(name: string, coming: Promise<Blob>): Promise<void> {
  const isWanted = request();
  const blob = await coming;
  if (isWanted()) await openBlob(name, blob);
}

/** Opens what is in a file, or was made one. */
export async function openBlob(name: string, blob: Blob): Promise<void> {
  const isWanted = request();
  const text = blob.size <= EDITABLE ? decode(await blob.arrayBuffer()) : undefined;
  if (!isWanted()) return;
  if (text !== undefined && isEventStream(text)) return openEvents(name, text);
  if (text !== undefined) return openText(name, text);
  await open({ name, editable: false }, { blob }, true);
}

/** Opens a text in the editor, if it is short enough for that. */
export async function openText(name: string, text: string): Promise<void> {
  if (isEventStream(text)) return openEvents(name, text);
  if (text.length > EDITABLE) return openBlob(name, new Blob([text]));
  request();
  draft.value = { text };
  await open({ name, editable: true }, { blob: new Blob([text.replaceAll("\r\n", "\n")]) }, true);
}

/** Takes what has become of the text, and reads it when no more is typed for a moment. */
export function edit(text: string) {
  request();
  draft.value = { text };
  pause = setTimeout(() => {
    if (text === "") close();
    else void open({ ...opened.value, editable: true }, { blob: new Blob([text]) }, false);
  }, PAUSE);
}

export async function openUrl(url: string) {
  const name = decodeURIComponent(new URL(url).pathname.split("/").pop() ?? "") || url;
  const isWanted = request();
  const isRead = await open({ name, editable: false }, { url }, true);
  if (isRead && isWanted() && progress.value.bytes <= EDITABLE) await openComing(name, ask("text", []));
}

export async function openMadeUp(count: number) {
  request();
  await open({ name: `${count.toLocaleString("en")} made-up messages`, editable: false }, { generate: count }, true);
}

export const cancel = () => ask("cancel", []);

/** @returns whether it was read to its end */
async function open(what: Opened, source: Source, isNew: boolean): Promise<boolean> {
  const own = ++reading;
  const isCurrent = () => own === reading;
  let found: number[] = [];
  const hidden = new Set<number>();
  batch(() => {
    opened.value = what;
    phase.value = "reading";
    progress.value = { bytes: 0, messages: 0, rejected: 0, milliseconds: 0 };
    // While one types, the last verdict stands until there is another.
    if (isNew) {
      leave();
      verdict.value = undefined;
      heights.value = [];
      generation.value++;
      identity.value++;
    }
  });
  const onNews = (news: News) => {
    if (!isCurrent()) return;
    found = found.concat(Array.from(news.heights));
    for (const record of news.folded) hidden.add(record);
    batch(() => {
      progress.value = news;
      if (isNew) {
        folded.value = hidden;
        heights.value = found;
      }
    });
  };
  try {
    const result = await ask("open", [source], onNews);
    if (!isCurrent()) return false;
    batch(() => {
      verdict.value = result;
      progress.value = result;
      folded.value = hidden;
      heights.value = found;
      phase.value = "read";
      withAllRules.value = false;
      if (!isNew) generation.value++;
    });
    if (result.audit === "coming") void audit(false);
    return true;
  } catch (error) {
    if (!isCurrent()) return false;
    // What was read before stands, and what is wrong with it.
    const result = await ask("verdict", []).catch(() => undefined);
    if (!isCurrent()) return false;
    batch(() => {
      if (result !== undefined) {
        verdict.value = result;
        progress.value = { ...result, milliseconds: progress.value.milliseconds };
        folded.value = hidden;
        heights.value = found;
      }
      phase.value = error instanceof Cancelled ? "cancelled" : "failed";
      failure.value = error instanceof Error ? error.message : String(error);
      if (!isNew) generation.value++;
    });
    return false;
  }
}

/** Whether all rules of the audit are followed, or those that do not fire on ordinary use. */
export const withAllRules = signal(false);

/** Judges the valid messages anew. */
export async function audit(withAll: boolean): Promise<void> {
  const own = reading;
  const result = await ask("audit", [withAll]);
  if (own !== reading) return;
  batch(() => {
    verdict.value = result;
    withAllRules.value = withAll;
    judgement.value++;
  });
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
