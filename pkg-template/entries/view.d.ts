// Small helpers for those who show messages. Each is a function of its own, which bundlers leave out where it is not
// used; none needs the wasm.

import type { BackendMessage, CallbackResultData, ToolCallData, ToolName } from "./index.js";

/**
 * The text to show of a message, whatever its role; `""` if there is none. `userInput` holds the text of every role,
 * `assistantResponse` is what stands in where that is empty.
 */
export declare function displayText(message: Pick<BackendMessage, "userInput" | "assistantResponse">): string;

/**
 * Whether there is nothing to show of a message: no text and no reasoning, or only white space, no tool calls and no
 * callback results. Messages of the role `tool` often are such shells.
 */
export declare function isEmpty(
  message: Pick<BackendMessage, "userInput" | "assistantResponse" | "reasoning" | "toolCalls" | "callbackResults">,
): boolean;

/** How far a tool call has come. */
export type ToolStatus = "running" | "done" | "failed";

/**
 * How far a tool call has come: `"failed"` if it ended in an error, `"done"` if it ended well, `"running"` if it has
 * not ended. A call that was broken off stays `"running"`: that it has no future shows from what follows its message.
 */
export declare function toolStatus(call: Pick<ToolCallData, "finished" | "isError">): ToolStatus;

/**
 * The arguments of a tool call, parsed. That happens once for each object `call`, or again when its `input` was
 * replaced, and gives the same value each time: do not change it.
 *
 * @returns no value, `{ ok: true, value: undefined }`, for an input that is empty; an error for one that is cut short, as
 *   that of an unfinished call usually is (`unexpected_end`), and for one that is not JSON (`invalid_json`)
 */
export declare function toolInput(call: Pick<ToolCallData, "input">): ToolInput;

/** What a tool call's input holds, or why that cannot be told. */
export type ToolInput =
  | { /** Whether there is a value. */ ok: true; /** The value, any that JSON has, or none. */ value: unknown }
  | { /** Whether there is a value. */ ok: false; /** Why there is none. */ error: ToolInputError };

/** Why a tool call's input is not JSON, and where in it that shows. */
export interface ToolInputError {
  /** Whether the input ends early, or is wrong somewhere. */
  code: "invalid_json" | "unexpected_end";
  /** What is wrong, for people. */
  message: string;
  /** UTF-16 units of the input before the first character that is wrong, or before its end. */
  index: number;
  /** Its line in the input, from 1. */
  line: number;
  /** Its column, from 1, in UTF-16 units. */
  column: number;
}

/** The tool's current name where it is an older one (`bash` for `Bash`, `ShowMedia` for `Show`), else the name itself. */
export declare function canonicalToolName(name: ToolName): ToolName;

/**
 * What a tool call returned: its own `result`; or the result of the same call (by its `id`) in another message; or what
 * the first of its callbacks returned, or wrote, or failed with, that has something to say. `undefined` if there is
 * nothing anywhere.
 *
 * @param messages the session's, or those that follow the call's own
 */
export declare function resultOf(
  call: Pick<ToolCallData, "id" | "result">,
  messages: readonly Pick<BackendMessage, "toolCalls" | "callbackResults">[],
): string | undefined;

/**
 * The results of the callbacks that a tool call set off, in order.
 *
 * @param messages the message that holds them, or all of a session: messages of the role `tool` carry them, too
 */
export declare function callbacksOf(
  call: Pick<ToolCallData, "id">,
  messages: CallbackHolder | readonly CallbackHolder[],
): CallbackResultData[];

/** A message, as far as {@link callbacksOf} looks at it. */
export type CallbackHolder = Pick<BackendMessage, "callbackResults">;
