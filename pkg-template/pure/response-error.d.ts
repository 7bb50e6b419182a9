/**
 * An HTTP response whose `ok` is false, or without a body where a history was expected. Its message is that of the backend's
 * error object, if the body is one, or else the status.
 */
export declare class ResponseError extends Error {
  private constructor();
  /** The response's status, such as 404. */
  readonly status: number;
  /** The status text. */
  readonly statusText: string;
  /** The response's URL; `""` if it is unknown. */
  readonly url: string;
  /** The first 4 KB of the body. */
  readonly body: string;
  /** The code in the backend's error object. */
  readonly code: number | undefined;
  /** Its type, such as `not_found`. */
  readonly type: string | undefined;
}

/**
 * Whether a source is a response with an error status.
 *
 * @internal
 */
export declare function isFailure(source: unknown): source is Parameters<typeof errorOfResponse>[0] & { readonly ok: false };

/**
 * The error for a response with an error status.
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
 * The error for a response without a body, where a history was expected.
 *
 * @internal
 */
export declare function errorOfEmpty(response: {
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
}): ResponseError;
