import type { BackendMessage } from "../pure/generated/records.js";
import type { JsonInput } from "../pure/json-input.js";
import type { Salvaged } from "../pure/outcome.js";
import type { StreamOptions } from "./parse-options.js";

/**
 * `BackendMessage.stream` as a `TransformStream`: text goes in, as bytes or strings, and messages come
 * out. `pipeThrough` takes a signal itself.
 */
export type BackendMessageDecoderStream<R> = {
  /** Takes the pieces of a text. */
  readonly writable: WritableStream<JsonInput>;
  /** Yields the messages. */
  readonly readable: ReadableStream<R>;
};

/** Makes a stream that decodes messages. */
export declare const BackendMessageDecoderStream: {
  /** The first invalid message is an error of the stream. */
  new (
    options?: Omit<StreamOptions, "signal" | "batch"> & { onInvalid?: "throw" | undefined },
  ): BackendMessageDecoderStream<BackendMessage>;
  /** Invalid messages are yielded among the valid ones. */
  new (
    options: Omit<StreamOptions, "signal" | "batch"> & { onInvalid: "salvage" },
  ): BackendMessageDecoderStream<Salvaged<BackendMessage>>;
  /** The same, for options that are not known at compile time. */
  new (
    options?: Omit<StreamOptions, "signal" | "batch">,
  ): BackendMessageDecoderStream<BackendMessage | Salvaged<BackendMessage>>;
};

declare global {
  // Those of the DOM or of Node, in projects that have them; in others nobody could give or take such a stream.
  interface ReadableStream<R = any> {}
  interface WritableStream<W = any> {}
}
