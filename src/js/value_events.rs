//! Finds the issues of a JavaScript value: JavaScript walks through it and sends one event after another, which the same
//! rules check as for text.
//!
//! An event is a string. Its first character is the kind, as declared in `abi.rs`; a text may follow: that of a key or a
//! string, with lone surrogates replaced, or a number or a name.

use crate::diagnose::checker::{Checker, Context};
use crate::diagnose::findings::Findings;
use crate::js::abi;
use crate::model::error::Error;
use crate::text::number::{Lexed, lex};
use crate::text::part::Part;
use crate::text::walk::{Inside, Sink, Span};

/// Checks the value that a list of events describes, as a record.
pub(crate) fn check_value<'a>(
    events: impl IntoIterator<Item = &'a str>,
    context: &Context,
    max_issues: usize,
) -> Option<Error> {
    let mut walk = Walk { checker: Checker::new(context, Findings::new(max_issues.max(1))), count: 0 };
    for event in events {
        if !walk.event(event) {
            break;
        }
    }
    let (found, truncated) = walk.checker.into_findings().into_parts();
    let issues: Vec<_> = found.into_iter().map(|finding| finding.issue).collect();
    if issues.is_empty() {
        return None;
    }
    let reports = issues.iter().map(|issue| issue.report(None)).collect();
    Some(Error::new(issues, reports, truncated))
}

/// The events in these bytes, each followed by [`EVENT_END`](abi::EVENT_END).
pub(crate) fn events_in(bytes: &[u8]) -> impl Iterator<Item = &str> {
    bytes.split_inclusive(|&byte| byte == abi::EVENT_END).map(|event| {
        let text = event.strip_suffix(&[abi::EVENT_END]).expected_or(event);
        std::str::from_utf8(text).expected()
    })
}

struct Walk {
    checker: Checker,
    /// How many events there were; it orders the issues.
    count: u64,
}

impl Walk {
    /// The next event's place in that order.
    fn next(&mut self) -> Span {
        self.count += 1;
        Span { at: self.count, end: self.count }
    }

    /// Returns whether to go on.
    fn event(&mut self, event: &str) -> bool {
        let mut rest = event.chars();
        let sign = rest.next();
        let text = rest.as_str();
        let span = self.next();
        let is_value = !matches!(sign, Some(abi::OBJECT_END | abi::ARRAY_END | abi::KEY | abi::MALFORMED_KEY));
        if is_value && self.checker.inside() == Some(Inside::Array) {
            self.checker.element();
        }
        match sign {
            Some(abi::OBJECT) => return self.checker.begin_object(span.at),
            Some(abi::ARRAY) => return self.checker.begin_array(span.at),
            Some(abi::OBJECT_END | abi::ARRAY_END) => self.checker.close(span.at),
            Some(abi::KEY) => self.checker.key(span, &mut text.to_owned()),
            Some(abi::MALFORMED_KEY) => {
                self.lone_surrogate();
                self.checker.key(span, &mut text.to_owned());
            }
            Some(abi::STRING) => self.checker.string(span, &mut text.to_owned()),
            Some(abi::MALFORMED_STRING) => {
                self.lone_surrogate();
                self.checker.string(span, &mut text.to_owned());
            }
            Some(abi::NUMBER) => {
                let value = match lex(text.as_bytes(), 0) {
                    Lexed::Number { value, .. } => value,
                    Lexed::Incomplete | Lexed::Invalid { .. } => f64::NAN,
                };
                self.checker.number(span, value, text);
            }
            Some(abi::BOOLEAN) => self.checker.boolean(span, true),
            Some(abi::NULL) => self.checker.null(span),
            Some(abi::TOO_DEEP) => {
                self.checker.too_deep(span.at);
                return false;
            }
            _ => self.checker.other(span, text),
        }
        true
    }

    /// Reports a lone surrogate in the current string or key, ordered after the issues of the string itself.
    fn lone_surrogate(&mut self) {
        let inside = self.next();
        self.checker.unpaired(inside, None);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::model::options::UnknownKeys;
    use crate::model::records::{BackendMessage, CallbackResultData};
    use crate::model::schema::Record;

    const CONTEXT: Context = Context {
        record: BackendMessage::SCHEMA,
        unknown_keys: UnknownKeys::Strip,
        depth: 0,
        index: None,
        surrogates: false,
        replaces: false,
    };

    /// The events of JSON data.
    fn events(value: &Value) -> Vec<String> {
        let event = match value {
            Value::Null => "n".to_owned(),
            Value::Bool(_) => "b".to_owned(),
            Value::Number(number) => format!("#{number}"),
            Value::String(text) => format!("\"{text}"),
            Value::Array(elements) => {
                let inner = elements.iter().flat_map(events);
                return ["[".to_owned()].into_iter().chain(inner).chain(["]".to_owned()]).collect();
            }
            Value::Object(entries) => {
                let inner = entries.iter().flat_map(|(key, value)| {
                    let mut entry = vec![format!(":{key}")];
                    entry.extend(events(value));
                    entry
                });
                return ["{".to_owned()].into_iter().chain(inner).chain(["}".to_owned()]).collect();
            }
        };
        vec![event]
    }

    fn check(context: &Context, events: Vec<String>, max_issues: usize) -> Option<Error> {
        let written: Vec<u8> =
            events.into_iter().flat_map(|event| [event.into_bytes(), vec![abi::EVENT_END]].concat()).collect();
        check_value(events_in(&written), context, max_issues)
    }

    fn issues(context: &Context, events: Vec<String>) -> Vec<String> {
        let Some(error) = check(context, events, 100) else { return vec![] };
        assert!(error.issues().iter().all(|issue| issue.position.is_none()));
        error.issues().iter().map(|issue| format!("{} {}", issue.code, issue.pointer())).collect()
    }

    /// A message with these events before its end.
    fn message(more: &[&str]) -> Vec<String> {
        let mut message = events(&json!({"id": "x", "role": "x", "sessionId": "x", "userInput": "x"}));
        let end = message.pop();
        message.extend(more.iter().copied().map(str::to_owned).chain(end));
        message
    }

    fn field(more: &[&str], expected: &[&str]) {
        assert_eq!(issues(&CONTEXT, message(more)), expected);
    }

    #[test]
    fn data_is_checked_like_text() {
        field(&[":cost", "#0.5"], &[]);
        field(&[":cost", "#5"], &[]);
        field(&[":model", "n"], &[]);
        field(&[":inputTokens", "#0"], &[]);
        field(&[":x", "{", ":y", "[", "#1.5", "{", ":z", "n", "}", "b", "]", "}"], &[]);
        field(&[":cost", "\"1"], &["invalid_type /cost"]);
        field(&[":cost", "b"], &["invalid_type /cost"]);
        field(&[":id", "\"2"], &["duplicate_key /id"]);
        field(&[":toolCalls", "[", "n", "]"], &["invalid_type /toolCalls/0"]);
        assert_eq!(
            issues(&CONTEXT, events(&json!({"id": null, "toolCalls": [[]], "userInput": ""}))),
            ["missing_field /role", "missing_field /sessionId", "missing_field /id", "invalid_type /toolCalls/0",]
        );
        let callback = Context { record: CallbackResultData::SCHEMA, index: Some(3), ..CONTEXT };
        let value = json!({"callback_type": "x", "success": true, "toolCallId": "", "tool_name": ""});
        assert_eq!(issues(&callback, events(&value)), ["invalid_enum /3/callback_type"]);
    }

    #[test]
    fn numbers() {
        for (number, expected) in [
            ("9007199254740991", None),
            ("-9007199254740991", None),
            ("5", None),
            ("9007199254740992", Some("unsafe_integer /inputTokens")),
            ("-1e+21", Some("unsafe_integer /inputTokens")),
            ("0.5", Some("not_integer /inputTokens")),
            ("1e-7", Some("not_integer /inputTokens")),
            ("NaN", Some("number_out_of_range /inputTokens")),
            ("Infinity", Some("number_out_of_range /inputTokens")),
        ] {
            let expected: Vec<_> = expected.into_iter().collect();
            assert_eq!(issues(&CONTEXT, message(&[":inputTokens", &format!("#{number}")])), expected);
        }
        field(&[":cost", "#-Infinity"], &["number_out_of_range /cost"]);
        field(&[":x", "#NaN"], &["number_out_of_range /x"]);
    }

    #[test]
    fn values_that_json_does_not_have() {
        for what in ["bigint", "undefined", "throwing getter"] {
            let event = format!("?{what}");
            field(&[":cost", &event], &["invalid_type /cost"]);
            let error = check(&CONTEXT, message(&[":cost", &event]), 100).unwrap();
            assert_eq!(error.issues()[0].received.as_deref(), Some(what));
        }
        field(&[":x", "[", "#1", "?cycle", "]"], &["invalid_type /x/1"]);
        assert_eq!(issues(&CONTEXT, vec!["?undefined".to_owned()]), ["invalid_type "]);
    }

    #[test]
    fn lone_surrogates() {
        field(&[":model", "'a\u{FFFD}"], &["lone_surrogate /model"]);
        field(&[":x", "[", "'\u{FFFD}", "]"], &["lone_surrogate /x/0"]);
        let key = message(&[";a\u{FFFD}", "#1"]);
        assert_eq!(issues(&CONTEXT, key.clone()), ["lone_surrogate "]);
        let reject = Context { unknown_keys: UnknownKeys::Reject, ..CONTEXT };
        assert_eq!(issues(&reject, key), ["unknown_key /a\u{FFFD}", "lone_surrogate ",]);
        field(&[":cost", "'\u{FFFD}"], &["invalid_type /cost", "lone_surrogate /cost"]);
    }

    #[test]
    fn depth_ends_the_walk() {
        field(&[":x", "!"], &["too_deep /x"]);
        let mut value = json!([]);
        for _ in 0..126 {
            value = json!([value]);
        }
        let nested = json!({"id": "", "role": "", "sessionId": "", "userInput": "", "x": value});
        assert_eq!(issues(&CONTEXT, events(&nested)), [""; 0]);
        let mut deeper = events(&json!({"x": [value]}));
        deeper.extend(events(&json!({"id": 1})));
        assert_eq!(issues(&CONTEXT, deeper), [format!("too_deep /x{}", "/0".repeat(127))]);
    }

    #[test]
    fn floods_are_cut() {
        let entries = (0..100_000).flat_map(|_| [":id", "#1"]);
        let flood = ["{"].into_iter().chain(entries).chain(["}"]).map(str::to_owned).collect();
        let error = check(&CONTEXT, flood, 7).expect("it is wrong");
        assert_eq!((error.issues().len(), error.is_truncated()), (7, true));
        assert_eq!(error.pretty().lines().count(), 8);
        assert!(check(&CONTEXT, vec!["{".to_owned(), "}".to_owned()], 0).is_some());
    }

    #[test]
    fn an_invalid_event_is_an_issue() {
        assert_eq!(issues(&CONTEXT, vec![String::new()]).len(), 1);
        let cut = vec!["{".to_owned(), ":id".to_owned(), "#1".to_owned()];
        assert_eq!(issues(&CONTEXT, cut), ["invalid_type /id"]);
    }
}
