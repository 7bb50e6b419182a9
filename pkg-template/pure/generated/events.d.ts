// Generated from src/model/ by `cargo xtask generate`; do not edit.

/** The fields of each event's data, those of older servers included, as a table (pure/field-table.js). */
export declare const events: string;

/** How serious a notification is, or that it is a question. */
export type NotificationType = "info" | "warning" | "error" | "question";

/** How the user is to answer a notification. */
export type ResponseType = "acknowledge" | "text" | "choice";

/** The data of `connected`: the stream is open. Only now should the prompt be sent. */
export type ConnectedEventData = {
  /** The session whose stream it is. */
  sessionId: string;
  /** The event's name. */
  type?: string | undefined;
};

/** The data of `heartbeat`: the connection is alive. */
export type HeartbeatEventData = {
  /** `ping`. */
  type?: string | undefined;
};

/** The data of `user_message_created`: a prompt was stored. */
export type UserMessageCreatedEventData = {
  /** The `id` of the message in the history. */
  messageId: string;
  /** The text of the message. In plan mode, a reminder for the model follows the user's words. */
  content: string;
  /** The event's name. */
  type?: string | undefined;
  /** The `Task` call whose sub-agent the prompt is for. Absent when the user wrote it. */
  parentToolCallId?: string | undefined;
};

/** The data of `thinking`: a piece of reasoning. */
export type ThinkingEventData = {
  /** The piece. */
  content: string;
  /** The event's name. */
  type?: string | undefined;
  /** The `id` of the message in the history. */
  assistantMessageId?: string | undefined;
  /** The `Task` call whose sub-agent reasons. Absent for the agent itself. */
  parentToolCallId?: string | undefined;
};

/** The data of `content`: a piece of the answer's text. */
export type ContentEventData = {
  /** The piece. */
  content: string;
  /** The event's name. */
  type?: string | undefined;
  /** The `id` of the message in the history. */
  assistantMessageId?: string | undefined;
  /** The `Task` call whose sub-agent speaks. Absent for the agent itself. */
  parentToolCallId?: string | undefined;
};

/** The data of `tool_use_start`: a tool call begins; its arguments follow. */
export type ToolUseStartEventData = {
  /** Identifies the call. */
  id: string;
  /** Which tool is called. */
  name: string;
  /** The event's name. */
  type?: string | undefined;
  /** The `id` of the message in the history. */
  assistantMessageId?: string | undefined;
  /** The `Task` call whose sub-agent makes this one. Absent for the agent itself. */
  parentToolCallId?: string | undefined;
};

/** The data of `tool_use_parameter_delta`: a piece of a tool call's arguments. */
export type ToolUseParameterDeltaEventData = {
  /** Identifies the call. */
  toolCallId: string;
  /** The piece of JSON text. */
  input: string;
  /** The event's name. */
  type?: string | undefined;
  /** The `id` of the message in the history. */
  assistantMessageId?: string | undefined;
  /** The `Task` call whose sub-agent makes this one. Absent for the agent itself. */
  parentToolCallId?: string | undefined;
};

/** The data of `tool_use_parameter_streaming_complete`: a tool call's arguments are complete. The call is `finished`, but has not run yet. */
export type ToolUseParameterStreamingCompleteEventData = {
  /** Identifies the call. */
  id: string;
  /** Which tool is called. */
  name: string;
  /** The whole arguments, as JSON text. It replaces the pieces. */
  input: string;
  /** The event's name. */
  type?: string | undefined;
  /** The `id` of the message in the history. */
  assistantMessageId?: string | undefined;
  /** The `Task` call whose sub-agent makes this one. Absent for the agent itself. */
  parentToolCallId?: string | undefined;
};

/** The data of `tool_execution_start`: a tool starts to run. */
export type ToolExecutionStartEventData = {
  /** Identifies the call. */
  toolCallId: string;
  /** Which tool runs; often empty. */
  toolName: string;
  /** A sentence for people. */
  progress: string;
  /** The event's name. */
  type?: string | undefined;
  /** The `Task` call whose sub-agent made this one. Absent for the agent itself. */
  parentToolCallId?: string | undefined;
};

/** The data of `tool_execution_complete`: a tool has run. What it returned is in the history only. */
export type ToolExecutionCompleteEventData = {
  /** Identifies the call. */
  toolCallId: string;
  /** Which tool ran; often empty. */
  toolName: string;
  /** A sentence about the time it took, for people. It is not the tool's result. */
  progress: string;
  /**
   * Whether it ran without failure, as far as the backend can tell: it is also true for some tools that
   * answered with an error.
   */
  success: boolean;
  /** The event's name. */
  type?: string | undefined;
  /** The `Task` call whose sub-agent made this one. Absent for the agent itself. */
  parentToolCallId?: string | undefined;
};

/** The data of `complete`: the whole answer has ended, or a sub-agent's. */
export type CompleteEventData = {
  /** Whether the answer has ended. */
  done: boolean;
  /** The `id` of the last message of the answer. */
  messageId?: string | undefined;
  /** The text of the last message; texts before it come in pieces only. */
  content?: string | undefined;
  /** The reasoning of the last message. */
  reasoning?: string | undefined;
  /** How long the reasoning took: documented in milliseconds, computed in seconds. */
  reasoningDuration?: number | undefined;
  /** The event's name. */
  type?: string | undefined;
  /** The `Task` call whose sub-agent has ended. Absent when the agent itself has. */
  parentToolCallId?: string | undefined;
};

/** The data of `error`: the agent failed. */
export type ErrorEventData = {
  /** What failed. */
  error: string;
  /** The kind of failure, such as `authentication_error`. */
  type?: string | undefined;
  /** After what time the agent tries again: documented in milliseconds, but 60 was seen for a minute. */
  retryAfter?: number | undefined;
  /** Which attempt failed, from 1. */
  attempt?: number | undefined;
  /** How many attempts there are. */
  maxAttempts?: number | undefined;
  /** The `Task` call whose sub-agent failed. Absent for the agent itself. */
  parentToolCallId?: string | undefined;
};

/** The data of `rate_limit_error`: the model's provider has refused for now; the agent tries again. */
export type RateLimitErrorEventData = {
  /** What failed. */
  error: string;
  /** The kind of failure. */
  type?: string | undefined;
  /** After what time the agent tries again: documented in milliseconds, but 60 was seen for a minute. */
  retryAfter?: number | undefined;
  /** Which attempt failed, from 1. */
  attempt?: number | undefined;
  /** How many attempts there are. */
  maxAttempts?: number | undefined;
  /** The `Task` call whose sub-agent waits. Absent for the agent itself. */
  parentToolCallId?: string | undefined;
};

/** The data of `permission`: a tool asks for permission to run. */
export type PermissionEventData = {
  /** Identifies the request. */
  id: string;
  /** The session that asks. */
  sessionId: string;
  /** Which tool asks. */
  toolName: string;
  /** What the tool is about to do, for people. */
  description: string;
  /** What kind of access it asks for. */
  action: string;
  /** The file or directory that it is about. */
  path?: string | undefined;
  /** The tool's arguments: a JSON object. */
  params?: { [key: string]: unknown } | undefined;
  /** The event's name. */
  type?: string | undefined;
  /** The `Task` call whose sub-agent asks. Absent for the agent itself. */
  parentToolCallId?: string | undefined;
};

/** The data of `notification`: a question to the user, or a notice. */
export type NotificationEventData = {
  /** Identifies the notification. */
  id: string;
  /** The session that asks. */
  sessionId: string;
  /** The headline. */
  title: string;
  /** The text. */
  message: string;
  /** How serious it is, or that it is a question. */
  notificationType: NotificationType;
  /** How the user is to answer. */
  responseType: ResponseType;
  /** How long the agent waits for the answer, in seconds. */
  timeout: number;
  /** When the notification was created, in Unix time. */
  createdAt: number;
  /** What there is to choose from, for `choice`. */
  choices?: string[] | undefined;
  /** The event's name. */
  type?: string | undefined;
  /** The `Task` call whose sub-agent asks. Absent for the agent itself. */
  parentToolCallId?: string | undefined;
};

/** The data of `session_created`: a session was created. Sent to every open stream. */
export type SessionCreatedEventData = {
  /** The new session. */
  sessionId: string;
  /** The session's title. */
  title: string;
  /** When the session was created, in Unix time. */
  createdAt: number;
  /** The event's name. */
  type?: string | undefined;
};

/** The data of `session_deleted`: a session was deleted. Sent to every open stream. */
export type SessionDeletedEventData = {
  /** The session that is gone. */
  sessionId: string;
  /** The event's name. */
  type?: string | undefined;
};

/** The data of `tool`: a tool call. Servers up to 0.9.1 sent it for `tool_use_start` and `tool_use_parameter_streaming_complete`. */
export type ToolEventData = {
  /** Identifies the call. */
  id: string;
  /** Which tool is called. */
  name: string;
  /** The arguments so far, as JSON text. */
  input: string;
  /** How far the call has come. */
  status?: string | undefined;
  /** The event's name. */
  type?: string | undefined;
  /** The `id` of the message in the history. */
  assistantMessageId?: string | undefined;
  /** The `Task` call whose sub-agent makes this one. Absent for the agent itself. */
  parentToolCallId?: string | undefined;
};

/** The data of `tool_parameter_delta`: a piece of a tool call's arguments. Servers up to 0.9.1 sent it for `tool_use_parameter_delta`. */
export type ToolParameterDeltaEventData = {
  /** Identifies the call. */
  toolCallId: string;
  /** The piece of JSON text. */
  input: string;
  /** The event's name. */
  type?: string | undefined;
  /** The `id` of the message in the history. */
  assistantMessageId?: string | undefined;
  /** The `Task` call whose sub-agent makes this one. Absent for the agent itself. */
  parentToolCallId?: string | undefined;
};

/** The data of `summarize`: how the summary of a long conversation comes along. Servers up to 0.8.9 sent it. */
export type SummarizeEventData = {
  /** A sentence for people. */
  progress?: string | undefined;
  /** Whether the summary is complete. */
  done?: boolean | undefined;
  /** The event's name. */
  type?: string | undefined;
};

/** The data of `subagent_created`: a sub-agent was started. Servers of 0.7.7 sent it. */
export type SubagentCreatedEventData = {
  /** The event's name. */
  type?: string | undefined;
  /** The `Task` call that started it. */
  parentToolCallId?: string | undefined;
};

/** The data of each event, by the event's name. */
export type LiveEventData = {
  /** The stream is open. Only now should the prompt be sent. */
  connected: ConnectedEventData;
  /** The connection is alive. */
  heartbeat: HeartbeatEventData;
  /** A prompt was stored. */
  user_message_created: UserMessageCreatedEventData;
  /** A piece of reasoning. */
  thinking: ThinkingEventData;
  /** A piece of the answer's text. */
  content: ContentEventData;
  /** A tool call begins; its arguments follow. */
  tool_use_start: ToolUseStartEventData;
  /** A piece of a tool call's arguments. */
  tool_use_parameter_delta: ToolUseParameterDeltaEventData;
  /** A tool call's arguments are complete. The call is `finished`, but has not run yet. */
  tool_use_parameter_streaming_complete: ToolUseParameterStreamingCompleteEventData;
  /** A tool starts to run. */
  tool_execution_start: ToolExecutionStartEventData;
  /** A tool has run. What it returned is in the history only. */
  tool_execution_complete: ToolExecutionCompleteEventData;
  /** The whole answer has ended, or a sub-agent's. */
  complete: CompleteEventData;
  /** The agent failed. */
  error: ErrorEventData;
  /** The model's provider has refused for now; the agent tries again. */
  rate_limit_error: RateLimitErrorEventData;
  /** A tool asks for permission to run. */
  permission: PermissionEventData;
  /** A question to the user, or a notice. */
  notification: NotificationEventData;
  /** A session was created. Sent to every open stream. */
  session_created: SessionCreatedEventData;
  /** A session was deleted. Sent to every open stream. */
  session_deleted: SessionDeletedEventData;
  /** A tool call. Servers up to 0.9.1 sent it for `tool_use_start` and `tool_use_parameter_streaming_complete`. */
  tool: ToolEventData;
  /** A piece of a tool call's arguments. Servers up to 0.9.1 sent it for `tool_use_parameter_delta`. */
  tool_parameter_delta: ToolParameterDeltaEventData;
  /** How the summary of a long conversation comes along. Servers up to 0.8.9 sent it. */
  summarize: SummarizeEventData;
  /** A sub-agent was started. Servers of 0.7.7 sent it. */
  subagent_created: SubagentCreatedEventData;
};

/**
 * An event of the stream, discriminated by `event`. The backend counts the `id`s of its frames from 1 in every connection, so
 * they do not identify an event.
 */
export type LiveEvent = {
  [Name in keyof LiveEventData]: { event: Name; id?: string | undefined; data: LiveEventData[Name] };
}[keyof LiveEventData];
