// Sample histories, which are files of the page.

import broken from "../samples/broken.json?url";
import long from "../../../tests/samples/history.wire.json?url";
import short from "../../../tests/samples/short.wire.json?url";

import { openComing } from "../session.ts";

export interface Sample {
  name: string;
  hint: string;
  open: () => Promise<unknown>;
}

/** The build makes it, of the messages of the long session. */
const MANY = "samples/100000.ndjson.gz";

export const SAMPLES: Sample[] = [
  { name: "Short", hint: "Nine messages, as the backend sent them", open: () => openComing("short.json", fetched(short)) },
  { name: "Broken", hint: "The same, with everything wrong that happens", open: () => openComing("broken.json", fetched(broken)) },
  { name: "1 MB", hint: "A long session", open: () => openComing("history.json", fetched(long)) },
  { name: "100,000 messages", hint: "Many sessions in one file", open: () => openComing("100000.ndjson", fetched(MANY).then(unpacked)) },
];

async function fetched(address: string) {
  const response = await fetch(new URL(address, document.baseURI)).catch(() => undefined);
  if (!response?.ok) throw new Error("The sample could not be loaded. Is the network down?");
  return response.blob();
}

/** Some servers unpack a file themselves. */
async function unpacked(blob: Blob) {
  const [first, second] = new Uint8Array(await blob.slice(0, 2).arrayBuffer());
  if (first !== 0x1f || second !== 0x8b) return blob;
  return new Response(blob.stream().pipeThrough(new DecompressionStream("gzip"))).blob();
}
