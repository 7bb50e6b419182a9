//! The table of inputs and outcomes in `tests/cases`, which Node and the browsers run as well.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // so tests fail

use backend_message::{
    BackendMessage, CallbackResultData, CallbackType, Error, FromJson, Issue, IssueCode, Json, MAX_ISSUES, Naming,
    Options, Role, ToJson, ToolCallData, ToolName, UnknownKeys, from_slice_many_with, from_slice_with, required,
    to_string, to_string_many,
};
use serde::Serialize;
use serde_json::{Value, json};

macro_rules! table {
    ($($file:literal)+) => {
        const TABLE: &[(&str, &str)] = &[$(($file, include_str!(concat!("cases/", $file, ".json")))),+];
    };
}

// `string-arguments` is about JavaScript strings alone.
table! {
    "byte-order-mark" "depth" "dialects" "duplicates" "enums" "issue-order" "keys" "limits" "many-syntax" "many"
    "numbers" "positions" "required-and-optional" "strings" "surrogates" "syntax" "trailing-data" "types"
    "unexpected-end" "unknown-keys" "utf8" "white-space"
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn every_case_of_the_table_comes_out_as_it_says() {
    let mut failures = Vec::new();
    let mut count = 0;
    for (file, text) in TABLE {
        let cases: Vec<Value> = serde_json::from_str(text).unwrap_or_else(|error| panic!("{file}: {error}"));
        for case in &cases {
            count += 1;
            let expected = expected(case);
            let actual = actual(case);
            if expected != actual {
                failures.push(format!("{file}: {}\n  expected {expected}\n  actual   {actual}", case["name"]));
            }
        }
    }
    assert!(count > 1000, "only {count} cases were found");
    assert!(failures.is_empty(), "{} of {count} cases failed:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn a_flood_of_issues_is_cut_off() {
    let text = "{}\n".repeat(100_000);
    let options = Options::new().max_issues(usize::MAX);
    let error = from_slice_many_with::<BackendMessage>(text.as_bytes(), options).unwrap_err();
    assert_eq!(error.issues().len(), MAX_ISSUES);
    assert!(error.is_truncated());
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn the_table_lists_every_file() {
    let mut files: Vec<String> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases"))
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().to_str()?.strip_suffix(".json").map(str::to_owned))
        .filter(|file| file != "string-arguments")
        .collect();
    files.sort();
    let mut listed: Vec<&str> = TABLE.iter().map(|(file, _)| *file).collect();
    listed.sort_unstable();
    assert_eq!(files, listed);
}

/// The outcome a case states, in the form that [`outcome`] gives.
fn expected(case: &Value) -> Value {
    if let Some(value) = case.get("value") {
        return json!({ "value": plain(value) });
    }
    json!({ "issues": case["issues"], "truncated": case.get("truncated").unwrap_or(&json!(false)) })
}

fn actual(case: &Value) -> Value {
    let input = input(case);
    let options = options(&case["options"]);
    let many = case["method"] == "parseMany";
    match case["record"].as_str() {
        Some("BackendMessage") => outcome::<BackendMessage>(&input, many, options),
        Some("ToolCallData") => outcome::<ToolCallData>(&input, many, options),
        Some("CallbackResultData") => outcome::<CallbackResultData>(&input, many, options),
        other => panic!("{}: no record {other:?}", case["name"]),
    }
}

fn outcome<T: FromJson + ToJson + Serialize + PartialEq + std::fmt::Debug>(
    input: &[u8],
    many: bool,
    options: Options,
) -> Value {
    let result = if many {
        from_slice_many_with::<T>(input, options)
    } else {
        from_slice_with::<T>(input, options).map(|value| vec![value])
    };
    match result {
        Ok(values) => {
            for naming in [Naming::Wire, Naming::Camel, Naming::Snake] {
                let text = to_string_many(&values, naming);
                let again = from_slice_many_with::<T>(text.as_bytes(), options);
                assert_eq!(again.as_ref().ok(), Some(&values), "written and read again: {text}");
            }
            // Through text, as some values are written as the number of another type: 5 for 5.0.
            let text = serde_json::to_string(&values).unwrap();
            let mut values: Value = serde_json::from_str(&text).unwrap();
            json!({ "value": plain(&if many { values } else { values[0].take() }) })
        }
        Err(error) => {
            assert!(!error.issues().is_empty());
            for issue in error.issues() {
                let position = issue.position.unwrap();
                let place = format!("{}:{}", position.line, position.column);
                assert!(error.pretty().contains(&place), "{place} is not in:\n{}", error.pretty());
                assert_end(issue, input);
            }
            issues(&error)
        }
    }
}

fn issues(error: &Error) -> Value {
    let issue = |issue: &Issue| {
        let Value::Object(mut issue) = serde_json::to_value(issue).unwrap() else { panic!("an issue is an object") };
        for elsewhere in ["message", "expected", "received", "hint", "endOffset", "endIndex"] {
            issue.remove(elsewhere);
        }
        Value::Object(issue)
    };
    json!({ "issues": error.issues().iter().map(issue).collect::<Vec<_>>(), "truncated": error.is_truncated() })
}

/// What an issue marks is a whole value, key, escape, character or malformed sequence, by its code.
fn assert_end(issue: &Issue, input: &[u8]) {
    let (start, end) = (issue.position.unwrap(), issue.end.unwrap());
    let marked = &input[usize::try_from(start.offset).unwrap()..usize::try_from(end.offset).unwrap()];
    let text = String::from_utf8_lossy(marked);
    assert_eq!(end.index - start.index, utf16_length(marked), "{issue} marks {text}");
    let is_as_it_should = match issue.code {
        IssueCode::UnexpectedEnd => marked.is_empty() && start.offset as usize == input.len(),
        IssueCode::InvalidUtf8 => std::str::from_utf8(marked).is_err() && marked.len() <= 4,
        IssueCode::InvalidJson if text.chars().count() > 1 => {
            // A whole word that stands where something else is expected.
            text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$'))
        }
        IssueCode::InvalidJson | IssueCode::TrailingData | IssueCode::TooDeep => text.chars().count() == 1,
        IssueCode::LoneSurrogate => marked.starts_with(b"\\u") && marked.len() == 6,
        IssueCode::UnknownKey | IssueCode::DuplicateKey => marked.starts_with(b"\"") && is_value(&text),
        // Of a value that a syntax error breaks off, what was read.
        _ if issue.code == IssueCode::InvalidType && marked.starts_with(b"[") => true,
        _ if issue.code == IssueCode::InvalidType && marked.starts_with(b"{") => true,
        _ => is_value(&text),
    };
    assert!(is_as_it_should, "{issue} marks {text}");
}

/// Half a surrogate pair in an escape, and numbers beyond doubles, are values here.
fn is_value(text: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

/// A byte that is part of no character counts nothing unless it begins one.
fn utf16_length(bytes: &[u8]) -> u64 {
    bytes.iter().map(|&byte| u64::from(byte & 0xC0 != 0x80) + u64::from(byte >= 0xF0)).sum()
}

fn input(case: &Value) -> Vec<u8> {
    if let Some(text) = case["input"].as_str() {
        return text.as_bytes().to_vec();
    }
    if let Some(hex) = case["inputHex"].as_str() {
        let digits: Vec<u8> = hex.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
        let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
        return digits.chunks(2).map(byte).collect();
    }
    let repeat = &case["repeat"];
    let part = |name: &str| repeat[name].as_str().unwrap_or_default();
    let count = usize::try_from(repeat["count"].as_u64().unwrap()).unwrap();
    format!("{}{}{}", part("prefix"), part("unit").repeat(count), part("suffix")).into_bytes()
}

fn options(options: &Value) -> Options {
    let unknown_keys = match options["unknownKeys"].as_str() {
        None | Some("strip") => UnknownKeys::Strip,
        Some("keep") => UnknownKeys::Keep,
        Some("reject") => UnknownKeys::Reject,
        Some(other) => panic!("no such option: {other}"),
    };
    let max_issues = options["maxIssues"].as_u64().map_or(100, |max| usize::try_from(max).unwrap());
    Options::new().unknown_keys(unknown_keys).max_issues(max_issues)
}

/// Numbers as doubles, so that 5 equals 5.0; minus zero as zero, since Rust's integers have none.
fn plain(value: &Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_f64().unwrap() + 0.0),
        Value::Array(elements) => elements.iter().map(plain).collect(),
        Value::Object(entries) => match entries.get("$number").and_then(Value::as_str) {
            Some(number) => json!(number.parse::<f64>().unwrap() + 0.0),
            None => Value::Object(entries.iter().map(|(key, value)| (key.clone(), plain(value))).collect()),
        },
        other => other.clone(),
    }
}

#[test]
fn many_unknown_keys_are_kept_without_looking_through_those_before() {
    let keys: Vec<String> = (0..200_000).map(|index| format!("\"k{index}\":{index}")).collect();
    let keys = keys.join(",");
    let text = format!(r#"{{"id":"1","role":"r","sessionId":"s","userInput":"","x":{{{keys}}},{keys},"k0":"last"}}"#);
    let options = Options::new().unknown_keys(UnknownKeys::Keep);
    let message: BackendMessage = from_slice_with(text.as_bytes(), options).unwrap();
    assert_eq!(message.unknown.len(), 200_001);
    assert_eq!(message.unknown.iter().nth(1), Some(("k0", &Json::String("last".to_owned()))));
}

#[test]
fn a_tool_name_is_equal_to_itself_however_it_was_made() {
    assert_eq!(ToolName::Other("Bash".to_owned()), ToolName::from("Bash"));
    assert_ne!(ToolName::from("bash"), ToolName::from("Bash"));
}

#[test]
fn infinite_numbers_are_left_out() {
    let mut message = BackendMessage::new(required::BackendMessage {
        id: "1".to_owned(),
        role: Role::User,
        session_id: "s".to_owned(),
        user_input: "Hello".to_owned(),
    });
    message.cost = Some(f64::NAN);
    assert_eq!(to_string(&message, Naming::Camel), r#"{"id":"1","role":"user","sessionId":"s","userInput":"Hello"}"#);
}

#[test]
fn serde_takes_a_callback_type_as_a_string_only() {
    assert!(serde_json::from_str::<CallbackType>(r#""bash_script""#).is_ok());
    assert!(serde_json::from_str::<CallbackType>(r#"{"bash_script":null}"#).is_err());
    assert!(serde_json::from_str::<CallbackType>(r#""bash""#).is_err());
}
