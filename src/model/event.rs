//! The events of the stream, declared once: what the backend sends while an answer is being made.
//!
//! From these declarations come the Rust types, the TypeScript union, the JSON Schema and the table by which JavaScript
//! checks events. All names are in camelCase; events have no other dialect.

#[macro_use]
mod declare;
mod unknown;

use serde::{Deserialize, Deserializer, Serialize};

pub use self::unknown::UnknownEvent;
use crate::model::schema::{FieldType, Kind, RecordSchema, is_given};
use crate::model::unknown::Json;

/// An event of the stream: its name, and the schema of its data.
#[derive(Debug)]
pub struct EventSchema {
    /// The `event` of the frame.
    pub name: &'static str,
    /// What it means.
    pub doc: &'static str,
    /// Whether only older servers send it.
    pub is_former: bool,
    /// The fields of its data.
    pub data: &'static RecordSchema,
}

events! {
    /// The stream is open. Only now should the prompt be sent.
    Connected "connected" ConnectedEventData {
        /// The session whose stream it is.
        session_id "sessionId": String,
        /// The event's name.
        r#type "type": Option<String>,
    }

    /// The connection is alive.
    Heartbeat "heartbeat" HeartbeatEventData {
        /// `ping`.
        r#type "type": Option<String>,
    }

    /// A prompt was stored.
    UserMessageCreated "user_message_created" UserMessageCreatedEventData {
        /// The `id` of the message in the history.
        message_id "messageId": String,
        /// The text of the message. In plan mode, a reminder for the model follows the user's words.
        content "content": String,
        /// The event's name.
        r#type "type": Option<String>,
        /// The `Task` call whose sub-agent the prompt is for. Absent when the user wrote it.
        parent_tool_call_id "parentToolCallId": Option<String>,
    }

    /// A piece of reasoning.
    Thinking "thinking" ThinkingEventData {
        /// The piece.
        content "content": String,
        /// The event's name.
        r#type "type": Option<String>,
        /// The `id` of the message in the history.
        assistant_message_id "assistantMessageId": Option<String>,
        /// The `Task` call whose sub-agent reasons. Absent for the agent itself.
        parent_tool_call_id "parentToolCallId": Option<String>,
    }

    /// A piece of the answer's text.
    Content "content" ContentEventData {
        /// The piece.
        content "content": String,
        /// The event's name.
        r#type "type": Option<String>,
        /// The `id` of the message in the history.
        assistant_message_id "assistantMessageId": Option<String>,
        /// The `Task` call whose sub-agent speaks. Absent for the agent itself.
        parent_tool_call_id "parentToolCallId": Option<String>,
    }

    /// A tool call begins; its arguments follow.
    ToolUseStart "tool_use_start" ToolUseStartEventData {
        /// Identifies the call.
        id "id": String,
        /// Which tool is called.
        name "name": String,
        /// The event's name.
        r#type "type": Option<String>,
        /// The `id` of the message in the history.
        assistant_message_id "assistantMessageId": Option<String>,
        /// The `Task` call whose sub-agent makes this one. Absent for the agent itself.
        parent_tool_call_id "parentToolCallId": Option<String>,
    }

    /// A piece of a tool call's arguments.
    ToolUseParameterDelta "tool_use_parameter_delta" ToolUseParameterDeltaEventData {
        /// Identifies the call.
        tool_call_id "toolCallId": String,
        /// The piece of JSON text.
        input "input": String,
        /// The event's name.
        r#type "type": Option<String>,
        /// The `id` of the message in the history.
        assistant_message_id "assistantMessageId": Option<String>,
        /// The `Task` call whose sub-agent makes this one. Absent for the agent itself.
        parent_tool_call_id "parentToolCallId": Option<String>,
    }

    /// A tool call's arguments are complete. The call is `finished`, but has not run yet.
    ToolUseParameterStreamingComplete "tool_use_parameter_streaming_complete" ToolUseParameterStreamingCompleteEventData {
        /// Identifies the call.
        id "id": String,
        /// Which tool is called.
        name "name": String,
        /// The whole arguments, as JSON text. It replaces the pieces.
        input "input": String,
        /// The event's name.
        r#type "type": Option<String>,
        /// The `id` of the message in the history.
        assistant_message_id "assistantMessageId": Option<String>,
        /// The `Task` call whose sub-agent makes this one. Absent for the agent itself.
        parent_tool_call_id "parentToolCallId": Option<String>,
    }

    /// A tool starts to run.
    ToolExecutionStart "tool_execution_start" ToolExecutionStartEventData {
        /// Identifies the call.
        tool_call_id "toolCallId": String,
        /// Which tool runs; often empty.
        tool_name "toolName": String,
        /// A sentence for people.
        progress "progress": String,
        /// The event's name.
        r#type "type": Option<String>,
        /// The `Task` call whose sub-agent made this one. Absent for the agent itself.
        parent_tool_call_id "parentToolCallId": Option<String>,
    }

    /// A tool has run. What it returned is in the history only.
    ToolExecutionComplete "tool_execution_complete" ToolExecutionCompleteEventData {
        /// Identifies the call.
        tool_call_id "toolCallId": String,
        /// Which tool ran; often empty.
        tool_name "toolName": String,
        /// A sentence about the time it took, for people. It is not the tool's result.
        progress "progress": String,
        /// Whether it ran without failure, as far as the backend can tell: it is also true for some tools that
        /// answered with an error.
        success "success": bool,
        /// The event's name.
        r#type "type": Option<String>,
        /// The `Task` call whose sub-agent made this one. Absent for the agent itself.
        parent_tool_call_id "parentToolCallId": Option<String>,
    }

    /// The whole answer has ended, or a sub-agent's.
    Complete "complete" CompleteEventData {
        /// Whether the answer has ended.
        done "done": bool,
        /// The `id` of the last message of the answer.
        message_id "messageId": Option<String>,
        /// The text of the last message; texts before it come in pieces only.
        content "content": Option<String>,
        /// The reasoning of the last message.
        reasoning "reasoning": Option<String>,
        /// How long the reasoning took: documented in milliseconds, computed in seconds.
        reasoning_duration "reasoningDuration": Option<i64>,
        /// The event's name.
        r#type "type": Option<String>,
        /// The `Task` call whose sub-agent has ended. Absent when the agent itself has.
        parent_tool_call_id "parentToolCallId": Option<String>,
    }

    /// The agent failed.
    Error "error" ErrorEventData {
        /// What failed.
        error "error": String,
        /// The kind of failure, such as `authentication_error`.
        r#type "type": Option<String>,
        /// After what time the agent tries again: documented in milliseconds, but 60 was seen for a minute.
        retry_after "retryAfter": Option<i64>,
        /// Which attempt failed, from 1.
        attempt "attempt": Option<i64>,
        /// How many attempts there are.
        max_attempts "maxAttempts": Option<i64>,
        /// The `Task` call whose sub-agent failed. Absent for the agent itself.
        parent_tool_call_id "parentToolCallId": Option<String>,
    }

    /// The model's provider has refused for now; the agent tries again.
    RateLimitError "rate_limit_error" RateLimitErrorEventData {
        /// What failed.
        error "error": String,
        /// The kind of failure.
        r#type "type": Option<String>,
        /// After what time the agent tries again: documented in milliseconds, but 60 was seen for a minute.
        retry_after "retryAfter": Option<i64>,
        /// Which attempt failed, from 1.
        attempt "attempt": Option<i64>,
        /// How many attempts there are.
        max_attempts "maxAttempts": Option<i64>,
        /// The `Task` call whose sub-agent waits. Absent for the agent itself.
        parent_tool_call_id "parentToolCallId": Option<String>,
    }

    /// A tool asks for permission to run.
    Permission "permission" PermissionEventData {
        /// Identifies the request.
        id "id": String,
        /// The session that asks.
        session_id "sessionId": String,
        /// Which tool asks.
        tool_name "toolName": String,
        /// What the tool is about to do, for people.
        description "description": String,
        /// What kind of access it asks for.
        action "action": String,
        /// The file or directory that it is about.
        path "path": Option<String>,
        /// The tool's arguments: a JSON object.
        params "params": Option<Json>,
        /// The event's name.
        r#type "type": Option<String>,
        /// The `Task` call whose sub-agent asks. Absent for the agent itself.
        parent_tool_call_id "parentToolCallId": Option<String>,
    }

    /// A question to the user, or a notice.
    Notification "notification" NotificationEventData {
        /// Identifies the notification.
        id "id": String,
        /// The session that asks.
        session_id "sessionId": String,
        /// The headline.
        title "title": String,
        /// The text.
        message "message": String,
        /// How serious it is, or that it is a question.
        notification_type "notificationType": NotificationType,
        /// How the user is to answer.
        response_type "responseType": ResponseType,
        /// How long the agent waits for the answer, in seconds.
        timeout "timeout": i64,
        /// When the notification was created, in Unix time.
        created_at "createdAt": i64,
        /// What there is to choose from, for `choice`.
        choices "choices": Option<Vec<String>>,
        /// The event's name.
        r#type "type": Option<String>,
        /// The `Task` call whose sub-agent asks. Absent for the agent itself.
        parent_tool_call_id "parentToolCallId": Option<String>,
    }

    /// A session was created. Sent to every open stream.
    SessionCreated "session_created" SessionCreatedEventData {
        /// The new session.
        session_id "sessionId": String,
        /// The session's title.
        title "title": String,
        /// When the session was created, in Unix time.
        created_at "createdAt": i64,
        /// The event's name.
        r#type "type": Option<String>,
    }

    /// A session was deleted. Sent to every open stream.
    SessionDeleted "session_deleted" SessionDeletedEventData {
        /// The session that is gone.
        session_id "sessionId": String,
        /// The event's name.
        r#type "type": Option<String>,
    }

    /// A tool call. Servers up to 0.9.1 sent it for `tool_use_start` and `tool_use_parameter_streaming_complete`.
    Tool "tool" (former) ToolEventData {
        /// Identifies the call.
        id "id": String,
        /// Which tool is called.
        name "name": String,
        /// The arguments so far, as JSON text.
        input "input": String,
        /// How far the call has come.
        status "status": Option<String>,
        /// The event's name.
        r#type "type": Option<String>,
        /// The `id` of the message in the history.
        assistant_message_id "assistantMessageId": Option<String>,
        /// The `Task` call whose sub-agent makes this one. Absent for the agent itself.
        parent_tool_call_id "parentToolCallId": Option<String>,
    }

    /// A piece of a tool call's arguments. Servers up to 0.9.1 sent it for `tool_use_parameter_delta`.
    ToolParameterDelta "tool_parameter_delta" (former) ToolParameterDeltaEventData {
        /// Identifies the call.
        tool_call_id "toolCallId": String,
        /// The piece of JSON text.
        input "input": String,
        /// The event's name.
        r#type "type": Option<String>,
        /// The `id` of the message in the history.
        assistant_message_id "assistantMessageId": Option<String>,
        /// The `Task` call whose sub-agent makes this one. Absent for the agent itself.
        parent_tool_call_id "parentToolCallId": Option<String>,
    }

    /// How the summary of a long conversation comes along. Servers up to 0.8.9 sent it.
    Summarize "summarize" (former) SummarizeEventData {
        /// A sentence for people.
        progress "progress": Option<String>,
        /// Whether the summary is complete.
        done "done": Option<bool>,
        /// The event's name.
        r#type "type": Option<String>,
    }

    /// A sub-agent was started. Servers of 0.7.7 sent it.
    SubagentCreated "subagent_created" (former) SubagentCreatedEventData {
        /// The event's name.
        r#type "type": Option<String>,
        /// The `Task` call that started it.
        parent_tool_call_id "parentToolCallId": Option<String>,
    }
}

string_enum! {
    /// How serious a notification is, or that it is a question.
    pub enum NotificationType {
        /// Something to know.
        Info "info",
        /// Something to look out for.
        Warning "warning",
        /// Something failed.
        Error "error",
        /// Something to answer.
        Question "question",
    }
}

string_enum! {
    /// How the user is to answer a notification.
    pub enum ResponseType {
        /// By confirming that it was seen.
        Acknowledge "acknowledge",
        /// In their own words.
        Text "text",
        /// By one of the `choices`.
        Choice "choice",
    }
}

impl FieldType for NotificationType {
    const KIND: Kind = Kind::Enum(Self::SCHEMA);
}

/// The JSON values in events are objects.
impl FieldType for Json {
    const KIND: Kind = Kind::Object;
}

impl FieldType for ResponseType {
    const KIND: Kind = Kind::Enum(Self::SCHEMA);
}

/// An event and the `id` of its frame, as `{ event, id?, data }`.
///
/// The backend counts frames from 1 in every connection, so an `id` does not identify an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LiveFrame {
    /// The event, with its name and its data.
    #[serde(flatten)]
    pub event: LiveEvent,
    /// The `id` of the frame. Absent when it had none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

impl LiveFrame {
    /// An event and the `id` of its frame.
    #[must_use]
    pub const fn new(event: LiveEvent, id: Option<String>) -> Self {
        Self { event, id }
    }
}

impl<'de> Deserialize<'de> for LiveEvent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Parts {
            event: String,
            data: Json,
        }
        let Parts { event, data } = Parts::deserialize(deserializer)?;
        Self::from_parts(event, data).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests;
