// Histories to try the page with. They are files of the page's own, but for the largest, which is made up on the spot.

import broken from "../samples/broken.json?url";
import long from "../../../tests/samples/history.wire.json?url";
import short from "../../../tests/samples/short.wire.json?url";

import { openComing, openMadeUp } from "../session.ts";

export interface Sample {
  name: string;
  hint: string;
  open: () => Promise<unknown>;
}

const MANY = 100_000;

export const SAMPLES: Sample[] = [
  { name: "Short", hint: "Nine messages, as the backend sent them", open: () => openComing("short.json", fetched(short).then(pretty)) },
  { name: "Broken", hint: "The same, with everything wrong that happens", open: () => openComing("broken.json", fetched(broken)) },
  { name: "1 MB", hint: "A long session", open: () => openComing("history.json", fetched(long)) },
  { name: "100,000 messages", hint: "Made up in your browser", open: () => openMadeUp(MANY) },
];

async function fetched(url: string) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the sample could not be loaded: ${response.status}`);
  return response.blob();
}

/** The backend writes everything on one line. */
const pretty = async (json: Blob) => new Blob([JSON.stringify(JSON.parse(await json.text()), null, 2)]);
