// The bytes of a source, piece by piece and unpacked, and what is needed to read parts of them again.

import { isEventStream } from "../live/event-stream.ts";
import type { Source } from "./protocol.ts";

type Piece = Uint8Array<ArrayBuffer>;

export interface Bytes {
  pieces: AsyncIterable<Piece>;
  total?: number;
  /** The bytes that were read so far, for reading parts of them again. */
  blob(): Blob;
  /** Whether it is a recorded event stream instead of a history. */
  isEvents: boolean;
}

/** How many bytes are examined to recognise what a source is. */
const HEAD = 4_096;

/** Opens a source. If it cannot be read at all, that is an error here, before what was open is closed. */
export async function open(source: Source, signal: AbortSignal): Promise<Bytes> {
  const { stream, total, blob } = "blob" in source ? fromBlob(source.blob) : await fetched(source.url, signal);
  const pieces = await begun(readAll(stream), HEAD, signal);
  if (!isGzip(pieces.head)) {
    const isEvents = isEventStream(new TextDecoder().decode(pieces.head));
    const kept = blob === undefined ? recorded(pieces) : { pieces, blob: () => blob };
    return { ...kept, isEvents, ...(total === undefined ? {} : { total }) };
  }
  const unpacked = await begun(readAll(unpack(pieces)), HEAD, signal);
  return { ...recorded(unpacked), isEvents: isEventStream(new TextDecoder().decode(unpacked.head)) };
}

interface Opened {
  stream: ReadableStream<Piece>;
  total?: number | undefined;
  /** The source itself, where parts of it can be read again. */
  blob?: Blob;
}

const fromBlob = (blob: Blob): Opened => ({ stream: blob.stream(), total: blob.size, blob });

async function fetched(url: string, signal: AbortSignal): Promise<Opened> {
  const response = await fetch(url, { credentials: "omit", referrerPolicy: "no-referrer", signal }).catch((error) => {
    signal.throwIfAborted();
    // Browsers tell a page no more than that.
    throw new Error(`No answer that this page may read (${error.message}). Check the address. If it is right, its server does not let other pages read it: download the file, and open that.`);
  });
  if (!response.ok) throw new Error(`The server answered ${response.status} ${response.statusText}`.trim() + ". Check the address.");
  const length = Number(response.headers.get("content-length"));
  // The length is that of the compressed bytes where there is an encoding.
  const isKnown = length > 0 && response.headers.get("content-encoding") === null;
  return { stream: response.body ?? new Blob([]).stream(), total: isKnown ? length : undefined };
}

/** Not every browser can iterate over a stream. */
async function* readAll(stream: ReadableStream<Piece>) {
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

/** Waits for the first bytes, which the stream then repeats before the others. */
async function begun(pieces: AsyncGenerator<Piece>, length: number, signal: AbortSignal) {
  const first: Piece[] = [];
  let size = 0;
  const aborted = new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
  aborted.catch(() => {});
  while (size < length) {
    const next = pieces.next();
    next.catch(() => {});
    const { done, value } = await Promise.race([next, aborted]);
    if (done) break;
    first.push(value);
    size += value.length;
  }
  const head = new Uint8Array(await new Blob(first).slice(0, length).arrayBuffer());
  return {
    head,
    async *[Symbol.asyncIterator]() {
      yield* first;
      yield* pieces;
    },
  };
}

const isGzip = ([first, second]: Piece) => first === 0x1f && second === 0x8b;

function unpack(pieces: AsyncIterable<Piece>): ReadableStream<Piece> {
  const iterator = pieces[Symbol.asyncIterator]();
  const packed = new ReadableStream<Piece>({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  return packed.pipeThrough(new DecompressionStream("gzip"));
}

/** Keeps the bytes that pass in blobs; browsers move large ones out of memory. */
function recorded(pieces: AsyncIterable<Piece>): Pick<Bytes, "pieces" | "blob"> {
  let kept = new Blob([]);
  let fresh: Piece[] = [];
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
