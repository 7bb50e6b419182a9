// Opens recorded event streams: a text that was pasted or opened, or the sample.

import sampleHistory from "../samples/live.history.json?url";
import sampleEvents from "../samples/live.events.txt?url";

import { panel } from "../view.ts";

const parts = () => Promise.all([import("./recording.ts"), import("./player.ts")]);

export async function openEvents(name: string, events: Blob) {
  const [{ record }, { load }] = await parts();
  load(await record(name, events));
  panel.value = "live";
}

/** Loads the sample, unless something else was opened while it came. */
export async function openSample() {
  const [events, history] = await Promise.all([sampleEvents, sampleHistory].map(async (url) => (await fetch(url)).blob()));
  const [{ record }, { load, recording }] = await parts();
  const sample = await record("a recorded run", events ?? new Blob([]), await history?.text());
  if (recording.value === undefined) load(sample);
}
