//! The records, declared once.
//!
//! From these declarations come the Rust structs, their serde names, the TypeScript types with their
//! documentation, the decoder's tables, the JavaScript that reads the tape and checks objects, and the JSON Schema.

use crate::model::role::Role;
use crate::model::schema::{FieldType, Kind};
use crate::model::tool;

/// Calls a macro with the declaration of each record, so that other modules generate their own code from it: the model does
/// not know who decodes, encodes or views its records.
macro_rules! for_each_record {
    ($callback:ident) => {
        $callback! {
            /// One exchange with an AI agent, as its backend stores and sends it: what went in, what the assistant answered,
            /// the tools it called, and what that cost.
            pub struct BackendMessage, wire Camel {
                /// What the assistant answered, as text. Absent while there is no answer;
                /// for roles other than `user` it repeats `userInput`.
                assistant_response "assistantResponse": Option<String>,
                /// Tokens written to the provider's prompt cache. Absent when none were.
                cache_creation_tokens "cacheCreationTokens": Option<i64>,
                /// Tokens read from the provider's prompt cache. Absent when none were.
                cache_read_tokens "cacheReadTokens": Option<i64>,
                /// What callbacks set off by tool calls returned, in order. Absent when none ran.
                callback_results "callbackResults": Option<Vec<CallbackResultData>>,
                /// Price of this message in US dollars. Absent when it is unknown or zero.
                cost "cost": Option<f64>,
                /// Identifies the message: a UUID, or `cmd-` and a name for the answer to a slash command.
                id "id": String,
                /// Tokens of input that this message used, those written to the prompt cache included
                /// (some providers leave these out). Absent when not counted.
                input_tokens "inputTokens": Option<i64>,
                /// The model that answered, by the provider's name, such as `claude-sonnet-4`. Absent when none did.
                model "model": Option<String>,
                /// Tokens of output that were generated for this message, those read from the cache included.
                /// Absent when not counted.
                output_tokens "outputTokens": Option<i64>,
                /// The reasoning that led to the answer, as text. Absent when the model gave none.
                reasoning "reasoning": Option<String>,
                /// How long the reasoning took: documented in milliseconds, computed in seconds.
                /// Absent when the model did not reason.
                reasoning_duration "reasoningDuration": Option<i64>,
                /// Whose turn it is: `user`, `assistant` or `tool`; other roles are kept as they are.
                role "role": Role,
                /// Identifies the session the message belongs to; empty for the answer to a slash command.
                session_id "sessionId": String,
                /// The tools the assistant called, in order. Absent when it called none.
                tool_calls "toolCalls": Option<Vec<ToolCallData>>,
                /// The text that went in. It holds the text of every role, not only of the user.
                user_input "userInput": String,
            }
        }

        $callback! {
            /// One call of a tool by the assistant, with what the tool returned.
            pub struct ToolCallData, wire Camel {
                /// Whether the arguments are complete. The tool may still be running.
                finished "finished": bool,
                /// Identifies the call; a callback result names it as its `toolCallId`.
                id "id": String,
                /// The tool's arguments: JSON text inside a string. May be empty, and is cut short until the call is `finished`.
                input "input": String,
                /// Whether the call ended in an error. Absent when it did not.
                is_error "isError": Option<bool>,
                /// Which tool was called: a core tool, or one of an MCP server, named `{serverName}_{toolName}`.
                name "name": ToolName,
                /// What the tool returned, as text. Absent when it returned nothing, or nothing yet.
                result "result": Option<String>,
                /// Addresses of screenshots taken while the tool ran. Absent when there are none.
                screenshot_urls "screenshotUrls": Option<Vec<String>>,
                /// The kind of tool call; may be empty.
                r#type "type": String,
            }
        }

        $callback! {
            /// What a callback returned: a script, a sub-agent or a message that a tool call set off.
            pub struct CallbackResultData, wire Snake {
                /// The callback's name, for people. Absent when it has none.
                callback_name "callbackName": Option<String>,
                /// What kind of callback ran.
                callback_type "callbackType": CallbackType,
                /// Why the callback failed. Absent when it did not.
                error "error": Option<String>,
                /// Whether the result is kept out of the agent's context. Absent when it is not.
                exclude_from_context "excludeFromContext": Option<bool>,
                /// Exit status of the script, for a `bash_script`. Absent when zero and for the other kinds.
                exit_code "exitCode": Option<i64>,
                /// What the script wrote to standard error, cut near 30,000 bytes, for a `bash_script`. Absent when nothing.
                stderr "stderr": Option<String>,
                /// What the script wrote to standard output, cut near 30,000 bytes, for a `bash_script`. Absent when nothing.
                stdout "stdout": Option<String>,
                /// The session of the sub-agent that was started, for a `sub_agent`.
                subagent_id "subagentId": Option<String>,
                /// What the sub-agent returned, for a `sub_agent`.
                subagent_result "subagentResult": Option<String>,
                /// Whether the callback ran without failure.
                success "success": bool,
                /// The `id` of the tool call that set the callback off.
                tool_call_id "toolCallId": String,
                /// The `name` of the tool that was called.
                tool_name "toolName": String,
            }
        }
    };
}

for_each_record!(record);

string_enum! {
    /// The kinds of callback.
    pub enum CallbackType {
        /// A shell script.
        BashScript "bash_script",
        /// Another agent with a session of its own.
        SubAgent "sub_agent",
        /// A message to the session.
        SendMessage "send_message",
    }
}

impl FieldType for CallbackType {
    const KIND: Kind = Kind::Enum(Self::SCHEMA);
}

string_enum! {
    /// The tools that every agent of the backend has, by their current names.
    pub enum CoreToolName {
        /// Runs a shell command.
        Bash "Bash",
        /// Reads a text file.
        ReadText "ReadText",
        /// Finds files by a pattern of their names.
        Glob "Glob",
        /// Reads an image, a sound or another medium.
        ReadMedia "ReadMedia",
        /// Finds lines by a regular expression.
        Grep "Grep",
        /// Writes a file.
        Write "Write",
        /// Changes a part of a file.
        Edit "Edit",
        /// Searches the web.
        Search "Search",
        /// Writes the agent's list of things to do.
        TodoWrite "TodoWrite",
        /// Presents a plan and leaves planning.
        ExitPlanMode "ExitPlanMode",
        /// Shows media to the user.
        Show "Show",
        /// Hands a task to a sub-agent.
        Task "Task",
    }
}

/// The name of a tool: a core one, or any other (an MCP tool, an older name, one still to come).
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(any(test, all(target_arch = "wasm32", feature = "bindings")), derive(tsify::Tsify))]
#[cfg_attr(any(test, all(target_arch = "wasm32", feature = "bindings")), tsify(type = "CoreToolName | (string & {})"))]
#[serde(from = "String", into = "String")]
pub enum ToolName {
    /// A tool that every agent of the backend has.
    Core(CoreToolName),
    /// Any other tool.
    Other(String),
}

impl FieldType for ToolName {
    const KIND: Kind = Kind::OpenEnum(CoreToolName::SCHEMA);
}

impl ToolName {
    /// The name in JSON.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Core(core) => core.as_str(),
            Self::Other(name) => name,
        }
    }

    /// The name that the tool has now, or had last: `Bash` for the `bash` of older rows. Other names stay as they are.
    #[must_use]
    pub fn canonical(&self) -> &str {
        tool::canonical_name(self.as_str())
    }
}

// By name, so that a name stays equal to itself when its tool becomes a core tool.
impl PartialEq for ToolName {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for ToolName {}

impl std::hash::Hash for ToolName {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl CoreToolName {
    /// The tool that had this name formerly: older rows have `bash` for `Bash`.
    #[must_use]
    pub fn from_former_name(name: &str) -> Option<Self> {
        match tool::naming(name) {
            tool::Naming::Former(current) => Self::from_name(current),
            _ => None,
        }
    }
}

impl From<String> for ToolName {
    fn from(name: String) -> Self {
        CoreToolName::from_name(&name).map_or(Self::Other(name), Self::Core)
    }
}

impl From<&str> for ToolName {
    fn from(name: &str) -> Self {
        name.to_owned().into()
    }
}

impl From<CoreToolName> for ToolName {
    fn from(core: CoreToolName) -> Self {
        Self::Core(core)
    }
}

impl From<ToolName> for String {
    fn from(name: ToolName) -> Self {
        match name {
            ToolName::Core(core) => core.as_str().to_owned(),
            ToolName::Other(name) => name,
        }
    }
}

impl std::fmt::Display for ToolName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tsify::Tsify;

    #[test]
    fn former_names_lead_to_the_current_tool_and_are_none() {
        assert_eq!(CoreToolName::from_former_name("show_media"), Some(CoreToolName::Show));
        assert_eq!(CoreToolName::from_former_name("view"), Some(CoreToolName::ReadText));
        for name in ["Bash", "fetch", "python_execution", "github_create_issue"] {
            assert_eq!(CoreToolName::from_former_name(name), None, "{name}");
        }
        for name in tool::TOOLS.iter().flat_map(|tool| tool.former) {
            assert_eq!(CoreToolName::from_name(name), None, "{name}");
        }
        assert_eq!(ToolName::from("fetch").canonical(), "WebFetch");
    }

    /// The package's types for records.
    #[test]
    fn types_equal_the_golden_ones() {
        let types = [
            BackendMessage::DECL,
            ToolCallData::DECL,
            CallbackResultData::DECL,
            Role::DECL,
            CallbackType::DECL,
            CoreToolName::DECL,
            ToolName::DECL,
        ];
        crate::model::golden::compare("pure/generated/records.d.ts", &types);
    }
}
