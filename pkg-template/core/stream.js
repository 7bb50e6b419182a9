// Reads from a source: an async iterator that gives records as they are complete, and the same as a transform stream.

import { core } from "./engine.js";
import { Decoder } from "../wasm/decoder.js";
import { nameOf, shownOf } from "../pure/shown.js";
import { checkOptions } from "../pure/option-names.js";
import { NAMES, readOptions } from "./options.js";
import { need } from "../pure/engine-parts.js";
import { historyOpenerOf } from "../pure/history-source.js";
import { Pace } from "../pure/pace.js";
import { piecesOf } from "../pure/source.js";

/** @type {import("../pure/option-names.js").Names<import("./parse-options.js").StreamOptions>} */
export const STREAM_NAMES = { ...NAMES, onInvalid: 1, signal: 1, onProgress: 1, batch: 1 };

/** How many records are returned between two looks at the clock. */
const SOME = 16;

/**
 * Reads an options object, each property once, before anything else happens.
 *
 * @param {any} options
 * @param {Readonly<Record<string, 1>>} [names] of the options there are
 */
export function readStreamOptions(options = {}, names = STREAM_NAMES) {
  checkOptions(options, names);
  const { onInvalid, batch } = options;
  if (onInvalid !== undefined && onInvalid !== "throw" && onInvalid !== "salvage") {
    throw new TypeError(
      `onInvalid is "throw" or "salvage", not ${shownOf(onInvalid)}`,
    );
  }
  if (batch !== undefined && typeof batch !== "boolean") throw new TypeError(`batch is true or false, not ${nameOf(batch)}`);
  return { ...readOptions(options), ...readObservers(options), salvages: onInvalid === "salvage", batches: batch === true };
}

/**
 * The options for aborting and for progress.
 *
 * @param {any} options
 * @returns {{ signal: AbortSignal | undefined, onProgress: ((progress: any) => void) | undefined }}
 */
export function readObservers({ signal, onProgress }) {
  if (signal !== undefined && typeof signal?.addEventListener !== "function") {
    throw new TypeError(`signal is an AbortSignal, not ${nameOf(signal)}`);
  }
  if (onProgress !== undefined && typeof onProgress !== "function") {
    throw new TypeError(`onProgress is a function, not ${nameOf(onProgress)}`);
  }
  return { signal, onProgress };
}

/**
 * @param {import("../pure/generated/model.js").Record} record
 * @param {unknown} source
 * @param {unknown} given options
 */
export function stream(record, source, given) {
  return read(record, source, readStreamOptions(given));
}

/**
 * @param {import("../pure/generated/model.js").Record} record
 * @param {unknown} source
 * @param {ReturnType<typeof readStreamOptions>} options
 */
function read(record, source, options) {
  const decoder = new Decoder(core, record, options.flags, options.maxIssues, options.salvages, options.at);
  const pace = new Pace();
  const batches = batchesOf(decoder, historyOpenerOf(source), options, pace);
  return options.batches ? batches : recordsOf(batches, options.signal, pace);
}

/**
 * The results of each piece of a source, if it has any. Pauses between two pieces when it has worked for long.
 *
 * @param {Decoder} decoder
 * @param {ReturnType<typeof historyOpenerOf>} opener
 * @param {ReturnType<typeof readStreamOptions>} options
 * @param {Pace} pace
 */
async function* batchesOf(decoder, { total, open }, { salvages, signal, onProgress }, pace) {
  const counts = { messages: 0, rejected: 0 };
  const entries = salvages ? entriesOf(decoder) : () => take(decoder).messages;

  /** The results since the last time, in order. */
  function ready() {
    counts.messages += decoder.messages.length;
    counts.rejected += decoder.error === undefined ? decoder.rejected.length : 1;
    onProgress?.({ bytes: decoder.bytes, ...(total !== undefined && { total }), ...counts });
    signal?.throwIfAborted();
    return entries();
  }

  signal?.throwIfAborted();
  for await (const given of open(signal)) {
    // A piece of a source may have more records than should be in memory at a time.
    for (const piece of piecesOf(given)) {
      decoder.push(piece);
      const records = ready();
      if (records.length > 0) yield records;
      if (decoder.error !== undefined) throw decoder.error;
      if (pace.isDue) await pace.giveWay();
      signal?.throwIfAborted();
    }
  }
  decoder.end();
  const records = ready();
  if (records.length > 0) yield records;
  if (decoder.error !== undefined) throw decoder.error;
}

/**
 * The same, one by one. The consumer may be slow.
 *
 * @param {AsyncIterable<any[]>} batches
 * @param {AbortSignal | undefined} signal
 * @param {Pace} pace
 */
async function* recordsOf(batches, signal, pace) {
  let left = SOME;
  for await (const batch of batches) {
    for (const record of batch) {
      yield record;
      signal?.throwIfAborted();
      if (--left > 0) continue;
      left = SOME;
      if (!pace.isDue) continue;
      await pace.giveWay();
      signal?.throwIfAborted();
    }
  }
}

/**
 * Takes what a decoder has gathered.
 *
 * @param {Decoder} decoder
 */
function take(decoder) {
  const { messages, rejected, replaced } = decoder;
  decoder.messages = [];
  decoder.rejected = [];
  decoder.replaced = [];
  return { messages, rejected, replaced };
}

/**
 * A function that takes the records of a decoder, valid and invalid in one order.
 *
 * @param {Decoder} decoder
 */
function entriesOf(decoder) {
  let index = 0;
  return () => {
    const { messages, rejected, replaced } = take(decoder);
    const entries = [];
    let good = 0;
    let bad = 0;
    let mended = 0;
    for (; good < messages.length || bad < rejected.length; index++) {
      if (rejected[bad]?.index === index) {
        entries.push(rejected[bad++]);
        continue;
      }
      const entry = { ok: true, index, value: messages[good++] };
      const isReplaced = replaced[mended]?.index === index;
      entries.push(isReplaced ? { ...entry, replaced: replaced[mended++].issues } : entry);
    }
    return entries;
  };
}

/**
 * The class of decoder streams of a record.
 *
 * @param {import("../pure/generated/model.js").Record} record
 */
export function createDecoderStream(record) {
  class BackendMessageDecoderStream {
    /** @param {unknown} options */
    constructor(options) {
      const { writable, readable } = need("TransformStream", () => new TransformStream());
      const reader = readable.getReader();
      const pieces = { [Symbol.asyncIterator]: () => ({ next: () => reader.read() }) };
      const canceller = new AbortController();
      const records = read(record, pieces, { ...readStreamOptions(options), batches: false, signal: canceller.signal });
      this.writable = writable;
      // Records wait in the generator, and not in the queue, which an error empties.
      this.readable = new ReadableStream(
        {
          async pull(controller) {
            try {
              const { done, value } = await records.next();
              if (done) controller.close();
              else controller.enqueue(value);
            } catch (error) {
              // The writer gets the reason; if the writing has failed already, this has no effect.
              reader.cancel(error).catch(() => {});
              throw error;
            }
          },
          cancel(reason) {
            const cancelled = reader.cancel(reason);
            canceller.abort(reason);
            return cancelled;
          },
        },
        { highWaterMark: 0 },
      );
    }
  }
  return BackendMessageDecoderStream;
}
