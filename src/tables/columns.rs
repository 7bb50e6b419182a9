//! The tables, declared once. The Arrow batches have these columns, and so has the command line's `export`, by
//! `cargo xtask generate`. docs/tables.md explains each column.

use std::borrow::Cow;

use crate::model::{BackendMessage, CallbackResultData, ToolCallData};
use crate::tables::cell::{Cell, ToCell};
use crate::text::quote::push_quoted;

/// A flat table of a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Table {
    /// A row for each message.
    Messages,
    /// A row for each tool call.
    ToolCalls,
    /// A row for each callback result.
    Callbacks,
}

/// A column of a table.
#[derive(Debug)]
#[non_exhaustive]
pub struct Column {
    /// Its name, in snake_case.
    pub name: &'static str,
    /// The type of its values.
    pub kind: ColumnType,
    /// Whether every row has a value.
    pub required: bool,
    pub(crate) of: Of,
}

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// UTF-8.
    Text,
    /// UTF-8 that seldom repeats, so that a dictionary does not help.
    LongText,
    /// A 64-bit integer.
    Integer,
    /// A double.
    Number,
    /// True or false.
    Boolean,
    /// A time in UTC, to the millisecond.
    Time,
}

/// The origin of a row.
#[derive(Debug)]
pub(crate) struct Origin<'a> {
    pub(crate) file: &'a str,
    /// In milliseconds since 1970.
    pub(crate) modified: Option<i64>,
    /// The index of the message among all records, valid and invalid.
    pub(crate) record: u64,
    /// The byte at which the message begins.
    pub(crate) offset: u64,
    /// The index of the call, or result, in its message.
    pub(crate) position: u64,
}

/// How to get the value of a column.
#[derive(Debug)]
pub(crate) enum Of {
    Origin(for<'a> fn(&'a Origin<'a>) -> Option<Cell<'a>>),
    Message(for<'a> fn(&'a BackendMessage) -> Option<Cell<'a>>),
    Call(for<'a> fn(&'a ToolCallData) -> Option<Cell<'a>>),
    Callback(for<'a> fn(&'a CallbackResultData) -> Option<Cell<'a>>),
}

impl Table {
    /// Every table.
    pub const ALL: [Self; 3] = [Self::Messages, Self::ToolCalls, Self::Callbacks];

    /// Its name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Messages => "messages",
            Self::ToolCalls => "tool-calls",
            Self::Callbacks => "callbacks",
        }
    }

    /// Its columns, in their order.
    pub fn columns(self) -> impl Iterator<Item = &'static Column> {
        let parts: [&[Column]; 3] = match self {
            Self::Messages => [&ORIGIN, &[], &MESSAGES],
            Self::ToolCalls => [&ORIGIN, &MESSAGE, &TOOL_CALLS],
            Self::Callbacks => [&ORIGIN, &MESSAGE, &CALLBACKS],
        };
        parts.into_iter().flatten()
    }
}

const fn required(name: &'static str, kind: ColumnType, of: Of) -> Column {
    Column { name, kind, required: true, of }
}

const fn optional(name: &'static str, kind: ColumnType, of: Of) -> Column {
    Column { name, kind, required: false, of }
}

use ColumnType::{Boolean, Integer, LongText, Number, Text, Time};

/// Columns of every table.
static ORIGIN: [Column; 4] = [
    required("file", Text, Of::Origin(|origin| origin.file.cell())),
    optional("file_modified", Time, Of::Origin(|origin| origin.modified.cell())),
    required("record", Integer, Of::Origin(|origin| origin.record.cell())),
    required("offset", Integer, Of::Origin(|origin| origin.offset.cell())),
];

/// Columns of the message that has the call, or result.
static MESSAGE: [Column; 4] = [
    required("message_id", Text, Of::Message(|message| message.id.cell())),
    required("session_id", Text, Of::Message(|message| message.session_id.cell())),
    optional("model", Text, Of::Message(|message| message.model.cell())),
    required("position", Integer, Of::Origin(|origin| origin.position.cell())),
];

static MESSAGES: [Column; 15] = [
    required("id", Text, Of::Message(|message| message.id.cell())),
    required("session_id", Text, Of::Message(|message| message.session_id.cell())),
    required("role", Text, Of::Message(|message| message.role.cell())),
    optional("model", Text, Of::Message(|message| message.model.cell())),
    required("user_input", LongText, Of::Message(|message| message.user_input.cell())),
    optional("assistant_response", LongText, Of::Message(|message| message.assistant_response.cell())),
    optional("reasoning", LongText, Of::Message(|message| message.reasoning.cell())),
    optional("reasoning_duration", Integer, Of::Message(|message| message.reasoning_duration.cell())),
    optional("input_tokens", Integer, Of::Message(|message| message.input_tokens.cell())),
    optional("output_tokens", Integer, Of::Message(|message| message.output_tokens.cell())),
    optional("cache_creation_tokens", Integer, Of::Message(|message| message.cache_creation_tokens.cell())),
    optional("cache_read_tokens", Integer, Of::Message(|message| message.cache_read_tokens.cell())),
    optional("cost", Number, Of::Message(|message| message.cost.cell())),
    required("tool_calls", Integer, Of::Message(|message| Some(count(message.tool_calls.as_deref())))),
    required("callback_results", Integer, Of::Message(|message| Some(count(message.callback_results.as_deref())))),
];

static TOOL_CALLS: [Column; 9] = [
    required("id", Text, Of::Call(|call| call.id.cell())),
    required("name", Text, Of::Call(|call| call.name.cell())),
    required("tool", Text, Of::Call(|call| call.name.canonical().cell())),
    required("type", Text, Of::Call(|call| call.r#type.cell())),
    required("finished", Boolean, Of::Call(|call| call.finished.cell())),
    optional("is_error", Boolean, Of::Call(|call| call.is_error.cell())),
    required("input", LongText, Of::Call(|call| call.input.cell())),
    optional("result", LongText, Of::Call(|call| call.result.cell())),
    optional("screenshot_urls", LongText, Of::Call(|call| call.screenshot_urls.as_deref().map(json))),
];

static CALLBACKS: [Column; 12] = [
    required("tool_call_id", Text, Of::Callback(|result| result.tool_call_id.cell())),
    required("tool_name", Text, Of::Callback(|result| result.tool_name.cell())),
    required("callback_type", Text, Of::Callback(|result| result.callback_type.cell())),
    optional("callback_name", Text, Of::Callback(|result| result.callback_name.cell())),
    required("success", Boolean, Of::Callback(|result| result.success.cell())),
    optional("error", LongText, Of::Callback(|result| result.error.cell())),
    optional("exclude_from_context", Boolean, Of::Callback(|result| result.exclude_from_context.cell())),
    optional("exit_code", Integer, Of::Callback(|result| result.exit_code.cell())),
    optional("stdout", LongText, Of::Callback(|result| result.stdout.cell())),
    optional("stderr", LongText, Of::Callback(|result| result.stderr.cell())),
    optional("subagent_id", Text, Of::Callback(|result| result.subagent_id.cell())),
    optional("subagent_result", LongText, Of::Callback(|result| result.subagent_result.cell())),
];

fn count<T>(list: Option<&[T]>) -> Cell<'static> {
    Cell::Integer((list.map_or(0, <[T]>::len) as u64).cast_signed())
}

/// A list of strings, as `JSON.stringify` writes it.
fn json(strings: &[String]) -> Cell<'static> {
    let mut text = String::from("[");
    for (index, string) in strings.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        push_quoted(&mut text, string);
    }
    text.push(']');
    Cell::Text(Cow::Owned(text))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Table;

    #[test]
    fn tables_have_the_names_of_the_command_line() {
        assert_eq!(Table::ALL.map(Table::name), ["messages", "tool-calls", "callbacks"]);
    }

    #[test]
    fn the_names_of_a_table_differ() {
        for table in Table::ALL {
            let names: Vec<_> = table.columns().map(|column| column.name).collect();
            let distinct: BTreeSet<_> = names.iter().collect();
            assert_eq!(distinct.len(), names.len(), "{names:?}");
        }
    }
}
