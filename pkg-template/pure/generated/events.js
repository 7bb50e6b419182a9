// Generated from src/model/ by `cargo xtask generate`; do not edit.

/**
 * The data of each event: its fields, each with its kind and whether it is required. A kind is "string", "integer",
 * "boolean", "object", "strings" (a list of strings), or the members of an enum.
 */
export const events = {
  connected: [["sessionId", "string", 1], ["type", "string", 0]],
  heartbeat: [["type", "string", 0]],
  user_message_created: [["messageId", "string", 1], ["content", "string", 1], ["type", "string", 0], ["parentToolCallId", "string", 0]],
  thinking: [["content", "string", 1], ["type", "string", 0], ["assistantMessageId", "string", 0], ["parentToolCallId", "string", 0]],
  content: [["content", "string", 1], ["type", "string", 0], ["assistantMessageId", "string", 0], ["parentToolCallId", "string", 0]],
  tool_use_start: [["id", "string", 1], ["name", "string", 1], ["type", "string", 0], ["assistantMessageId", "string", 0], ["parentToolCallId", "string", 0]],
  tool_use_parameter_delta: [["toolCallId", "string", 1], ["input", "string", 1], ["type", "string", 0], ["assistantMessageId", "string", 0], ["parentToolCallId", "string", 0]],
  tool_use_parameter_streaming_complete: [["id", "string", 1], ["name", "string", 1], ["input", "string", 1], ["type", "string", 0], ["assistantMessageId", "string", 0], ["parentToolCallId", "string", 0]],
  tool_execution_start: [["toolCallId", "string", 1], ["toolName", "string", 1], ["progress", "string", 1], ["type", "string", 0], ["parentToolCallId", "string", 0]],
  tool_execution_complete: [["toolCallId", "string", 1], ["toolName", "string", 1], ["progress", "string", 1], ["success", "boolean", 1], ["type", "string", 0], ["parentToolCallId", "string", 0]],
  complete: [["done", "boolean", 1], ["messageId", "string", 0], ["content", "string", 0], ["reasoning", "string", 0], ["reasoningDuration", "integer", 0], ["type", "string", 0], ["parentToolCallId", "string", 0]],
  error: [["error", "string", 1], ["type", "string", 0], ["retryAfter", "integer", 0], ["attempt", "integer", 0], ["maxAttempts", "integer", 0], ["parentToolCallId", "string", 0]],
  rate_limit_error: [["error", "string", 1], ["type", "string", 0], ["retryAfter", "integer", 0], ["attempt", "integer", 0], ["maxAttempts", "integer", 0], ["parentToolCallId", "string", 0]],
  permission: [["id", "string", 1], ["sessionId", "string", 1], ["toolName", "string", 1], ["description", "string", 1], ["action", "string", 1], ["path", "string", 0], ["params", "object", 0], ["type", "string", 0], ["parentToolCallId", "string", 0]],
  notification: [["id", "string", 1], ["sessionId", "string", 1], ["title", "string", 1], ["message", "string", 1], ["notificationType", ["info","warning","error","question"], 1], ["responseType", ["acknowledge","text","choice"], 1], ["timeout", "integer", 1], ["createdAt", "integer", 1], ["choices", "strings", 0], ["type", "string", 0], ["parentToolCallId", "string", 0]],
  session_created: [["sessionId", "string", 1], ["title", "string", 1], ["createdAt", "integer", 1], ["type", "string", 0]],
  session_deleted: [["sessionId", "string", 1], ["type", "string", 0]],
};

/** Events that older servers send. */
export const formerEvents = {
  tool: [["id", "string", 1], ["name", "string", 1], ["input", "string", 1], ["status", "string", 0], ["type", "string", 0], ["assistantMessageId", "string", 0], ["parentToolCallId", "string", 0]],
  tool_parameter_delta: [["toolCallId", "string", 1], ["input", "string", 1], ["type", "string", 0], ["assistantMessageId", "string", 0], ["parentToolCallId", "string", 0]],
  summarize: [["progress", "string", 0], ["done", "boolean", 0], ["type", "string", 0]],
  subagent_created: [["type", "string", 0], ["parentToolCallId", "string", 0]],
};
