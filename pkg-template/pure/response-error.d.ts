/**
 * An HTTP answer whose `ok` is false, or that has no body where a history belongs. Its message is that of the backend's error object, if the body is one, else the
 * status.
 */
export declare class ResponseError extends Error {
  private constructor();
  /** The answer's status, such as 404. */
  readonly status: number;
  /** What the server calls it. */
  readonly statusText: string;
  /** Where the answer came from; `""` if that is not known. */
  readonly url: string;
  /** The first 4 KB of the body. */
  readonly body: string;
  /** The code in the backend's error object. */
  readonly code: number | undefined;
  /** Its type, such as `not_found`. */
  readonly type: string | undefined;
}

/**
 * Whether a source is a response that says it failed.
 *
 * @internal
 */
export declare function isFailure(source: unknown): source is Parameters<typeof errorOfResponse>[0] & { readonly ok: false };

/**
 * What to throw for a response that says it failed.
 *
 * @internal
 */
export declare function errorOfResponse(response: {
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly body: import("./json-input.js").ReadableSource | null;
}): Promise<ResponseError>;

/**
 * What to throw for a response without a body, where a history belongs.
 *
 * @internal
 */
export declare function errorOfEmpty(response: {
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
}): ResponseError;
