// The helpers for those who show messages.

import type { BackendMessage, CallbackResultData, ToolCallData, ToolName } from "backend-message";
import {
  callbacksOf, callPhase, canonicalToolName, describeCall, displayText, isEmpty, media, plan, promptOf, resultOf, todos, toolInput, toolStatus,
} from "backend-message/view";
import type { CallPhase, Medium, TodoItem, ToolInput, ToolInputError, ToolStatus } from "backend-message/view";

declare const messages: readonly BackendMessage[];
declare const message: BackendMessage;
declare const call: ToolCallData;

export const text: string = displayText(message);
export const empty: boolean = isEmpty(message);
export const status: ToolStatus = toolStatus(call);
export const words: Record<ToolStatus, string> = { pending: "", running: "…", done: "✓", failed: "✗" };
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

export const phase: CallPhase = callPhase(call, messages);
export const items: readonly TodoItem[] = todos(messages);
export const text2: string | undefined = plan(messages);
export const shown: readonly Medium[] = media(call);
export const files: string[] = promptOf(message).attachments.map(({ url, path }) => url ?? path);

// The name of a call tells its arguments. None is sure to be there.
const described = describeCall(call, { messages });
if (described.name === "Bash") {
  const command: string | undefined = described.arguments.command;
  // @ts-expect-error it may be absent
  described.arguments.command.length;
  // @ts-expect-error Bash has no such argument
  described.arguments.file_path;
  void command;
} else if (described.name === "TodoWrite") {
  const first: TodoItem | undefined = described.arguments.todos?.[0];
  void first;
}
