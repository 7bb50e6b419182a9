// Histories to try the page with. They are files of the page's own, but for the largest, which is made up on the spot.

import broken from "../samples/broken.json?url";
import long from "../../../tests/samples/history.wire.json?url";
import short from "../../../tests/samples/short.wire.json?url";

import { openBlob, openMadeUp, openText } from "../session.ts";

export interface Sample {
  name: string;
  hint: string;
  open: () => Promise<unknown>;
}

const MANY = 100_000;

export const SAMPLES: Sample[] = [
  { name: "Short", hint: "Ten messages, as the backend sent them", open: async () => openText("short.json", pretty(await text(short))) },
  { name: "Broken", hint: "The same, with everything wrong that happens", open: async () => openText("broken.json", await text(broken)) },
  { name: "1 MB", hint: "A long session", open: async () => openBlob("history.json", await blob(long)) },
  { name: "100,000 messages", hint: "Made up in your browser", open: () => openMadeUp(MANY) },
];

async function blob(url: string) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the sample could not be loaded: ${response.status}`);
  return response.blob();
}

const text = async (url: string) => (await blob(url)).text();

/** The backend writes everything on one line. */
const pretty = (json: string) => JSON.stringify(JSON.parse(json), null, 2);
