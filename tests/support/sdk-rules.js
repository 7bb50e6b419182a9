// The rules of the generated TypeScript SDK, written anew from its documents with the library it uses (zod v3):
// what the package is compared with, in its verdicts and values and in speed. Knows nothing of the package.

import { z } from "zod/v3";

const CORE_TOOL_NAMES = [
  "Bash", "ReadText", "Glob", "ReadMedia", "Grep", "Write", "Edit", "Search", "TodoWrite", "ExitPlanMode", "Show", "Task",
];

const coreToolName = z.enum(CORE_TOOL_NAMES);
const toolName = z.union([coreToolName, z.string()]);
const callbackType = z.enum(["bash_script", "sub_agent", "send_message"]);

const toolCallData = z.object({
  finished: z.boolean(),
  id: z.string(),
  input: z.string(),
  isError: z.boolean().optional(),
  name: toolName,
  result: z.string().optional(),
  screenshotUrls: z.array(z.string()).optional(),
  type: z.string(),
});

const camelCallbackResultData = z.object({
  callbackName: z.string().optional(),
  callbackType,
  error: z.string().optional(),
  excludeFromContext: z.boolean().optional(),
  exitCode: z.number().int().optional(),
  stderr: z.string().optional(),
  stdout: z.string().optional(),
  subagentId: z.string().optional(),
  subagentResult: z.string().optional(),
  success: z.boolean(),
  toolCallId: z.string(),
  toolName: z.string(),
});

const RENAMED = {
  callback_name: "callbackName",
  callback_type: "callbackType",
  exclude_from_context: "excludeFromContext",
  exit_code: "exitCode",
  subagent_id: "subagentId",
  subagent_result: "subagentResult",
  tool_call_id: "toolCallId",
  tool_name: "toolName",
};

// On the wire a callback result has other names than in TypeScript; the SDK renames them after checking.
const wireCallbackResultData = z
  .object({
    callback_name: z.string().optional(),
    callback_type: callbackType,
    error: z.string().optional(),
    exclude_from_context: z.boolean().optional(),
    exit_code: z.number().int().optional(),
    stderr: z.string().optional(),
    stdout: z.string().optional(),
    subagent_id: z.string().optional(),
    subagent_result: z.string().optional(),
    success: z.boolean(),
    tool_call_id: z.string(),
    tool_name: z.string(),
  })
  .transform((value) => rename(value, RENAMED));

function rename(value, names) {
  const renamed = {};
  for (const [key, item] of Object.entries(value)) renamed[names[key] ?? key] = item;
  return renamed;
}

const backendMessage = (callbackResultData) =>
  z.object({
    assistantResponse: z.string().optional(),
    cacheCreationTokens: z.number().int().optional(),
    cacheReadTokens: z.number().int().optional(),
    callbackResults: z.array(callbackResultData).optional(),
    cost: z.number().optional(),
    id: z.string(),
    inputTokens: z.number().int().optional(),
    model: z.string().optional(),
    outputTokens: z.number().int().optional(),
    reasoning: z.string().optional(),
    reasoningDuration: z.number().int().optional(),
    role: z.string(),
    sessionId: z.string(),
    toolCalls: z.array(toolCallData).optional(),
    userInput: z.string(),
  });

/** The schemas for JSON as the backend writes it. */
export const wire = {
  BackendMessage: backendMessage(wireCallbackResultData),
  ToolCallData: toolCallData,
  CallbackResultData: wireCallbackResultData,
};

/** The same for camelCase names throughout. */
export const camel = {
  BackendMessage: backendMessage(camelCallbackResultData),
  ToolCallData: toolCallData,
  CallbackResultData: camelCallbackResultData,
};

const wireHistory = z.array(wire.BackendMessage);

/** A history, as an application with the SDK reads it. */
export const readHistory = (text) => wireHistory.parse(JSON.parse(text));
