// Whatever is optional may be `undefined`, also under `exactOptionalPropertyTypes`: options are often passed on as they are.

import {
  BackendMessage,
  BackendMessageDecoderStream,
  CallbackResultData,
  ToolCallData,
} from "backend-message";
import type { Codec, JsonSource, Lenient } from "backend-message";
import { audit, summarize } from "backend-message/insight";
import { checkEvent, createLiveSession, readEvents } from "backend-message/live";
import type { LiveSnapshot } from "backend-message/live";
import { guardedFetch } from "backend-message/sdk";
import { callbacksOf, callPhase, commandAnswer, describeCall, displayText, isEmpty, media, plan, promptOf, resultOf, rows, todos, toolStatus } from "backend-message/view";

const reading = { unknownKeys: undefined, malformedUnicode: undefined, at: undefined, maxIssues: undefined };
const streaming = { ...reading, onInvalid: undefined, batch: undefined, signal: undefined, onProgress: undefined };
const { batch, signal, ...decoding } = streaming;
void [batch, signal];

declare const source: Exclude<JsonSource, string | ArrayBufferLike | ArrayBufferView>;

export function read<T>(codec: Codec<T>, value: Lenient<T>): void {
  codec.parse("", reading);
  codec.safeParse("", reading);
  codec.parseMany("", reading);
  codec.safeParseMany("", reading);
  codec.salvage("", reading);
  codec.from(value, reading);
  codec.safeFrom(value, reading);
  codec.fromMany([value], reading);
  codec.safeFromMany([value], reading);
  codec.stream("", streaming);
  codec.stringify(value, { naming: undefined, space: undefined });
  codec["~standard"].validate(value, { libraryOptions: undefined });
  codec["~standard"].validate(value, undefined);
  codec["~standard"].jsonSchema.input({ target: "draft-07", libraryOptions: undefined });
}
read(BackendMessage, message());
read(ToolCallData, call());
read(CallbackResultData, result());

export const first: Promise<IteratorResult<BackendMessage, void>> = BackendMessage.stream("", streaming).next();
export const decoder: BackendMessageDecoderStream<BackendMessage> = new BackendMessageDecoderStream(decoding);
new BackendMessageDecoderStream(undefined);

summarize("", { ...streaming, repeated: undefined });
summarize([message()], { ...streaming, repeated: undefined });
summarize(source, { ...streaming, repeated: undefined });
const auditing = { rules: undefined, maxFindings: undefined, malformedUnicode: undefined, at: undefined, signal: undefined, onProgress: undefined };
audit("", auditing);
audit(message(), auditing);
audit(source, { ...auditing, rules: { unknown_role: undefined } });

// A message and its parts, with everything that they need not have.
function call() {
  return { finished: true, id: "c", input: "", isError: undefined, name: "Bash", result: undefined, screenshotUrls: undefined, type: "" };
}
function result() {
  return {
    callbackName: undefined, callbackType: "send_message" as const, error: undefined, excludeFromContext: undefined, exitCode: undefined, stderr: undefined,
    stdout: undefined, subagentId: undefined, subagentResult: undefined, success: true, toolCallId: "c", toolName: "",
  };
}
function message() {
  return {
    assistantResponse: undefined, cacheCreationTokens: undefined, cacheReadTokens: undefined, callbackResults: undefined, cost: undefined,
    id: "m", inputTokens: undefined, model: undefined, outputTokens: undefined, reasoning: undefined, reasoningDuration: undefined, role: "user",
    sessionId: "s", toolCalls: undefined, userInput: "",
  };
}
const whole = { ...message(), toolCalls: [call()], callbackResults: [result()] };

describeCall(call(), { live: undefined, messages: undefined });
describeCall(call(), { live: { phase: "running", input: {}, inputError: undefined, progress: undefined } });
callPhase(call(), undefined);
toolStatus(call(), undefined);
resultOf(call(), [message(), { callbackResults: undefined, sessionId: undefined, toolCalls: undefined }]);
callbacksOf(call(), whole);
callbacksOf(call(), [whole, { callbackResults: undefined }]);
media(call());
todos([whole, message()]);
plan([whole, message()]);
rows([whole, message()]);
displayText({ role: undefined, userInput: undefined, assistantResponse: undefined });
isEmpty(message());
promptOf({ userInput: undefined });
commandAnswer(message());

readEvents("", { signal: undefined, onIssue: undefined, onRetry: undefined, onPiece: undefined, maxFrameBytes: undefined });
checkEvent({ event: "", data: "", id: undefined }, undefined);
const session = createLiveSession({ sessionId: "s", history: undefined, loadHistory: undefined, interval: undefined, onIssue: undefined });
createLiveSession({ sessionId: "s", history: [whole], loadHistory: async () => [whole] });
session.push({ event: "content", id: undefined, data: { content: "", assistantMessageId: undefined, parentToolCallId: undefined } });
session.reconcile([whole]);
session.send("").failed(undefined);
session.send("").answered(message());
declare const snapshot: LiveSnapshot;
rows({ ...snapshot, error: undefined, pending: [{ key: "", text: "", state: "failed", error: undefined, answer: undefined, after: undefined }] });

guardedFetch({ fetch: undefined, onRejected: undefined });
