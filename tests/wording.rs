//! What issues say: the table in `wording.json`, and nowhere else. An English pass over the messages edits that file, which
//! `UPDATE_WORDING=1` writes anew.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // so tests fail

use backend_message::{
    BackendMessage, CallbackResultData, Error, FromJson, Options, ToolCallData, UnknownKeys, from_slice_many_with,
    from_slice_with,
};
use serde_json::{Value, json};
use std::fmt::Write as _;

#[test]
fn messages_are_those_of_the_table() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/wording.json");
    let table: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let actual: Vec<Value> = table.iter().map(said).collect();
    if std::env::var_os("UPDATE_WORDING").is_some() {
        std::fs::write(path, written(&actual)).unwrap();
        return;
    }
    for (expected, actual) in table.iter().zip(&actual) {
        assert_eq!(actual, expected, "\n{}", written(std::slice::from_ref(actual)));
    }
}

/// A case with what the issues of its input say.
fn said(case: &Value) -> Value {
    let input = match (&case["input"], &case["inputHex"]) {
        (Value::String(text), _) => text.as_bytes().to_vec(),
        (_, Value::String(hex)) => hex.split(' ').map(|byte| u8::from_str_radix(byte, 16).unwrap()).collect(),
        _ => panic!("{case} has no input"),
    };
    let error = match case["record"].as_str() {
        None => read::<BackendMessage>(case, &input),
        Some("ToolCallData") => read::<ToolCallData>(case, &input),
        Some("CallbackResultData") => read::<CallbackResultData>(case, &input),
        Some(other) => panic!("no record {other}"),
    };
    let issues = error.issues().iter().map(|issue| {
        let mut said = json!({ "message": issue.message });
        for (name, text) in [("expected", &issue.expected), ("received", &issue.received), ("hint", &issue.hint)] {
            if let Some(text) = text {
                said[name] = text.as_str().into();
            }
        }
        said
    });
    let mut case = case.clone();
    case["issues"] = issues.collect();
    case
}

fn read<T: FromJson + std::fmt::Debug>(case: &Value, input: &[u8]) -> Error {
    let unknown_keys = if case["unknownKeys"] == "reject" { UnknownKeys::Reject } else { UnknownKeys::Strip };
    let options = Options::new().unknown_keys(unknown_keys);
    if case["method"] == "parseMany" {
        from_slice_many_with::<T>(input, options).unwrap_err()
    } else {
        from_slice_with::<T>(input, options).unwrap_err()
    }
}

/// A line for the input of each case, and one for each issue.
fn written(cases: &[Value]) -> String {
    let mut out = String::from("[\n");
    for (count, case) in cases.iter().enumerate() {
        let mut members = Vec::new();
        for (name, value) in case.as_object().unwrap().iter().filter(|(name, _)| *name != "issues") {
            members.push(format!("\"{name}\": {value}"));
        }
        let issues: Vec<String> =
            case["issues"].as_array().unwrap().iter().map(|issue| format!("    {issue}")).collect();
        let end = if count + 1 == cases.len() { "" } else { "," };
        writeln!(out, "  {{ {}, \"issues\": [\n{}\n  ] }}{end}", members.join(", "), issues.join(",\n")).unwrap();
    }
    out + "]\n"
}
