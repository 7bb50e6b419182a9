//! All of JSON's grammar: the texts of `tests/conformance`, with serde_json for an oracle. Their README tells how.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // so tests fail

use std::fs;
use std::path::{Path, PathBuf};

use backend_message::{
    BackendMessage, CallbackResultData, Error, FromJson, IssueCode, Json, Options, ToolCallData, Unknown, UnknownKeys,
    from_slice_with,
};
use serde::Serialize;
use serde_json::Value;

const SYNTAX: [IssueCode; 4] =
    [IssueCode::InvalidJson, IssueCode::UnexpectedEnd, IssueCode::TrailingData, IssueCode::InvalidUtf8];
const LIMITS: [IssueCode; 3] = [IssueCode::TooDeep, IssueCode::LoneSurrogate, IssueCode::NumberOutOfRange];

#[test]
fn texts_of_the_grammar_are_accepted() {
    run("accept", 300);
}

#[test]
fn other_texts_are_refused() {
    run("reject", 700);
}

#[test]
fn what_the_grammar_leaves_open_has_the_documented_limits() {
    run("implementation-defined", 50);
}

fn run(verdict: &str, least: usize) {
    let limits: Vec<Value> = serde_json::from_slice(&fs::read(corpus().join("limits.json")).unwrap()).unwrap();
    let mut wrong = Vec::new();
    let mut count = 0;
    for entry in fs::read_dir(corpus().join(verdict)).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let limit = limits.iter().find(|limit| {
            verdict == "implementation-defined" && name.starts_with(&format!("{}-", limit["files"].as_str().unwrap()))
        });
        let text = Text { verdict, bytes: fs::read(&path).unwrap(), limit };
        wrong.extend(text.check().into_iter().map(|line| format!("{verdict}/{name} {line}")));
        count += 1;
    }
    assert!(count >= least, "only {count} texts were found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance")
}

struct Text<'a> {
    verdict: &'a str,
    bytes: Vec<u8>,
    limit: Option<&'a Value>,
}

/// What is wrong, if anything.
type Wrong = Option<String>;

const MESSAGE: &str = r#""id":"","role":"","sessionId":"","userInput":"""#;
const CALL: &str = r#""finished":true,"id":"","input":"","name":"","type":"""#;
const RESULT: &str = r#""callbackType":"sub_agent","success":true,"toolCallId":"","toolName":"""#;

impl Text<'_> {
    fn check(&self) -> Vec<String> {
        let expected = self.limit.map_or(self.verdict, |limit| limit["serde_json"].as_str().unwrap());
        let mut wrong = Vec::new();
        let accepted = serde_json::from_slice::<Value>(&self.bytes).is_ok();
        if accepted != (expected == "accept") {
            wrong.push(format!("is {} serde_json", if accepted { "accepted by" } else { "refused by" }));
        }
        let is_string = self.bytes.first() == Some(&b'"');
        let mut add = |place: &str, line: Wrong| wrong.extend(line.map(|line| format!("{place}: {line}")));

        add("as a document", self.field::<BackendMessage>("", "", ""));
        for (field, rest) in [
            ("userInput", r#""id":"","role":"","sessionId":"""#),
            ("model", MESSAGE),
            ("cost", MESSAGE),
            ("inputTokens", MESSAGE),
            ("toolCalls", MESSAGE),
        ] {
            add(field, self.field::<BackendMessage>(field, &format!("{{\"{field}\":"), &format!(",{rest}}}")));
        }
        for (field, rest) in [
            ("finished", r#""id":"","input":"","name":"","type":"""#),
            ("name", r#""finished":true,"id":"","input":"","type":"""#),
            ("screenshotUrls", CALL),
        ] {
            add(field, self.field::<ToolCallData>(field, &format!("{{{rest},\"{field}\":"), "}"));
        }
        let rest = r#"{"success":true,"toolCallId":"","toolName":"","callbackType":"#;
        add("callbackType", self.field::<CallbackResultData>("callbackType", rest, "}"));

        for keys in [UnknownKeys::Strip, UnknownKeys::Keep, UnknownKeys::Reject] {
            let place = format!("as an unknown key's value, {keys:?}");
            add(&place, self.unknown::<BackendMessage>(keys, &format!("{{{MESSAGE},\"x\":"), "}"));
            add(&place, self.unknown::<CallbackResultData>(keys, "{\"x\":", &format!(",{RESULT}}}")));
            add(&place, self.unknown::<ToolCallData>(keys, &format!("{{{CALL},\"x\":[{{\"y\":"), "}]}"));
            if is_string {
                add("as an unknown key", self.unknown::<ToolCallData>(keys, &format!("{{{CALL},"), ":0}"));
            }
        }
        wrong
    }

    /// As the value of a known field: it may not fit there, and then is no syntax error all the same.
    fn field<T: Holds>(&self, field: &str, before: &str, after: &str) -> Wrong {
        let whole = self.within(before, after);
        let outcome = from_slice_with::<T>(&whole, Options::new().max_issues(usize::MAX));
        let read = match self.verdict(&whole, before, outcome) {
            Ok(read) => read,
            Err(wrong) => return wrong,
        };
        let oracle: Value = serde_json::from_slice(&whole).unwrap_or_default();
        let value = &oracle[field];
        let fits = match field {
            "userInput" | "name" => value.is_string(),
            "model" => value.is_null() || value.is_string(),
            "cost" => value.is_null() || value.is_number(),
            "inputTokens" => value.is_null() || value.as_f64().is_some_and(is_safe_integer),
            "toolCalls" => value.is_null() || value.as_array().is_some_and(Vec::is_empty),
            "screenshotUrls" => {
                value.is_null() || value.as_array().is_some_and(|list| list.iter().all(Value::is_string))
            }
            "finished" => value.is_boolean(),
            _ => false,
        };
        match read {
            None => fits.then(|| "refused, although it fits".to_owned()),
            Some(_) if !fits => Some("accepted, although it does not fit".to_owned()),
            Some(read) => {
                let read = serde_json::to_value(&read).unwrap();
                (!same(&read[field], value)).then(|| format!("read as {}, not {value}", read[field]))
            }
        }
    }

    /// As the value of an unknown key, or the key itself: kept, it has the value that serde_json gives.
    fn unknown<T: Holds>(&self, keys: UnknownKeys, before: &str, after: &str) -> Wrong {
        let whole = self.within(before, after);
        let options = Options::new().unknown_keys(keys).max_issues(usize::MAX);
        let read = match self.verdict(&whole, before, from_slice_with::<T>(&whole, options)) {
            Ok(read) => read,
            Err(wrong) => return wrong,
        };
        let Some(read) = read else {
            return (keys != UnknownKeys::Reject).then(|| "refused, although it is JSON".to_owned());
        };
        if keys == UnknownKeys::Strip {
            return (!read.unknown().is_empty()).then(|| "kept, although it should be stripped".to_owned());
        }
        let oracle: Value = serde_json::from_slice(&whole).unwrap();
        read.unknown().iter().find_map(|(key, value)| {
            let expected = oracle.get(key)?;
            (!equal(value, expected)).then(|| format!("{key:?} is kept as {value:?}, not {expected}"))
        })
    }

    fn within(&self, before: &str, after: &str) -> Vec<u8> {
        [before.as_bytes(), &self.bytes, after.as_bytes()].concat()
    }

    /// What was read where the text holds as JSON, `None` where it does but does not fit; else what is wrong, if anything.
    fn verdict<T>(&self, whole: &[u8], before: &str, outcome: Result<T, Error>) -> Result<Option<T>, Wrong> {
        let codes: Vec<IssueCode> = match &outcome {
            Ok(_) => Vec::new(),
            Err(error) => error.issues().iter().map(|issue| issue.code).collect(),
        };
        let syntax = codes.iter().filter(|code| SYNTAX.contains(code)).count();
        let limit = self.limit.filter(|limit| limit["where"] == "everywhere" || before.is_empty());
        let contract = limit.map(|limit| limit["contract"].as_str().unwrap());
        let wrong = |what: &str| Err(Some(format!("{what}: {codes:?}")));
        match contract {
            Some("accept") => {}
            Some(code) => {
                // A value of a wrong type is that alone; what is inside of it is checked all the same.
                let is_reported = codes.iter().any(|found| found.as_str() == code || *found == IssueCode::InvalidType);
                return if is_reported && syntax == 0 { Err(None) } else { wrong("not refused for its limit") };
            }
            None if serde_json::from_slice::<Value>(whole).is_err() => {
                let ended = codes.last().is_some_and(|code| SYNTAX.contains(code));
                return if ended && syntax == 1 { Err(None) } else { wrong("no JSON, but not refused as such") };
            }
            None => {}
        }
        if syntax > 0 || codes.iter().any(|code| LIMITS.contains(code)) {
            return wrong("refused, although it is JSON");
        }
        Ok(outcome.ok())
    }
}

trait Holds: FromJson + Serialize {
    fn unknown(&self) -> &Unknown;
}

impl Holds for BackendMessage {
    fn unknown(&self) -> &Unknown {
        &self.unknown
    }
}

impl Holds for ToolCallData {
    fn unknown(&self) -> &Unknown {
        &self.unknown
    }
}

impl Holds for CallbackResultData {
    fn unknown(&self) -> &Unknown {
        &self.unknown
    }
}

fn is_safe_integer(number: f64) -> bool {
    number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_991.0
}

/// Equal as JavaScript has it: numbers are doubles. Rust's integers have no minus zero.
fn same(read: &Value, expected: &Value) -> bool {
    match (read.as_f64(), expected.as_f64()) {
        (Some(read), Some(expected)) => read == expected,
        _ => read == expected,
    }
}

fn equal(kept: &Json, expected: &Value) -> bool {
    match (kept, expected) {
        (Json::Null, Value::Null) => true,
        (Json::Boolean(kept), Value::Bool(expected)) => kept == expected,
        (Json::Number(kept), Value::Number(expected)) => Some(kept.to_bits()) == expected.as_f64().map(f64::to_bits),
        (Json::String(kept), Value::String(expected)) => kept == expected,
        (Json::Array(kept), Value::Array(expected)) => {
            kept.len() == expected.len() && kept.iter().zip(expected).all(|(kept, expected)| equal(kept, expected))
        }
        (Json::Object(kept), Value::Object(expected)) => {
            let found = |(key, kept): &(String, Json)| expected.get(key).is_some_and(|expected| equal(kept, expected));
            kept.len() == expected.len() && kept.iter().all(found)
        }
        _ => false,
    }
}
