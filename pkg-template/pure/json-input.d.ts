// What can be given as JSON text, at once or piece by piece.

/** JSON text: a string, or its bytes in UTF-8 (also in a `SharedArrayBuffer`). */
export type JsonInput = string | ArrayBufferLike | ArrayBufferView;

/**
 * A source of text: a `ReadableStream`, a `Response`, a `Blob` or `File`, or an iterable of pieces, each a string or bytes,
 * which may be cut anywhere. A whole text is fine, too.
 */
export type JsonSource =
  | JsonInput
  | ReadableSource
  | { readonly body: ReadableSource | null; readonly bodyUsed: boolean }
  | {
      readonly size: number;
      /** Opens it. */
      stream(): ReadableSource;
    }
  | AsyncIterable<JsonInput>
  | Iterable<JsonInput>;

/** What every `ReadableStream` has, whose type the DOM's and Node's declarations both give. */
export type ReadableSource = {
  /** Locks the stream to a reader. */
  getReader(): {
    /** The next piece. */
    read(): Promise<{ done: boolean; value?: unknown }>;
    /** Says that no more pieces are needed. */
    cancel(reason?: unknown): Promise<void>;
    /** Unlocks the stream. */
    releaseLock(): void;
  };
};

/** What every `AbortSignal` has. */
export type AbortSignalLike = {
  /** Whether it has been aborted. */
  readonly aborted: boolean;
  /** Why, if it has. */
  readonly reason: any;
  /** Throws the reason, if it has been aborted. */
  throwIfAborted(): void;
  /** Calls the listener when it is aborted. */
  addEventListener(type: "abort", listener: () => void): void;
  /** Removes the listener. */
  removeEventListener(type: "abort", listener: () => void): void;
};
