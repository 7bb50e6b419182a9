//! Issues for JavaScript, as JSON text: passing objects would take three times the code.

use crate::model::error::Error;
use crate::model::issue::{Issue, PathSegment, pointer};
use crate::model::position::Position;
use crate::read::replaced::Replaced;
use crate::read::session::Rejection;
use crate::text::quote::push_quoted;
use crate::text::wording::push_decimal;

/// `{ issues, truncated, reports }`.
pub(crate) fn to_json(error: &Error) -> String {
    let mut out = String::from("{");
    push_error(&mut out, error);
    out
}

/// The same for a rejected record, with `start`, `offset`, `index` and, where it is known, `id`.
pub(crate) fn rejection_to_json(rejection: &Rejection) -> String {
    let mut out = String::from("{\"start\":");
    push_decimal(&mut out, rejection.start as u64);
    push_name(&mut out, "offset");
    push_decimal(&mut out, rejection.offset);
    push_name(&mut out, "index");
    push_decimal(&mut out, rejection.index);
    push_text(&mut out, "id", rejection.id.as_deref());
    out.push(',');
    push_error(&mut out, &rejection.error);
    out
}

/// What was replaced in a record: `{ index, issues, truncated }`.
pub(crate) fn replaced_to_json(replaced: &Replaced) -> String {
    let mut out = String::from("{\"index\":");
    push_decimal(&mut out, replaced.index);
    push_name(&mut out, "issues");
    push_list(&mut out, &replaced.issues, push_issue);
    out.push_str(if replaced.truncated { ",\"truncated\":true}" } else { ",\"truncated\":false}" });
    out
}

fn push_error(out: &mut String, error: &Error) {
    out.push_str("\"issues\":");
    push_list(out, error.issues(), push_issue);
    out.push_str(if error.is_truncated() { ",\"truncated\":true" } else { ",\"truncated\":false" });
    out.push_str(",\"reports\":");
    push_list(out, error.reports(), |out, report| push_quoted(out, report));
    out.push('}');
}

/// The same object that serde writes for an issue.
fn push_issue(out: &mut String, issue: &Issue) {
    out.push_str("{\"code\":");
    push_quoted(out, issue.code.as_str());
    push_text(out, "message", Some(&issue.message));
    push_path(out, &issue.path);
    push_text(out, "expected", issue.expected.as_deref());
    push_text(out, "received", issue.received.as_deref());
    push_position(out, issue.position);
    if let Some(Position { offset, index, .. }) = issue.end {
        push_numbers(out, [("endOffset", offset), ("endIndex", index)]);
    }
    push_text(out, "hint", issue.hint.as_deref());
    out.push('}');
}

/// A path, and its JSON Pointer.
pub(crate) fn push_path(out: &mut String, path: &[PathSegment]) {
    push_name(out, "path");
    push_list(out, path, |out, segment| match segment {
        PathSegment::Key(key) => push_quoted(out, key),
        PathSegment::Index(index) => push_decimal(out, *index),
    });
    push_text(out, "pointer", Some(&pointer(path)));
}

pub(crate) fn push_position(out: &mut String, position: Option<Position>) {
    if let Some(Position { offset, index, line, column }) = position {
        push_numbers(out, [("offset", offset), ("index", index), ("line", line), ("column", column)]);
    }
}

fn push_numbers<const N: usize>(out: &mut String, numbers: [(&str, u64); N]) {
    for (name, number) in numbers {
        push_name(out, name);
        push_decimal(out, number);
    }
}

pub(crate) fn push_list<T>(out: &mut String, elements: &[T], push: impl Fn(&mut String, &T)) {
    out.push('[');
    for (index, element) in elements.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        push(out, element);
    }
    out.push(']');
}

pub(crate) fn push_text(out: &mut String, name: &str, text: Option<&str>) {
    if let Some(text) = text {
        push_name(out, name);
        push_quoted(out, text);
    }
}

fn push_name(out: &mut String, name: &str) {
    out.push(',');
    push_quoted(out, name);
    out.push(':');
}

#[cfg(test)]
mod tests {
    use crate::read::session::Rejection;
    use crate::{BackendMessage, from_str};
    use serde_json::{Value, json};

    #[test]
    fn it_equals_what_serde_writes() {
        for text in ["", "[]", r#"{"id":1,"role":"a\"b","x/y":{"z":"\ud800"},"cost":1e400,"toolCalls":[{}]}"#] {
            let error = from_str::<BackendMessage>(text).unwrap_err();
            let expected =
                json!({ "issues": error.issues(), "truncated": error.is_truncated(), "reports": error.reports() });
            assert_eq!(serde_json::from_str::<Value>(&super::to_json(&error)).unwrap(), expected);
            let mut rejected = expected;
            rejected["start"] = 7.into();
            rejected["offset"] = (1u64 << 40).into();
            rejected["index"] = 9.into();
            rejected["id"] = "\"\n".into();
            let rejection = Rejection { start: 7, offset: 1 << 40, index: 9, id: Some("\"\n".to_owned()), error };
            let json = super::rejection_to_json(&rejection);
            assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), rejected);
        }
    }
}
