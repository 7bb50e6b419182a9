// Opens recorded event streams: a text that was pasted or opened, or the sample.

import sampleHistory from "../samples/live.history.json?url";
import sampleEvents from "../samples/live.events.txt?url";

import { panel } from "../view.ts";

export async function openEvents(name: string, text: string, history?: string) {
  const [{ record }, { load }] = await Promise.all([import("./recording.ts"), import("./player.ts")]);
  load(await record(name, text, history));
  panel.value = "live";
}

export async function openSample() {
  const [events, history] = await Promise.all([sampleEvents, sampleHistory].map(async (url) => (await fetch(url)).text()));
  await openEvents("a recorded run", events ?? "", history);
}
