//! The verdict, the value and every issue against serde_json, which knows the grammar, and serde's derive, which knows
//! the records. The fast pass against the diagnosing pass comes with it: where only one of them refuses, the error says so.

use backend_message::{BackendMessage, Issue, IssueCode, Options, PathSegment, from_slice_many_with, from_slice_with};
use serde_json::Value;

pub fn check(text: &[u8]) {
    let options = Options::new().max_issues(usize::MAX);
    // The one deviation of grammar: a byte order mark is skipped.
    let plain = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
    let oracle = serde_json::from_slice::<Value>(plain);
    match from_slice_with::<BackendMessage>(text, options) {
        Ok(read) => {
            let derived = serde_json::from_slice::<BackendMessage>(plain);
            assert_eq!(derived.ok(), Some(read));
        }
        Err(error) if error.is_truncated() => {}
        Err(error) => refusal(error.issues(), oracle.as_ref().ok(), text),
    }
    if !plain.trim_ascii_start().starts_with(b"[") {
        return;
    }
    match from_slice_many_with::<BackendMessage>(text, options) {
        Ok(read) => assert_eq!(arrays::<BackendMessage>(plain), Some(read)),
        Err(error) if error.is_truncated() => {}
        Err(error) => refusal(error.issues(), arrays(plain).map(Value::Array).as_ref(), text),
    }
}

/// The elements of arrays that stand one after another.
fn arrays<T: serde::de::DeserializeOwned>(text: &[u8]) -> Option<Vec<T>> {
    let arrays = serde_json::Deserializer::from_slice(text).into_iter::<Vec<T>>();
    arrays.collect::<Result<Vec<_>, _>>().ok().map(|arrays| arrays.into_iter().flatten().collect())
}

/// Every issue must be true of the text as serde_json has it.
fn refusal(issues: &[Issue], oracle: Option<&Value>, text: &[u8]) {
    let has = |code| issues.iter().any(|issue: &Issue| issue.code == code);
    let is_json = !issues.iter().any(|issue| {
        matches!(
            issue.code,
            IssueCode::InvalidJson
                | IssueCode::UnexpectedEnd
                | IssueCode::TrailingData
                | IssueCode::InvalidUtf8
                // JSON, but not to serde_json either.
                | IssueCode::TooDeep
                | IssueCode::LoneSurrogate
                | IssueCode::NumberOutOfRange
        )
    });
    let Some(value) = oracle else {
        // serde_json stops a level earlier, and refuses a number out of range even where none belongs.
        let brackets = text.iter().filter(|byte| matches!(byte, b'[' | b'{')).count();
        assert!(!is_json || has(IssueCode::InvalidType) || brackets >= 127, "refused as JSON: {issues:?}");
        return;
    };
    assert!(is_json, "refused as no JSON: {issues:?}");
    if has(IssueCode::DuplicateKey) {
        return; // of which serde_json keeps the last
    }
    for issue in issues {
        let found = look_up(value, &issue.path);
        match issue.code {
            IssueCode::MissingField => assert!(matches!(found, None | Some(Value::Null)), "{issue}"),
            // Some say more of it, as `error object`.
            IssueCode::InvalidType => {
                let mut words = issue.received.iter().flat_map(|received| received.split(' '));
                assert!(words.any(|word| Some(word) == found.map(noun)), "{issue}");
            }
            IssueCode::NotInteger => assert!(number(found).is_some_and(|number| number.fract() != 0.0), "{issue}"),
            IssueCode::UnsafeInteger => {
                assert!(number(found).is_some_and(|number| number.abs() > 9_007_199_254_740_991.0), "{issue}");
            }
            IssueCode::InvalidEnum => {
                let member = |name| matches!(name, "bash_script" | "sub_agent" | "send_message");
                assert!(found.and_then(Value::as_str).is_some_and(|name| !member(name)), "{issue}");
            }
            _ => panic!("{issue} under the default options"),
        }
    }
}

fn look_up<'a>(value: &'a Value, path: &[PathSegment]) -> Option<&'a Value> {
    path.iter().try_fold(value, |value, segment| match segment {
        PathSegment::Key(key) => value.get(key),
        PathSegment::Index(index) => value.get(usize::try_from(*index).ok()?),
    })
}

fn number(value: Option<&Value>) -> Option<f64> {
    value.and_then(Value::as_f64)
}

fn noun(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
