// Reading from a source: an async iterator of records as they are complete, and the same as a transform stream.

import { core } from "./engine.js";
import { Decoder } from "../wasm/decoder.js";
import { nameOf, shownOf } from "../pure/shown.js";
import { NAMES, checkOptions, readOptions } from "./options.js";
import { need } from "../pure/engine-parts.js";
import { historyOpenerOf } from "../pure/history-source.js";
import { piecesOf } from "../pure/source.js";

const STREAM_NAMES = [...NAMES, "onInvalid", "signal", "onProgress"];

/**
 * What an options object says, each property read once, before anything else happens.
 *
 * @param {any} options
 */
export function readStreamOptions(options = {}) {
  checkOptions(options, STREAM_NAMES);
  const { onInvalid, signal, onProgress } = options;
  if (onInvalid !== undefined && onInvalid !== "throw" && onInvalid !== "salvage") {
    throw new TypeError(
      `onInvalid is "throw" or "salvage", not ${shownOf(onInvalid)}`,
    );
  }
  if (signal !== undefined && typeof signal?.addEventListener !== "function") {
    throw new TypeError(`signal is an AbortSignal, not ${nameOf(signal)}`);
  }
  if (onProgress !== undefined && typeof onProgress !== "function") {
    throw new TypeError(`onProgress is a function, not ${nameOf(onProgress)}`);
  }
  return { ...readOptions(options), salvages: onInvalid === "salvage", signal, onProgress };
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
  return recordsOf(decoder, historyOpenerOf(source), options);
}

/**
 * @param {Decoder} decoder
 * @param {ReturnType<typeof historyOpenerOf>} opener
 * @param {ReturnType<typeof readStreamOptions>} options
 */
async function* recordsOf(decoder, { total, open }, { salvages, signal, onProgress }) {
  let index = 0;
  const counts = { messages: 0, rejected: 0 };

  /** What has been read since the last time, in order. */
  function* ready() {
    const { messages, rejected, replaced, error } = decoder;
    decoder.messages = [];
    decoder.rejected = [];
    decoder.replaced = [];
    counts.messages += messages.length;
    counts.rejected += error === undefined ? rejected.length : 1;
    onProgress?.({ bytes: decoder.bytes, ...(total !== undefined && { total }), ...counts });
    signal?.throwIfAborted();
    if (!salvages) {
      for (const message of messages) {
        yield message;
        signal?.throwIfAborted();
      }
      if (error !== undefined) throw error;
      return;
    }
    let bad = 0;
    let mended = 0;
    for (let good = 0; good < messages.length || bad < rejected.length; index++) {
      if (rejected[bad]?.index === index) {
        yield rejected[bad++];
      } else {
        const value = messages[good++];
        const isReplaced = replaced[mended]?.index === index;
        yield isReplaced ? { ok: true, index, value, replaced: replaced[mended++].issues } : { ok: true, index, value };
      }
      signal?.throwIfAborted();
    }
  }

  signal?.throwIfAborted();
  for await (const given of open(signal)) {
    // A source may give more at a time than the objects of which should be in memory.
    for (const piece of piecesOf(given)) {
      decoder.push(piece);
      for (const record of ready()) yield record;
    }
  }
  decoder.end();
  for (const record of ready()) yield record;
}

/**
 * The class of decoder streams of a record.
 *
 * @param {import("../pure/generated/model.js").Record} record
 */
export function createDecoderStream(record) {
  return class BackendMessageDecoderStream {
    /** @param {unknown} options */
    constructor(options) {
      const { writable, readable } = need("TransformStream", () => new TransformStream());
      const reader = readable.getReader();
      const pieces = { [Symbol.asyncIterator]: () => ({ next: () => reader.read() }) };
      const canceller = new AbortController();
      const records = read(record, pieces, { ...readStreamOptions(options), signal: canceller.signal });
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
              // Who writes is told why; if the writing has failed, that changes nothing.
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
  };
}
