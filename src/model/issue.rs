//! Issues: what is wrong with an input, and where.

mod code;
mod path;

use std::fmt;

use serde::ser::{Serialize, Serializer};

pub use code::IssueCode;
pub use path::PathSegment;
pub(crate) use path::{pointer, push_step};

use crate::model::position::Position;
use crate::text::wording::push_decimal;

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Issue {
    /// What kind of thing is wrong.
    pub code: IssueCode,
    /// What is wrong, for people.
    pub message: String,
    /// The path from the root to the invalid value.
    pub path: Vec<PathSegment>,
    /// What would have been right.
    pub expected: Option<String>,
    /// What was found instead.
    pub received: Option<String>,
    /// What to do about it, if that is known.
    pub hint: Option<String>,
    /// Where in the text, if the input was text.
    pub position: Option<Position>,
    /// Where the invalid value, key, character or malformed sequence ends; for a missing field, where the record ends.
    pub end: Option<Position>,
}

impl Issue {
    /// The path as a JSON Pointer (RFC 6901); empty for the root.
    #[must_use]
    pub fn pointer(&self) -> String {
        pointer(&self.path)
    }

    /// `line:column pointer: message`, always on one line.
    pub(crate) fn headline(&self) -> String {
        let mut out = String::new();
        if let Some(position) = self.position {
            push_decimal(&mut out, position.line);
            out.push(':');
            push_decimal(&mut out, position.column);
            out.push(' ');
        }
        path::push_shown(&mut out, &self.path);
        out.push_str(": ");
        out.push_str(&self.message);
        out
    }

    /// The headline, then the excerpt of the source, if there is one, and the hint.
    pub(crate) fn report(&self, excerpt: Option<&str>) -> String {
        let mut out = self.headline();
        if let Some(excerpt) = excerpt {
            out.push('\n');
            out.push_str(excerpt);
        }
        if let Some(hint) = &self.hint {
            out.push_str("\n  hint: ");
            out.push_str(hint);
        }
        out
    }
}

/// `line:column pointer: message`, always on one line; without a position if the input was not text.
impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.headline())
    }
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
    /// The path from the root to the invalid value; keys as the input spells them.
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
    /// Where in the source: bytes of UTF-8 before it. Absent, like the five below, when the input was not text.
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
    /// Where the invalid value, key, character or malformed sequence ends, in bytes of UTF-8.
    #[serde(skip_serializing_if = "Option::is_none", rename = "endOffset")]
    #[cfg_attr(any(test, all(target_arch = "wasm32", feature = "bindings")), tsify(optional))]
    end_offset: Option<u64>,
    /// The same in UTF-16 units: `text.slice(index, endIndex)` is the invalid part.
    #[serde(skip_serializing_if = "Option::is_none", rename = "endIndex")]
    #[cfg_attr(any(test, all(target_arch = "wasm32", feature = "bindings")), tsify(optional))]
    end_index: Option<u64>,
    /// What to do about it, if that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(any(test, all(target_arch = "wasm32", feature = "bindings")), tsify(optional))]
    hint: Option<&'a str>,
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
            end_offset: self.end.map(|end| end.offset),
            end_index: self.end.map(|end| end.index),
            hint: self.hint.as_deref(),
        }
        .serialize(serializer)
    }
}

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
            hint: None,
            position: Some(Position { offset: 9, index: 8, line: 2, column: 7 }),
            end: Some(Position { offset: 12, index: 10, line: 2, column: 9 }),
        }
    }

    #[test]
    fn the_object_has_the_documented_shape() {
        let with_hint = Issue { hint: Some("do \"it\"".to_owned()), ..issue() };
        assert_eq!(
            serde_json::to_string(&with_hint).unwrap(),
            r#"{"code":"invalid_type","message":"expected a string, found a number","path":[3,"a/b~c\u001b"],"pointer":"/3/a~1b~0c\u001b","expected":"string","offset":9,"index":8,"line":2,"column":7,"endOffset":12,"endIndex":10,"hint":"do \"it\""}"#
        );
        let without = Issue { position: None, end: None, expected: None, path: vec![], ..issue() };
        assert_eq!(
            serde_json::to_string(&without).unwrap(),
            r#"{"code":"invalid_type","message":"expected a string, found a number","path":[],"pointer":""}"#
        );
    }

    /// The package's types for issues.
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
             expected?: string; received?: string; offset?: number; index?: number; line?: number; column?: number; \
             endOffset?: number; endIndex?: number; hint?: string; }"
        );
    }

    #[test]
    fn a_report_ends_with_the_hint() {
        let with_hint = Issue { hint: Some("do it".to_owned()), ..issue() };
        let headline = "2:7 /3/a~1b~0c\\u{1B}: expected a string, found a number";
        assert_eq!(with_hint.to_string(), headline);
        assert_eq!(with_hint.report(None), format!("{headline}\n  hint: do it"));
        assert_eq!(with_hint.report(Some("  | x")), format!("{headline}\n  | x\n  hint: do it"));
        assert_eq!(issue().report(None), headline);
    }
}
