// The helpers for those who show messages.

import type { BackendMessage, CallbackResultData, ToolCallData, ToolName } from "backend-message";
import { callbacksOf, canonicalToolName, displayText, isEmpty, resultOf, toolInput, toolStatus } from "backend-message/view";
import type { ToolInput, ToolInputError, ToolStatus } from "backend-message/view";

declare const messages: readonly BackendMessage[];
declare const message: BackendMessage;
declare const call: ToolCallData;

export const text: string = displayText(message);
export const empty: boolean = isEmpty(message);
export const status: ToolStatus = toolStatus(call);
export const words: Record<ToolStatus, string> = { running: "…", done: "✓", failed: "✗" };
export const name: ToolName = canonicalToolName("bash");
export const result: string | undefined = resultOf(call, messages);
export const callbacks: CallbackResultData[] = [...callbacksOf(call, message), ...callbacksOf(call, messages)];

// Part of a message will do.
displayText({ userInput: "Hello" });
// @ts-expect-error it is no message
displayText("Hello");

const input: ToolInput = toolInput(call);
if (input.ok) {
  // @ts-expect-error nobody knows its type
  input.value.command;
} else {
  const error: ToolInputError = input.error;
  const place: number[] = [error.index, error.line, error.column];
  void place;
}
