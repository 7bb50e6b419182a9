//! What can be wrong with an input, and the error that carries it.

use std::borrow::Cow;
use std::fmt;

use serde::ser::{Serialize, Serializer};

use crate::model::position::Position;
use crate::text::wording::{push_clipped, push_decimal};

/// What kind of thing is wrong. The codes are stable; the messages are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[cfg_attr(any(test, all(target_arch = "wasm32", feature = "bindings")), derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum IssueCode {
    /// The text is not JSON here. Reading ended.
    InvalidJson,
    /// The text ends before its value does. Reading ended.
    UnexpectedEnd,
    /// Something follows the value. Reading ended.
    TrailingData,
    /// The bytes are not UTF-8. Reading ended.
    InvalidUtf8,
    /// A string has half of a surrogate pair.
    LoneSurrogate,
    /// Arrays and objects nest deeper than 128 levels. Reading ended.
    TooDeep,
    /// A required field is absent or `null`.
    MissingField,
    /// A value has another type than its place asks for.
    InvalidType,
    /// A string is none of those its place allows.
    InvalidEnum,
    /// A number has a fraction where an integer belongs.
    NotInteger,
    /// An integer is beyond ±(2^53 − 1).
    UnsafeInteger,
    /// A number is too large for a double.
    NumberOutOfRange,
    /// A field is given twice, under one name or under both.
    DuplicateKey,
    /// A key is no field of its record, and unknown keys are to be rejected.
    UnknownKey,
}

impl IssueCode {
    /// Every code.
    pub const ALL: &'static [Self] = &[
        Self::InvalidJson,
        Self::UnexpectedEnd,
        Self::TrailingData,
        Self::InvalidUtf8,
        Self::LoneSurrogate,
        Self::TooDeep,
        Self::MissingField,
        Self::InvalidType,
        Self::InvalidEnum,
        Self::NotInteger,
        Self::UnsafeInteger,
        Self::NumberOutOfRange,
        Self::DuplicateKey,
        Self::UnknownKey,
    ];

    /// The code as it is written in JavaScript and JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidJson => "invalid_json",
            Self::UnexpectedEnd => "unexpected_end",
            Self::TrailingData => "trailing_data",
            Self::InvalidUtf8 => "invalid_utf8",
            Self::LoneSurrogate => "lone_surrogate",
            Self::TooDeep => "too_deep",
            Self::MissingField => "missing_field",
            Self::InvalidType => "invalid_type",
            Self::InvalidEnum => "invalid_enum",
            Self::NotInteger => "not_integer",
            Self::UnsafeInteger => "unsafe_integer",
            Self::NumberOutOfRange => "number_out_of_range",
            Self::DuplicateKey => "duplicate_key",
            Self::UnknownKey => "unknown_key",
        }
    }
}

impl fmt::Display for IssueCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One step of the way from the root to a value.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(untagged)]
pub enum PathSegment {
    /// Into an object, by a key as the input spells it.
    Key(String),
    /// Into an array, from 0.
    Index(u64),
}

impl PathSegment {
    /// How many bytes of key it holds.
    pub(crate) fn key_length(&self) -> usize {
        match self {
            Self::Key(key) => key.len(),
            Self::Index(_) => 0,
        }
    }
}

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Issue {
    /// What kind of thing is wrong.
    pub code: IssueCode,
    /// What is wrong, for people.
    pub message: String,
    /// The way from the root to the value that is wrong.
    pub path: Vec<PathSegment>,
    /// What would have been right.
    pub expected: Option<String>,
    /// What was found instead.
    pub received: Option<String>,
    /// Where in the text, if the input was text.
    pub position: Option<Position>,
}

impl Issue {
    /// The path as a JSON Pointer (RFC 6901); empty for the root.
    #[must_use]
    pub fn pointer(&self) -> String {
        pointer(&self.path)
    }

    /// `line:column pointer: message`, on one line whatever the input holds.
    pub(crate) fn headline(&self) -> String {
        let mut out = String::new();
        if let Some(position) = self.position {
            push_decimal(&mut out, position.line);
            out.push(':');
            push_decimal(&mut out, position.column);
            out.push(' ');
        }
        if self.path.is_empty() {
            out.push_str("(root)");
        }
        for segment in &self.path {
            out.push('/');
            match segment {
                PathSegment::Key(key) => push_clipped(&mut out, &escaped(key)),
                PathSegment::Index(index) => push_decimal(&mut out, *index),
            }
        }
        out.push_str(": ");
        out.push_str(&self.message);
        out
    }
}

/// `line:column pointer: message`, on one line whatever the input holds; without a position if the input was no text.
impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.headline())
    }
}

/// A path as a JSON Pointer (RFC 6901); empty for the root.
pub(crate) fn pointer(path: &[PathSegment]) -> String {
    let mut pointer = String::new();
    for segment in path {
        pointer.push('/');
        match segment {
            PathSegment::Key(key) => pointer.push_str(&escaped(key)),
            PathSegment::Index(index) => push_decimal(&mut pointer, *index),
        }
    }
    pointer
}

/// A key as it stands in a JSON Pointer (RFC 6901, section 3).
fn escaped(key: &str) -> Cow<'_, str> {
    if !key.contains(['~', '/']) {
        return Cow::Borrowed(key);
    }
    let mut escaped = String::with_capacity(key.len() + 8);
    for char in key.chars() {
        match char {
            '~' => escaped.push_str("~0"),
            '/' => escaped.push_str("~1"),
            _ => escaped.push(char),
        }
    }
    Cow::Owned(escaped)
}

// As JavaScript and JSON have it; the TypeScript type is made from this, with its comments.
/// One thing that is wrong, and where.
#[derive(serde::Serialize)]
#[cfg_attr(any(test, all(target_arch = "wasm32", feature = "bindings")), derive(tsify::Tsify), tsify(rename = "Issue"))]
struct IssueObject<'a> {
    /// What kind of thing is wrong; stable.
    code: IssueCode,
    /// What is wrong, for people.
    message: &'a str,
    /// The way from the root to the value that is wrong; keys as the input spells them.
    #[cfg_attr(
        any(test, all(target_arch = "wasm32", feature = "bindings")),
        tsify(type = "readonly (string | number)[]")
    )]
    path: &'a [PathSegment],
    /// The path as a JSON Pointer (RFC 6901).
    pointer: &'a str,
    /// What would have been right.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(any(test, all(target_arch = "wasm32", feature = "bindings")), tsify(optional))]
    expected: Option<&'a str>,
    /// What was found instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(any(test, all(target_arch = "wasm32", feature = "bindings")), tsify(optional))]
    received: Option<&'a str>,
    /// Where in the source: bytes of UTF-8 before it. Absent, as the three below, when the input was not text.
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

impl Serialize for Issue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        IssueObject {
            code: self.code,
            message: &self.message,
            path: &self.path,
            pointer: &self.pointer(),
            expected: self.expected.as_deref(),
            received: self.received.as_deref(),
            offset: self.position.map(|position| position.offset),
            index: self.position.map(|position| position.index),
            line: self.position.map(|position| position.line),
            column: self.position.map(|position| position.column),
        }
        .serialize(serializer)
    }
}

/// Everything found wrong with an input, in the order of the source.
///
/// Its `Debug` is [`pretty`](Self::pretty) too, so that `fn main() -> Result<(), Error>` ends with a report.
#[derive(Clone, PartialEq, Eq)]
pub struct Error {
    // One pointer, so that a `Result` stays small.
    details: Box<Details>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Details {
    issues: Vec<Issue>,
    reports: Vec<String>,
    truncated: bool,
}

impl Error {
    #[cold]
    pub(crate) fn new(issues: Vec<Issue>, reports: Vec<String>, truncated: bool) -> Self {
        Self { details: Box::new(Details { issues, reports, truncated }) }
    }

    /// For when the fast pass refuses a text and the diagnosing pass finds nothing wrong with it, which
    /// must not happen: even then nothing half-read is given out.
    #[cold]
    pub(crate) fn disagreement() -> Self {
        Self::refusal("the text was refused for a reason that was not found, which is a bug")
    }

    /// For a record longer than offsets on the tape can tell; nothing like it was ever seen.
    #[cold]
    pub(crate) fn oversized() -> Self {
        Self::refusal("a single record of 1 GiB or more cannot be read")
    }

    #[cold]
    fn refusal(message: &str) -> Self {
        let issue = Issue {
            code: IssueCode::InvalidJson,
            message: message.to_owned(),
            path: Vec::new(),
            expected: None,
            received: None,
            position: None,
        };
        let report = issue.headline();
        Self::new(vec![issue], vec![report], false)
    }

    /// What is wrong: at least one issue.
    #[must_use]
    pub fn issues(&self) -> &[Issue] {
        &self.details.issues
    }

    /// What is wrong, to keep.
    #[must_use]
    pub fn into_issues(self) -> Vec<Issue> {
        self.details.issues
    }

    /// Whether there was more to report than was gathered.
    #[must_use]
    pub fn is_truncated(&self) -> bool {
        self.details.truncated
    }

    /// The same error, its first issue with advice behind the message.
    #[cold]
    pub(crate) fn advise(mut self, advice: &str) -> Self {
        let Details { issues, reports, .. } = &mut *self.details;
        if let (Some(issue), Some(report)) = (issues.first_mut(), reports.first_mut()) {
            let length = issue.headline().len();
            issue.message.push_str(advice);
            report.replace_range(..length, &issue.headline());
        }
        self
    }

    /// For each issue its line of the [pretty](Self::pretty) report, with the excerpt below it.
    pub(crate) fn reports(&self) -> &[String] {
        &self.details.reports
    }

    /// Each issue with its place and, if the input was text, the source line with a caret under the place.
    #[must_use]
    pub fn pretty(&self) -> String {
        let mut out = self.reports().join("\n");
        if self.is_truncated() {
            out.push_str("\n… and more");
        }
        out
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(first) = self.issues().first() else { return f.write_str("invalid input") };
        f.write_str(&first.headline())?;
        match self.issues().len() - 1 {
            0 if self.is_truncated() => f.write_str(" (and more)"),
            0 => Ok(()),
            more if self.is_truncated() => write!(f, " (and more than {more} more)"),
            more => write!(f, " (and {more} more)"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.pretty())
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;
    use tsify::Tsify;

    fn issue() -> Issue {
        Issue {
            code: IssueCode::InvalidType,
            message: "expected a string, found a number".to_owned(),
            path: vec![PathSegment::Index(3), PathSegment::Key("a/b~c\u{1b}".to_owned())],
            expected: Some("string".to_owned()),
            received: None,
            position: Some(Position { offset: 9, index: 8, line: 2, column: 7 }),
        }
    }

    #[test]
    fn the_object_has_the_documented_shape() {
        assert_eq!(
            serde_json::to_string(&issue()).unwrap(),
            r#"{"code":"invalid_type","message":"expected a string, found a number","path":[3,"a/b~c\u001b"],"pointer":"/3/a~1b~0c\u001b","expected":"string","offset":9,"index":8,"line":2,"column":7}"#
        );
        let without = Issue { position: None, expected: None, path: vec![], ..issue() };
        assert_eq!(
            serde_json::to_string(&without).unwrap(),
            r#"{"code":"invalid_type","message":"expected a string, found a number","path":[],"pointer":""}"#
        );
    }

    #[test]
    fn codes_are_spelt_alike_everywhere() {
        for code in IssueCode::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
            assert!(IssueCode::DECL.contains(&format!("\"{code}\"")), "{code}");
        }
        assert_eq!(IssueCode::DECL.matches('|').count() + 1, IssueCode::ALL.len());
    }

    /// The package's types of issues.
    #[test]
    fn types_equal_the_golden_ones() {
        crate::model::golden::compare("pure/generated/issue.d.ts", &[IssueObject::DECL, IssueCode::DECL]);
    }

    #[test]
    fn the_typescript_type_is_the_contracts() {
        let decl: String = IssueObject::DECL
            .lines()
            .map(str::trim)
            .filter(|line| !line.starts_with(['/', '*']))
            .collect::<Vec<_>>()
            .join(" ");
        assert_eq!(
            decl,
            "export interface Issue { code: IssueCode; message: string; path: readonly (string | number)[]; pointer: string; \
             expected?: string; received?: string; offset?: number; index?: number; line?: number; column?: number; }"
        );
    }

    #[test]
    fn the_error_is_short() {
        let one = Error::new(vec![issue()], vec![issue().headline()], false);
        assert_eq!(one.to_string(), "2:7 /3/a~1b~0c\\u{1B}: expected a string, found a number");
        assert_eq!(one.pretty(), one.to_string());
        let two = Error::new(vec![issue(), issue()], vec![issue().headline(), issue().headline()], true);
        assert_eq!(two.to_string(), one.to_string() + " (and more than 1 more)");
        assert_eq!(two.pretty(), format!("{one}\n{one}\n… and more"));
        assert_eq!(format!("{two:?}"), two.pretty());
        assert!(std::mem::size_of::<Error>() == std::mem::size_of::<usize>());
    }
}
