// Reading from a source: an async iterator of records as they are complete, and the same as a transform stream.

import { Decoder } from "./decoder.js";
import { nameOf } from "./input.js";
import { checkOptions, readOptions } from "./options.js";
import { openerOf } from "./source.js";

/**
 * What an options object says, each property read once, before anything else happens.
 *
 * @param {any} options
 */
export function readStreamOptions(options = {}) {
  checkOptions(options);
  const { onInvalid, signal, onProgress } = options;
  if (onInvalid !== undefined && onInvalid !== "throw" && onInvalid !== "salvage") {
    throw new TypeError(
      `onInvalid is "throw" or "salvage", not ${typeof onInvalid === "string" ? JSON.stringify(onInvalid) : nameOf(onInvalid)}`,
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
 * @param {import("./model.js").Record} record
 * @param {unknown} source
 * @param {unknown} given options
 */
export function stream(record, source, given) {
  const options = readStreamOptions(given);
  const decoder = new Decoder(record, options.flags, options.maxIssues, options.salvages);
  return recordsOf(decoder, openerOf(source), options);
}

/**
 * @param {Decoder} decoder
 * @param {ReturnType<typeof openerOf>} opener
 * @param {ReturnType<typeof readStreamOptions>} options
 */
async function* recordsOf(decoder, { total, open }, { salvages, signal, onProgress }) {
  let index = 0;
  const counts = { messages: 0, rejected: 0 };

  /** What has been read since the last time, in order. */
  function* ready() {
    const { messages, rejected, error } = decoder;
    decoder.messages = [];
    decoder.rejected = [];
    counts.messages += messages.length;
    counts.rejected += error === undefined ? rejected.length : 1;
    onProgress?.({ bytes: decoder.bytes, ...(total !== undefined && { total }), ...counts });
    if (!salvages) {
      yield* messages;
      if (error !== undefined) throw error;
      return;
    }
    let bad = 0;
    for (let good = 0; good < messages.length || bad < rejected.length; index++) {
      yield rejected[bad]?.index === index ? rejected[bad++] : { ok: true, index, value: messages[good++] };
    }
  }

  signal?.throwIfAborted();
  for await (const piece of open(signal)) {
    decoder.push(piece);
    for (const record of ready()) {
      yield record;
      signal?.throwIfAborted();
    }
  }
  decoder.end();
  yield* ready();
}

/**
 * The class of decoder streams of a record.
 *
 * @param {import("./model.js").Record} record
 */
export function createDecoderStream(record) {
  return class BackendMessageDecoderStream {
    /** @param {unknown} options */
    constructor(options) {
      const { writable, readable } = new TransformStream();
      const canceller = new AbortController();
      const records = stream(record, readable, { ...options, signal: canceller.signal });
      this.writable = writable;
      // Records wait in the generator, and not in the queue, which an error empties.
      this.readable = new ReadableStream(
        {
          async pull(controller) {
            const { done, value } = await records.next();
            if (done) controller.close();
            else controller.enqueue(value);
          },
          cancel(reason) {
            canceller.abort(reason);
            return records.return().then(() => {}, () => {});
          },
        },
        { highWaterMark: 0 },
      );
    }
  };
}
