// The bytes of a source, piece by piece, and what is needed to read parts of them again.

import { messages, writeOne } from "../../../tests/support/history.js";
import type { Source } from "./protocol.ts";

export interface Bytes {
  pieces: AsyncIterable<Uint8Array<ArrayBuffer>>;
  total?: number;
  /** What was read so far, to be read again in parts. */
  blob(): Blob;
}

export async function open(source: Source, signal: AbortSignal): Promise<Bytes> {
  if ("blob" in source) {
    const { blob } = source;
    return { pieces: readAll(blob.stream()), total: blob.size, blob: () => blob };
  }
  if ("generate" in source) return recorded(generate(source.generate));
  const response = await fetch(source.url, { credentials: "omit", referrerPolicy: "no-referrer", signal });
  if (!response.ok) throw new Error(`the server answered ${response.status} ${response.statusText}`.trim());
  const length = Number(response.headers.get("content-length"));
  // The length is that of the compressed bytes where there is an encoding.
  const known = length > 0 && response.headers.get("content-encoding") === null;
  return { ...recorded(readAll(response.body ?? new Blob([]).stream())), ...(known ? { total: length } : {}) };
}

/** Not every browser can iterate over a stream. */
async function* readAll(stream: ReadableStream<Uint8Array<ArrayBuffer>>) {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** Keeps what passes in blobs, which browsers move out of memory when they are large. */
function recorded(pieces: AsyncIterable<Uint8Array<ArrayBuffer>>): Bytes {
  let kept = new Blob([]);
  let fresh: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const keep = () => {
    kept = new Blob([kept, ...fresh]);
    fresh = [];
    length = 0;
  };
  return {
    pieces: (async function* () {
      for await (const piece of pieces) {
        fresh.push(piece);
        length += piece.length;
        if (length >= 1 << 24) keep();
        yield piece;
      }
    })(),
    blob: () => {
      if (length > 0) keep();
      return kept;
    },
  };
}

const EACH = 500;

/** A made-up history, in the shape of real ones. */
async function* generate(count: number) {
  const encoder = new TextEncoder();
  for (let made = 0; made < count; made += EACH) {
    const list = messages({ seed: 1 + made, messages: Math.min(EACH, count - made), text: "mixed", size: 0.05 });
    // One session, as the pieces are of one history.
    const lines = list.map((message: object) => writeOne({ ...message, sessionId: "made-up" }));
    yield encoder.encode(lines.join(""));
    // Whoever waits in the meantime gets a turn.
    await new Promise((resolve) => setTimeout(resolve));
  }
}
