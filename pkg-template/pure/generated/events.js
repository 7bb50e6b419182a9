// Generated from src/model/ by `cargo xtask generate`; do not edit.

/** The data of each event: its fields, `?` after those that may be absent (pure/field-table.js). */
export const events = `connected sessionId type?
heartbeat type?
user_message_created messageId content type? parentToolCallId?
thinking content type? assistantMessageId? parentToolCallId?
content content type? assistantMessageId? parentToolCallId?
tool_use_start id name type? assistantMessageId? parentToolCallId?
tool_use_parameter_delta toolCallId input type? assistantMessageId? parentToolCallId?
tool_use_parameter_streaming_complete id name input type? assistantMessageId? parentToolCallId?
tool_execution_start toolCallId toolName progress type? parentToolCallId?
tool_execution_complete toolCallId toolName progress success=boolean type? parentToolCallId?
complete done=boolean messageId? content? reasoning? reasoningDuration?=integer type? parentToolCallId?
error error type? retryAfter?=integer attempt?=integer maxAttempts?=integer parentToolCallId?
rate_limit_error error type? retryAfter?=integer attempt?=integer maxAttempts?=integer parentToolCallId?
permission id sessionId toolName description action path? params?=object type? parentToolCallId?
notification id sessionId title message notificationType=info|warning|error|question responseType=acknowledge|text|choice timeout=integer createdAt=integer choices?=string[] type? parentToolCallId?
session_created sessionId title createdAt=integer type?
session_deleted sessionId type?
tool id name input status? type? assistantMessageId? parentToolCallId?
tool_parameter_delta toolCallId input type? assistantMessageId? parentToolCallId?
summarize progress? done?=boolean type?
subagent_created type? parentToolCallId?`;
