// The open source, the progress of reading it, and the result: the state that all panels share.

import { batch, computed, signal } from "@preact/signals";

import { ask, Cancelled } from "./reader/reader.ts";
import type { News, Progress, Source, Verdict } from "./reader/protocol.ts";
import { format, isOneLine } from "./editor/format.ts";
import { isEventStream } from "./live/event-stream.ts";
import { openEvents } from "./live/open.ts";
import { webAddress } from "./ui/address.ts";
import { leave } from "./view.ts";

/** The longest text, in bytes, that is put into the editor; a longer one is shown as a list of records. */
export const EDITABLE = 1_500_000;
/** How long after a letter the text is read, in milliseconds. */
const PAUSE = 120;

export interface Opened {
  name: string;
  /** Whether the text is in the editor. */
  editable: boolean;
  /** The text as it came, if the editor shows it formatted. */
  original?: string;
}

export type Phase = "empty" | "reading" | "read" | "cancelled" | "failed";

export const opened = signal<Opened>({ name: "", editable: true });
export const phase = signal<Phase>("empty");
export const failure = signal("");
/** The server whose answer is awaited. */
export const fetching = signal("");
export const progress = signal<Progress>({ bytes: 0, messages: 0, rejected: 0, milliseconds: 0 });
/** Undefined until the reading has ended. */
export const verdict = signal<Verdict | undefined>(undefined);
/** Changes with another history, or another version of it. */
export const generation = signal(0);
/** Changes with another history, but not while the visitor types. */
export const identity = signal(0);
/** Changes when the same records have other findings. */
export const judgement = signal(0);
/** How high records are estimated to be; as many as can be shown. */
export const heights = signal<number[]>([]);
/** The records without rows of their own: their results are shown with the calls. */
export const folded = signal<ReadonlySet<number>>(new Set());
export const hasMessages = computed(() => (verdict.value?.messages ?? 0) > 0);

/** The text in the editor, as it was opened or edited. */
export const draft = signal<{ text: string }>({ text: "" });

let requests = 0;
/** Each reading has an object of its own. */
let reading = {};
let pause: ReturnType<typeof setTimeout>;

/**
 * Call it for everything that is to be shown: the last request wins, even if an earlier one takes longer.
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
  if (text !== undefined) return openText(name, text);
  await openUnseen(name, { blob });
}

/** Opens a text: in the editor, if it is short enough for that, and formatted, if all of it is on one line. */
export async function openText(name: string, text: string, asItIs = false): Promise<void> {
  if (isEventStream(text)) return openEvents(name, new Blob([text]));
  if (text.length > EDITABLE) return openBlob(name, new Blob([text]));
  request();
  const formatted = asItIs || !isOneLine(text) ? text : format(text, EDITABLE);
  const shown = formatted.replaceAll("\r\n", "\n");
  const what = { name, editable: true, ...(formatted === text ? {} : { original: text }) };
  await open(what, { blob: new Blob([shown]) }, true, shown);
}

/** Takes the edited text, and reads it when nothing is typed for a moment. */
export function edit(text: string) {
  request();
  draft.value = { text };
  pause = setTimeout(() => {
    if (text === "") close();
    else void open({ name: opened.value.name, editable: true }, { blob: new Blob([text]) }, false);
  }, PAUSE);
}

export async function openUrl(address: string): Promise<void> {
  const url = webAddress(address);
  if (url === undefined) throw new Error("Only addresses that begin with https:// or http:// can be fetched.");
  const { pathname, host } = new URL(url);
  const name = pathname.split("/").pop() || host;
  request();
  fetching.value = host;
  try {
    await openUnseen(name, { url });
  } finally {
    if (fetching.value === host) fetching.value = "";
  }
}

/** Opens a source whose text the page does not have: once it was read, it may be short enough for the editor. */
async function openUnseen(name: string, source: Source): Promise<void> {
  const isWanted = request();
  const isRead = await open({ name, editable: false }, source, true);
  if (!isRead || !isWanted() || progress.value.bytes > EDITABLE) return;
  const text = decode(await (await ask("text", [])).arrayBuffer());
  if (text !== undefined && isWanted()) await openText(name, text);
}

export const cancel = () => ask("cancel", []);

/**
 * Reads a source. What was open stays until the first of it is there: if it cannot be read at all, that is an error, and
 * nothing has changed.
 *
 * @param text what the editor shows of it
 * @returns whether it was read to its end
 */
async function open(what: Opened, source: Source, isNew: boolean, text?: string): Promise<boolean> {
  const own = {};
  const isCurrent = () => own === reading;
  let found: number[] = [];
  const hidden = new Set<number>();
  let hasBegun = false;
  const onBegun = () => {
    reading = own;
    hasBegun = true;
    batch(() => {
      opened.value = what;
      phase.value = "reading";
      progress.value = { bytes: 0, messages: 0, rejected: 0, milliseconds: 0 };
      fetching.value = "";
      // While the visitor types, the last verdict stays until there is another.
      if (isNew) {
        leave();
        if (text !== undefined) draft.value = { text };
        verdict.value = undefined;
        heights.value = [];
        generation.value++;
        identity.value++;
      }
    });
  };
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
    const result = await ask("open", [source], onNews, onBegun);
    if ("events" in result) {
      await openEvents(what.name, result.events);
      return false;
    }
    if (!isCurrent()) return false;
    batch(() => {
      verdict.value = result;
      progress.value = result;
      folded.value = new Set(result.folded);
      heights.value = found;
      phase.value = "read";
      withAllRules.value = false;
      if (!isNew) generation.value++;
    });
    if (result.audit === "coming") void audit(false);
    return true;
  } catch (error) {
    if (!hasBegun) {
      if (error instanceof Cancelled) return false;
      throw error;
    }
    if (!isCurrent()) return false;
    // What was read before stays, with its issues.
    const result = await ask("verdict", []).catch(() => undefined);
    if (!isCurrent()) return false;
    batch(() => {
      if (result !== undefined) {
        verdict.value = result;
        progress.value = { ...result, milliseconds: progress.value.milliseconds };
        folded.value = new Set(result.folded);
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

/** Audits the valid messages again. */
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
  reading = {};
  batch(() => {
    phase.value = "empty";
    verdict.value = undefined;
    heights.value = [];
    generation.value++;
    identity.value++;
  });
}

/** Undefined for bytes that are not text: an editor would show other characters in their place. */
function decode(bytes: ArrayBuffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
