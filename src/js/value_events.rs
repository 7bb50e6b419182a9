//! The issues of a value that is data already: JavaScript walks through it and sends what it meets, one event after
//! another, and the rules for text check it.
//!
//! An event is a string. Its first character says what was met, and its text follows:
//!
//! | event | |
//! |---|---|
//! | `{` `}` `[` `]` | an object or array begins, or ends |
//! | `:` | a key; `;` is one that has a lone surrogate, and so a text that is not quite its own |
//! | `"` | a string; `'` is one that has a lone surrogate |
//! | `#` | a number, as JavaScript writes it: `5`, `-1e+21`, `NaN` |
//! | `b` | a boolean |
//! | `n` | `null` |
//! | `!` | an array or object that is too deep; nothing comes after it |
//! | `?` | what is no JSON data, by its name |

use crate::diagnose::checker::{Checker, Context, Findings, Inside};
use crate::model::issue::{Error, Issue};
use crate::text::number::{Lexed, lex};
use crate::text::part::Part;

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
    let reports = issues.iter().map(Issue::headline).collect();
    Some(Error::new(issues, reports, truncated))
}

/// The events that bytes hold, each with [`END`] behind it.
pub(crate) fn events_in(bytes: &[u8]) -> impl Iterator<Item = &str> {
    bytes.split_inclusive(|&byte| byte == END).map(|event| {
        let text = event.strip_suffix(&[END]).unwrap_or(event);
        std::str::from_utf8(text).expected()
    })
}

/// The byte behind an event: no text in UTF-8 has it.
const END: u8 = 0xFF;

struct Walk {
    checker: Checker,
    /// How many things were met: the order of issues.
    count: u64,
}

impl Walk {
    fn next(&mut self) -> u64 {
        self.count += 1;
        self.count
    }

    /// False if the walk is to end.
    fn event(&mut self, event: &str) -> bool {
        let mut rest = event.chars();
        let sign = rest.next();
        let text = rest.as_str();
        let at = self.next();
        let is_value = !matches!(sign, Some('}' | ']' | ':' | ';'));
        if is_value && self.checker.inside() == Some(Inside::Array) {
            self.checker.element();
        }
        match sign {
            Some('{') => return self.checker.begin_object(at),
            Some('[') => return self.checker.begin_array(at),
            Some('}' | ']') => self.checker.close(),
            Some(':') => self.checker.key(at, text),
            Some(';') => {
                self.lone_surrogate();
                self.checker.key(at, text);
            }
            Some('"') => self.checker.string(at, text),
            Some('\'') => {
                self.lone_surrogate();
                self.checker.string(at, text);
            }
            Some('#') => {
                let value = match lex(text.as_bytes(), 0) {
                    Lexed::Number { value, .. } => value,
                    Lexed::Incomplete | Lexed::Invalid { .. } => f64::NAN,
                };
                self.checker.number(at, value, text);
            }
            Some('b') => self.checker.boolean(at),
            Some('n') => self.checker.null(at),
            Some('!') => {
                self.checker.too_deep(at);
                return false;
            }
            _ => self.checker.other(at, text),
        }
        true
    }

    /// Inside the string or key at hand, and so after what is told of that itself.
    fn lone_surrogate(&mut self) {
        let inside = self.next();
        self.checker.lone_surrogate(inside, None);
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
        let written: Vec<u8> = events.into_iter().flat_map(|event| [event.into_bytes(), vec![END]].concat()).collect();
        check_value(events_in(&written), context, max_issues)
    }

    fn messages(context: &Context, events: Vec<String>) -> Vec<String> {
        let Some(error) = check(context, events, 100) else { return vec![] };
        assert!(error.issues().iter().all(|issue| issue.position.is_none()));
        error.issues().iter().map(|issue| format!("{} {}", issue.code, issue.headline())).collect()
    }

    /// A message with these events before its end.
    fn message(more: &[&str]) -> Vec<String> {
        let mut message = events(&json!({"id": "x", "role": "x", "sessionId": "x", "userInput": "x"}));
        let end = message.pop();
        message.extend(more.iter().copied().map(str::to_owned).chain(end));
        message
    }

    fn field(more: &[&str], expected: &[&str]) {
        assert_eq!(messages(&CONTEXT, message(more)), expected);
    }

    #[test]
    fn data_is_checked_as_text_is() {
        field(&[":cost", "#0.5"], &[]);
        field(&[":cost", "#5"], &[]);
        field(&[":model", "n"], &[]);
        field(&[":inputTokens", "#0"], &[]);
        field(&[":x", "{", ":y", "[", "#1.5", "{", ":z", "n", "}", "b", "]", "}"], &[]);
        field(&[":cost", "\"1"], &["invalid_type /cost: expected a number, found a string"]);
        field(&[":cost", "b"], &["invalid_type /cost: expected a number, found a boolean"]);
        field(&[":id", "\"2"], &["duplicate_key /id: field id is given twice"]);
        field(&[":toolCalls", "[", "n", "]"], &["invalid_type /toolCalls/0: expected an object, found null"]);
        assert_eq!(
            messages(&CONTEXT, events(&json!({"id": null, "toolCalls": [[]], "userInput": ""}))),
            [
                "missing_field /role: field role is missing",
                "missing_field /sessionId: field sessionId (session_id) is missing",
                "missing_field /id: field id is required, found null",
                "invalid_type /toolCalls/0: expected an object, found an array",
            ]
        );
        let callback = Context { record: CallbackResultData::SCHEMA, index: Some(3), ..CONTEXT };
        let value = json!({"callback_type": "x", "success": true, "toolCallId": "", "tool_name": ""});
        assert_eq!(
            messages(&callback, events(&value)),
            [
                r#"invalid_enum /3/callback_type: callbackType must be "bash_script", "sub_agent" or "send_message", found "x""#
            ]
        );
    }

    #[test]
    fn numbers() {
        for (number, expected) in [
            ("9007199254740991", None),
            ("-9007199254740991", None),
            ("5", None),
            ("9007199254740992", Some("unsafe_integer /inputTokens: expected an integer within ±(2^53 − 1), found ")),
            ("-1e+21", Some("unsafe_integer /inputTokens: expected an integer within ±(2^53 − 1), found ")),
            ("0.5", Some("not_integer /inputTokens: expected an integer, found ")),
            ("1e-7", Some("not_integer /inputTokens: expected an integer, found ")),
            ("NaN", Some("number_out_of_range /inputTokens: expected a finite number, found ")),
            ("Infinity", Some("number_out_of_range /inputTokens: expected a finite number, found ")),
        ] {
            let expected: Vec<_> = expected.map(|text| text.to_owned() + number).into_iter().collect();
            assert_eq!(messages(&CONTEXT, message(&[":inputTokens", &format!("#{number}")])), expected);
        }
        field(&[":cost", "#-Infinity"], &["number_out_of_range /cost: expected a finite number, found -Infinity"]);
        field(&[":x", "#NaN"], &["number_out_of_range /x: expected a finite number, found NaN"]);
    }

    #[test]
    fn what_is_no_json_data() {
        for (event, expected) in [
            ("?bigint", "expected a number, found a bigint"),
            ("?undefined", "expected a number, found undefined"),
            ("?throwing getter", "expected a number, found a throwing getter"),
        ] {
            field(&[":cost", event], &[&format!("invalid_type /cost: {expected}")]);
        }
        field(&[":x", "[", "#1", "?cycle", "]"], &["invalid_type /x/1: expected a JSON value, found a cycle"]);
        assert_eq!(
            messages(&CONTEXT, vec!["?undefined".to_owned()]),
            ["invalid_type (root): expected an object, found undefined"]
        );
    }

    #[test]
    fn lone_surrogates() {
        let alone = "half of a surrogate pair stands alone";
        field(&[":model", "'a\u{FFFD}"], &[&format!("lone_surrogate /model: {alone}")]);
        field(&[":x", "[", "'\u{FFFD}", "]"], &[&format!("lone_surrogate /x/0: {alone}")]);
        let key = message(&[";a\u{FFFD}", "#1"]);
        assert_eq!(messages(&CONTEXT, key.clone()), [format!("lone_surrogate (root): {alone}")]);
        let reject = Context { unknown_keys: UnknownKeys::Reject, ..CONTEXT };
        assert_eq!(
            messages(&reject, key),
            [
                "unknown_key /a\u{FFFD}: \"a\u{FFFD}\" is no field of BackendMessage".to_owned(),
                format!("lone_surrogate (root): {alone}"),
            ]
        );
        field(
            &[":cost", "'\u{FFFD}"],
            &["invalid_type /cost: expected a number, found a string", &format!("lone_surrogate /cost: {alone}")],
        );
    }

    #[test]
    fn depth_ends_the_walk() {
        let too_deep = "expected at most 128 levels of nesting, found more";
        field(&[":x", "!"], &[&format!("too_deep /x: {too_deep}")]);
        let mut value = json!([]);
        for _ in 0..126 {
            value = json!([value]);
        }
        let nested = json!({"id": "", "role": "", "sessionId": "", "userInput": "", "x": value});
        assert_eq!(messages(&CONTEXT, events(&nested)), [""; 0]);
        let mut deeper = events(&json!({"x": [value]}));
        deeper.extend(events(&json!({"id": 1})));
        assert_eq!(messages(&CONTEXT, deeper), [format!("too_deep /x{}: {too_deep}", "/0".repeat(127))]);
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
    fn what_is_no_event_is_an_issue() {
        assert_eq!(messages(&CONTEXT, vec![String::new()]).len(), 1);
        let cut = vec!["{".to_owned(), ":id".to_owned(), "#1".to_owned()];
        assert_eq!(messages(&CONTEXT, cut), ["invalid_type /id: expected a string, found a number"]);
    }
}
