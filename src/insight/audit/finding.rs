//! Findings: their codes, severities and positions.

use std::fmt;

use serde::ser::{Serialize, Serializer};

use crate::model::issue::{PathSegment, pointer};
use crate::model::position::Position;
use crate::text::part::Part;

/// What is suspicious. The codes are stable; the messages are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[cfg_attr(any(test, all(target_arch = "wasm32", feature = "bindings")), derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FindingCode {
    /// A role other than user, assistant and tool.
    UnknownRole,
    /// Tokens, a cost or a duration below zero.
    NegativeNumber,
    /// The id of an earlier message.
    DuplicateMessageId,
    /// The id of an earlier tool call of the session.
    DuplicateToolCallId,
    /// A callback result whose tool call is nowhere in its session.
    CallbackWithoutCall,
    /// A tool call with incomplete arguments, in a message that is not the last of its session.
    UnfinishedCall,
    /// A tool call that ended in an error and returned nothing.
    FailedWithoutResult,
    /// An older name of a tool.
    LegacyToolName,
    /// A tool name that is neither a current or older name of one of the backend's tools, nor an MCP server's.
    UnknownToolName,
    /// A tool call's input that is neither empty nor JSON. While the arguments are incomplete, an input that is merely cut
    /// short is fine.
    InvalidInput,
    /// More tokens written to the cache than there are input tokens, which should include them.
    CacheCreationNotIncluded,
    /// More tokens read from the cache than there are output tokens, which should include them.
    CacheReadNotIncluded,
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[cfg_attr(any(test, all(target_arch = "wasm32", feature = "bindings")), derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Severity {
    /// Something is likely wrong.
    Warning,
    /// It occurs in normal use and is worth knowing.
    Info,
}

impl FindingCode {
    /// Every code.
    pub const ALL: &'static [Self] = &[
        Self::UnknownRole,
        Self::NegativeNumber,
        Self::DuplicateMessageId,
        Self::DuplicateToolCallId,
        Self::CallbackWithoutCall,
        Self::UnfinishedCall,
        Self::FailedWithoutResult,
        Self::LegacyToolName,
        Self::UnknownToolName,
        Self::InvalidInput,
        Self::CacheCreationNotIncluded,
        Self::CacheReadNotIncluded,
    ];

    /// Their names, in the same order.
    const NAMES: &'static [&'static str] = &[
        "unknown_role",
        "negative_number",
        "duplicate_message_id",
        "duplicate_tool_call_id",
        "callback_without_call",
        "unfinished_call",
        "failed_without_result",
        "legacy_tool_name",
        "unknown_tool_name",
        "invalid_input",
        "cache_creation_not_included",
        "cache_read_not_included",
    ];

    /// The code as it is written in JavaScript and JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::NAMES.get(self as usize).copied().expected()
    }

    /// The code of that name.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.get(position(Self::NAMES, name)?).copied()
    }

    /// The bit that stands for this code.
    pub(super) const fn bit(self) -> u32 {
        1 << self as u32
    }

    /// The severity of findings with this code.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::LegacyToolName
            | Self::UnknownToolName
            | Self::CacheCreationNotIncluded
            | Self::CacheReadNotIncluded => Severity::Info,
            _ => Severity::Warning,
        }
    }
}

impl fmt::Display for FindingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Severity {
    /// The severity as it is written in JavaScript and JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One thing that is suspicious, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// What is suspicious.
    pub code: FindingCode,
    /// What is suspicious, for people.
    pub message: String,
    /// The path from the list of messages to the value in question.
    pub path: Vec<PathSegment>,
    /// The message's id, unless it is unusually long.
    pub id: Option<String>,
    /// Where the value begins in the text, or where in it the error is. Absent if the input was not text.
    pub position: Option<Position>,
}

impl Finding {
    /// How much it matters.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// The path as a JSON Pointer (RFC 6901).
    #[must_use]
    pub fn pointer(&self) -> String {
        pointer(&self.path)
    }
}

// As JavaScript and JSON have it; the TypeScript type is made from this, with its comments.
/// One thing in a history that is well formed and still suspicious.
#[derive(serde::Serialize)]
#[cfg_attr(
    any(test, all(target_arch = "wasm32", feature = "bindings")),
    derive(tsify::Tsify),
    tsify(rename = "Finding")
)]
struct FindingObject<'a> {
    /// What is suspicious; stable.
    code: FindingCode,
    /// How much it matters. It follows from the code.
    severity: Severity,
    /// What is suspicious, for people.
    message: &'a str,
    /// The path from the list of messages to the value in question, keys as the input spells them; where the input was a
    /// single message, from there.
    #[cfg_attr(
        any(test, all(target_arch = "wasm32", feature = "bindings")),
        tsify(type = "readonly (string | number)[]")
    )]
    path: &'a [PathSegment],
    /// The path as a JSON Pointer (RFC 6901).
    pointer: &'a str,
    /// The message's id. Absent if it is longer than 256 bytes, which a backend's ids never are.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(any(test, all(target_arch = "wasm32", feature = "bindings")), tsify(optional))]
    id: Option<&'a str>,
    /// Where the value begins, or where an input stops being JSON: bytes of UTF-8 before it. Absent, like the three below,
    /// when the input was not text.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(any(test, all(target_arch = "wasm32", feature = "bindings")), tsify(optional))]
    offset: Option<u64>,
    /// UTF-16 units before it: the index in the source string.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(any(test, all(target_arch = "wasm32", feature = "bindings")), tsify(optional))]
    index: Option<u64>,
    /// Its line, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(any(test, all(target_arch = "wasm32", feature = "bindings")), tsify(optional))]
    line: Option<u64>,
    /// Its column, from 1, in UTF-16 units.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(any(test, all(target_arch = "wasm32", feature = "bindings")), tsify(optional))]
    column: Option<u64>,
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        FindingObject {
            code: self.code,
            severity: self.severity(),
            message: &self.message,
            path: &self.path,
            pointer: &self.pointer(),
            id: self.id.as_deref(),
            offset: self.position.map(|position| position.offset),
            index: self.position.map(|position| position.index),
            line: self.position.map(|position| position.line),
            column: self.position.map(|position| position.column),
        }
        .serialize(serializer)
    }
}

/// One loop for all lists: compilers like to unroll each.
#[inline(never)]
pub(super) fn position(list: &[&str], text: &str) -> Option<usize> {
    list.iter().position(|other| *other == text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tsify::Tsify;

    #[test]
    fn codes_are_spelt_alike_everywhere() {
        for code in FindingCode::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
            assert_eq!(serde_json::to_value(code.severity()).unwrap(), code.severity().to_string());
            assert_eq!(FindingCode::from_name(code.as_str()), Some(*code));
            assert!(FindingCode::DECL.contains(&format!("\"{code}\"")), "{code}");
        }
        assert_eq!(FindingCode::DECL.matches('|').count() + 1, FindingCode::ALL.len());
    }

    #[test]
    fn types_equal_the_golden_ones() {
        let types = [FindingObject::DECL, FindingCode::DECL, Severity::DECL];
        crate::model::golden::compare("insight/generated/finding.d.ts", &types);
    }
}
