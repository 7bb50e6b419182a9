// Plays a recording: pushes its events into a live session, one at a time or at a speed, and begins again to go back.

import { batch, computed, signal } from "@preact/signals";
import type { BackendMessage } from "backend-message";
import { createLiveSession, type LiveSession, type LiveSnapshot } from "backend-message/live";

import { type Change, changes } from "./changes.ts";
import type { Recording } from "./recording.ts";

export const recording = signal<Recording | undefined>(undefined);
export const snapshot = signal<LiveSnapshot | undefined>(undefined);
/** How many frames were played. */
export const position = signal(0);
export const isPlaying = signal(false);
/** Frames a second. */
export const speed = signal(40);
/** What the history changed; undefined before it was read. */
export const reconciled = signal<Change[] | undefined>(undefined);
export const isOver = computed(() => position.value >= (recording.value?.frames.length ?? 0));

let session: LiveSession | undefined;
let timer: ReturnType<typeof setInterval> | undefined;

export function load(next: Recording) {
  pause();
  recording.value = next;
  begin();
}

/** From the first frame. */
function begin() {
  const { sessionId } = recording.value ?? { sessionId: "" };
  session = createLiveSession({ sessionId, interval: 0 });
  batch(() => {
    position.value = 0;
    reconciled.value = undefined;
    snapshot.value = session?.getSnapshot();
  });
}

/** Plays to a frame. To go back it plays from the first one, as a pushed event cannot be taken back. */
export function seek(to: number) {
  if (to < position.value || reconciled.value !== undefined) begin();
  advance(to - position.value);
}

function advance(frames: number) {
  const { value } = recording;
  if (value === undefined || session === undefined || frames <= 0) return;
  const end = Math.min(value.frames.length, position.value + frames);
  for (const { event } of value.frames.slice(position.value, end)) if (event !== undefined) session.push(event);
  batch(() => {
    position.value = end;
    snapshot.value = session?.getSnapshot();
  });
  if (isOver.value) pause();
}

export const step = () => advance(1);

export function play() {
  if (isOver.value) begin();
  isPlaying.value = true;
  clearInterval(timer);
  // Browsers let timers wait for at least 4 ms, and pictures come 60 times a second.
  const every = Math.max(1000 / speed.value, 25);
  timer = setInterval(() => advance(Math.round((speed.value * every) / 1000)), every);
}

export function pause() {
  clearInterval(timer);
  isPlaying.value = false;
}

export function setSpeed(value: number) {
  speed.value = value;
  if (isPlaying.value) play();
}

/** Reads the stored history, as a chat does when the run is over. */
export function reconcile() {
  const history = recording.value?.history;
  if (history === undefined || session === undefined) return;
  pause();
  const before = session.getSnapshot().messages;
  session.reconcile(JSON.parse(history) as BackendMessage[]);
  const after = session.getSnapshot();
  batch(() => {
    reconciled.value = changes(before, after.messages);
    snapshot.value = after;
  });
}
