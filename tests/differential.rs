//! The crate against serde_json and serde's derive, on texts that proptest makes up and shrinks.
#![cfg(not(target_arch = "wasm32"))]

use backend_message::{
    BackendMessage, Issue, IssueCode, MAX_DEPTH, Naming, from_slice, from_slice_many, to_string, to_string_many,
};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Number, Value};

/// Strings with all that needs an escape, and characters of every length in UTF-8.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,40}",
        "[a-z\\n\\t\"\\\\/\u{0}-\u{1f}é漢\u{2028}😀]{0,80}",
        "(fn main\\(\\) \\{\\n\\t){0,9}",
        "[漢字]{0,30}",
    ]
}

fn integer() -> impl Strategy<Value = Value> {
    const MAX: i64 = (1 << 53) - 1;
    prop_oneof![0..100_000i64, -MAX..=MAX, select(vec![MAX, -MAX, 0])].prop_map(Value::from)
}

fn number() -> impl Strategy<Value = Value> {
    prop_oneof![0.0..1.0f64, prop::num::f64::NORMAL, select(vec![3e-7, 0.0, -0.0, 1e22, 0.1 + 0.2])]
        .prop_filter_map("finite", |number| Number::from_f64(number).map(Value::Number))
}

/// Any JSON, for unknown keys.
fn json() -> impl Strategy<Value = Value> {
    let leaf =
        prop_oneof![Just(Value::Null), any::<bool>().prop_map(Value::from), number(), text().prop_map(Value::from)];
    leaf.prop_recursive(4, 20, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            btree_map(text(), inner, 0..4).prop_map(|entries| entries.into_iter().collect()),
        ]
    })
}

/// One of a field's names with its value, or nothing where an optional field is absent.
type Entry = Option<(String, Value)>;

fn named(
    camel: &'static str,
    snake: &'static str,
    value: impl Strategy<Value = Value>,
) -> impl Strategy<Value = Entry> {
    (any::<bool>(), value).prop_map(move |(wire, value)| Some((if wire { camel } else { snake }.to_owned(), value)))
}

fn optional(entry: impl Strategy<Value = Entry>) -> impl Strategy<Value = Entry> {
    option::of(entry).prop_map(Option::flatten)
}

/// An object of the entries, in any order, with unknown keys among them.
fn object(entries: impl Strategy<Value = Vec<Entry>>) -> impl Strategy<Value = Value> {
    let unknown = vec(("x[a-z]{0,9}", json()).prop_map(Some), 0..2);
    (entries, unknown)
        .prop_map(|(entries, unknown)| entries.into_iter().chain(unknown).flatten().collect::<Vec<_>>())
        .prop_shuffle()
        .prop_map(|entries| Value::Object(entries.into_iter().collect::<Map<_, _>>()))
}

fn string() -> impl Strategy<Value = Value> {
    text().prop_map(Value::from)
}

fn boolean() -> impl Strategy<Value = Value> {
    any::<bool>().prop_map(Value::from)
}

fn tool_call() -> impl Strategy<Value = Value> {
    let name = prop_oneof![Just("Bash".to_owned()), text()].prop_map(Value::from);
    let urls = vec(string(), 0..3).prop_map(Value::from);
    object(
        (
            named("finished", "finished", boolean()),
            named("id", "id", string()),
            named("input", "input", string()),
            optional(named("isError", "is_error", boolean())),
            named("name", "name", name),
            optional(named("result", "result", string())),
            optional(named("screenshotUrls", "screenshot_urls", urls)),
            named("type", "type", string()),
        )
            .prop_map(|(a, b, c, d, e, f, g, h)| vec![a, b, c, d, e, f, g, h]),
    )
}

fn callback_result() -> impl Strategy<Value = Value> {
    let kind = select(vec!["bash_script", "sub_agent", "send_message"]).prop_map(Value::from);
    object(
        (
            named("callbackType", "callback_type", kind),
            optional(named("exitCode", "exit_code", integer())),
            optional(named("stdout", "stdout", string())),
            named("success", "success", boolean()),
            named("toolCallId", "tool_call_id", string()),
            named("toolName", "tool_name", string()),
        )
            .prop_map(|(a, b, c, d, e, f)| vec![a, b, c, d, e, f]),
    )
}

fn message() -> impl Strategy<Value = Value> {
    let calls = vec(tool_call(), 0..3).prop_map(Value::from);
    let callbacks = vec(callback_result(), 0..3).prop_map(Value::from);
    object(
        (
            named("id", "id", string()),
            named("role", "role", string()),
            named("sessionId", "session_id", string()),
            named("userInput", "user_input", string()),
            optional(named("assistantResponse", "assistant_response", string())),
            optional(named("cost", "cost", prop_oneof![number(), Just(Value::Null)])),
            optional(named("inputTokens", "input_tokens", integer())),
            optional(named("reasoningDuration", "reasoning_duration", integer())),
            optional(named("toolCalls", "tool_calls", calls)),
            optional(named("callbackResults", "callback_results", callbacks)),
        )
            .prop_map(|(a, b, c, d, e, f, g, h, i, j)| vec![a, b, c, d, e, f, g, h, i, j]),
    )
}

/// A text, pretty or not, and with every character beyond ASCII escaped or not.
fn written(value: &Value, pretty: bool, escaped: bool) -> String {
    let text = if pretty { serde_json::to_string_pretty(value) } else { serde_json::to_string(value) };
    let text = text.unwrap_or_default();
    if !escaped {
        return text;
    }
    let escape = |char: char| match char {
        _ if char.is_ascii() => char.to_string(),
        _ => char.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect::<Vec<_>>().concat(),
    };
    text.chars().map(escape).collect()
}

/// So many, or as many as `PROPTEST_CASES` asks for.
fn cases() -> ProptestConfig {
    let default = ProptestConfig::default();
    if std::env::var_os("PROPTEST_CASES").is_some() { default } else { ProptestConfig { cases: 2000, ..default } }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn histories_are_read_as_serdes_derive_reads_them(
        messages in vec(message(), 0..4), pretty in any::<bool>(), escaped in any::<bool>(),
    ) {
        let text = written(&Value::from(messages), pretty, escaped);
        let derived: Vec<BackendMessage> = serde_json::from_str(&text).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let read = from_slice_many::<BackendMessage>(text.as_bytes());
        prop_assert_eq!(read.as_ref(), Ok(&derived));
        for naming in [Naming::Wire, Naming::Camel, Naming::Snake] {
            let again = to_string_many(&derived, naming);
            let again = from_slice_many::<BackendMessage>(again.as_bytes());
            prop_assert_eq!(again.as_ref(), Ok(&derived));
        }
    }

    /// What we accept of a damaged text, serde accepts, with the same value; and the two passes agree on the rest,
    /// which the error would tell.
    #[test]
    fn damaged_messages_are_never_read_otherwise(
        message in message(), at in any::<Index>(), byte in any::<u8>(), cut in any::<bool>(), escaped in any::<bool>(),
    ) {
        let mut text = written(&message, false, escaped).into_bytes();
        let at = at.index(text.len());
        if cut { text.truncate(at) } else if let Some(place) = text.get_mut(at) { *place = byte }
        match from_slice::<BackendMessage>(&text) {
            Ok(read) => {
                let derived = serde_json::from_slice::<BackendMessage>(&text);
                prop_assert_eq!(derived.ok(), Some(read));
            }
            Err(error) => {
                prop_assert!(!error.issues().is_empty());
                let is_bug = |issue: &Issue| issue.code == IssueCode::InternalError;
                prop_assert!(!error.issues().iter().any(is_bug), "{}", error);
            }
        }
    }

    #[test]
    fn depth_is_counted_alike(depth in MAX_DEPTH - 4..MAX_DEPTH + 4) {
        let value = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        let text = format!(r#"{{"id":"","role":"","sessionId":"","userInput":"","x":{value}}}"#);
        let read = from_slice::<BackendMessage>(text.as_bytes());
        prop_assert_eq!(read.is_ok(), depth < MAX_DEPTH);
        if let Ok(message) = read {
            prop_assert!(from_slice::<BackendMessage>(to_string(&message, Naming::Camel).as_bytes()).is_ok());
        }
    }
}
