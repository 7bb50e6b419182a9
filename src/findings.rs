//! What was found wrong, for JavaScript: as JSON text, which takes a third of the code that handing over objects does.

use crate::issue::{Error, Issue, PathSegment};
use crate::position::Position;
use crate::quote::push_quoted;
use crate::words::push_decimal;

/// `{ issues, truncated, reports }`.
pub(crate) fn to_json(error: &Error) -> String {
    let mut out = String::from("{\"issues\":");
    push_list(&mut out, error.issues(), push_issue);
    out.push_str(if error.is_truncated() { ",\"truncated\":true" } else { ",\"truncated\":false" });
    out.push_str(",\"reports\":");
    push_list(&mut out, error.reports(), |out, report| push_quoted(out, report));
    out.push('}');
    out
}

/// The same object as serde gives of an issue.
fn push_issue(out: &mut String, issue: &Issue) {
    out.push_str("{\"code\":");
    push_quoted(out, issue.code.as_str());
    push_text(out, "message", Some(&issue.message));
    push_name(out, "path");
    push_list(out, &issue.path, |out, segment| match segment {
        PathSegment::Key(key) => push_quoted(out, key),
        PathSegment::Index(index) => push_decimal(out, *index),
    });
    push_text(out, "pointer", Some(&issue.pointer()));
    push_text(out, "expected", issue.expected.as_deref());
    push_text(out, "received", issue.received.as_deref());
    if let Some(Position { offset, index, line, column }) = issue.position {
        for (name, number) in [("offset", offset), ("index", index), ("line", line), ("column", column)] {
            push_name(out, name);
            push_decimal(out, number);
        }
    }
    out.push('}');
}

fn push_list<T>(out: &mut String, elements: &[T], push: impl Fn(&mut String, &T)) {
    out.push('[');
    for (index, element) in elements.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        push(out, element);
    }
    out.push(']');
}

fn push_text(out: &mut String, name: &str, text: Option<&str>) {
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
    use crate::{BackendMessage, from_str};
    use serde_json::{Value, json};

    #[test]
    fn it_is_what_serde_gives() {
        for text in ["", "[]", r#"{"id":1,"role":"a\"b","x/y":{"z":"\ud800"},"cost":1e400,"toolCalls":[{}]}"#] {
            let error = from_str::<BackendMessage>(text).unwrap_err();
            let expected =
                json!({ "issues": error.issues(), "truncated": error.is_truncated(), "reports": error.reports() });
            assert_eq!(serde_json::from_str::<Value>(&super::to_json(&error)).unwrap(), expected);
        }
    }
}
