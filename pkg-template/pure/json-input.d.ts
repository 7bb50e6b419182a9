// What can be given as JSON text, at once or piece by piece.

/** JSON text: a string, or its bytes in UTF-8 (a `SharedArrayBuffer` will do for an `ArrayBuffer`). */
export type JsonInput = string | ArrayBufferLike | ArrayBufferView;

/**
 * Where text can come from piece by piece: a `ReadableStream`, a `Response`, a `Blob` or `File`, or an iterable of
 * pieces, each a string or bytes. They may be cut anywhere. A text that is there already will do as well.
 */
export type JsonSource =
  | JsonInput
  | ReadableSource
  | { readonly body: ReadableSource | null; readonly bodyUsed: boolean }
  | { readonly size: number; stream(): ReadableSource }
  | AsyncIterable<JsonInput>
  | Iterable<JsonInput>;

/** What every `ReadableStream` has, whose type the DOM's and Node's declarations both give. */
export type ReadableSource = {
  getReader(): {
    read(): Promise<{ done: boolean; value?: unknown }>;
    cancel(reason?: unknown): Promise<void>;
    releaseLock(): void;
  };
};

/** What every `AbortSignal` has. */
export type AbortSignalLike = {
  readonly aborted: boolean;
  readonly reason: any;
  throwIfAborted(): void;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
};
