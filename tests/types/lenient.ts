// Objects of the generated SDK, whose optional fields may be undefined, go where messages go; so do read-only ones.

import { BackendMessage } from "backend-message";
import type { Codec, Lenient } from "backend-message";
import { audit, summarize } from "backend-message/insight";
import { callPhase, callbacksOf, commandAnswer, describeCall, displayText, isEmpty, media, plan, promptOf, resultOf, rows, todos, toolInput } from "backend-message/view";

/** As the SDK declares it. */
type SdkToolCall = {
  finished: boolean;
  id: string;
  input: string;
  isError?: boolean | undefined;
  name: string;
  result?: string | undefined;
  screenshotUrls?: Array<string> | undefined;
  type: string;
};
type SdkMessage = {
  assistantResponse?: string | undefined;
  callbackResults?: Array<{ callbackType: "bash_script"; success: boolean; toolCallId: string; toolName: string; error?: string | undefined }> | undefined;
  cost?: number | undefined;
  id: string;
  model?: string | undefined;
  reasoning?: string | undefined;
  role: string;
  sessionId: string;
  toolCalls?: Array<SdkToolCall> | undefined;
  userInput: string;
};
declare const message: SdkMessage;
declare const call: SdkToolCall;
declare const list: readonly SdkMessage[];
declare const readonlyList: readonly Readonly<BackendMessage>[];

displayText(message);
isEmpty(message);
promptOf(message);
commandAnswer(message);
media(call);
todos(list);
plan(list);
toolInput(call);
describeCall(call, { messages: list });
callPhase(call, list);
resultOf(call, list);
callbacksOf(call, message);
rows(list);
rows(readonlyList);
audit(list);
audit(message);
summarize(list);
BackendMessage.stringify(message);
BackendMessage.stringify(list);
BackendMessage.stringify(readonlyList);

const lenient: Lenient<BackendMessage> = message;
void lenient;
// @ts-expect-error a required field may not be undefined
const without: Lenient<BackendMessage> = { ...message, id: undefined };
void without;

// What is given out goes into JSON types of any make.
type Json = string | number | boolean | null | { [key: string]: Json } | Json[];
declare const parsed: BackendMessage;
export const record: Record<string, unknown> = parsed;
export const json: Json = parsed as Required<BackendMessage>;
export const value: Record<string, unknown> = BackendMessage.from(message);

// Lists of values, and errors.
const many: BackendMessage[] = BackendMessage.fromMany(list, { unknownKeys: "strip" });
const result = BackendMessage.safeFromMany(new Set(list));
if (result.ok) many.push(...result.value);
else {
  const raw: unknown = result.error.rawValue;
  const truncated: boolean = result.error.cause.truncated;
  void [raw, truncated];
}

// Functions for any record still infer it.
const readOne = <T>(codec: Codec<T>, text: string): T => codec.parse(text);
export const one: BackendMessage = readOne(BackendMessage, "{}");
export const written = <T>(codec: Codec<T>, record: Lenient<T>): string => codec.stringify(record);
