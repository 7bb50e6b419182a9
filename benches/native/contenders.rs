//! The same histories as those of the JavaScript benchmark, and who reads them.

use std::process::Command;

use serde::{Deserialize, Serialize};

/// A history as `benches/workloads.js` has it: of text that is `ascii`, `mixed` or `cjk`, with many `escapes`, or of Chinese
/// as `python` escapes it.
///
/// # Panics
/// If there is no Node to make it.
#[must_use]
pub fn history(text: &str) -> Vec<u8> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../print-history.js");
    let output = Command::new("node").args([script, text]).output().expect("Node makes the histories");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// This crate: checked by all rules.
///
/// # Panics
/// If the history is invalid.
#[must_use]
pub fn backend_message(json: &[u8]) -> Vec<backend_message::BackendMessage> {
    backend_message::from_slice_many(json).expect("a valid history")
}

/// # Panics
/// If the history is invalid.
#[must_use]
pub fn serde_json(json: &[u8]) -> Vec<Message> {
    serde_json::from_slice(json).expect("a valid history")
}

/// It unescapes in place, and so takes bytes that it may change.
///
/// # Panics
/// If the history is invalid.
#[must_use]
pub fn simd_json(json: &mut [u8]) -> Vec<Message> {
    simd_json::from_slice(json).expect("a valid history")
}

/// # Panics
/// If the history is invalid.
#[must_use]
pub fn sonic_rs(json: &[u8]) -> Vec<Message> {
    sonic_rs::from_slice(json).expect("a valid history")
}

/// What serde's derive makes of the records as the backend writes them: one name per field, no further rules.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Message {
    pub assistant_response: Option<String>,
    pub cache_creation_tokens: Option<i64>,
    pub cache_read_tokens: Option<i64>,
    pub callback_results: Option<Vec<Callback>>,
    pub cost: Option<f64>,
    pub id: String,
    pub input_tokens: Option<i64>,
    pub model: Option<String>,
    pub output_tokens: Option<i64>,
    pub reasoning: Option<String>,
    pub reasoning_duration: Option<i64>,
    pub role: String,
    pub session_id: String,
    pub tool_calls: Option<Vec<Tool>>,
    pub user_input: String,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Tool {
    pub finished: bool,
    pub id: String,
    pub input: String,
    pub is_error: Option<bool>,
    pub name: String,
    pub result: Option<String>,
    pub screenshot_urls: Option<Vec<String>>,
    pub r#type: String,
}

#[derive(Debug, Deserialize, Serialize)]
pub struct Callback {
    pub callback_name: Option<String>,
    pub callback_type: CallbackType,
    pub error: Option<String>,
    pub exclude_from_context: Option<bool>,
    pub exit_code: Option<i64>,
    pub stderr: Option<String>,
    pub stdout: Option<String>,
    pub subagent_id: Option<String>,
    pub subagent_result: Option<String>,
    pub success: bool,
    pub tool_call_id: String,
    pub tool_name: String,
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CallbackType {
    BashScript,
    SubAgent,
    SendMessage,
}

#[cfg(test)]
mod tests {
    /// None is timed that reads something else.
    #[test]
    fn all_read_the_same() {
        for text in ["ascii", "mixed", "cjk"] {
            let json = super::history(text);
            let expected = serde_json::to_value(super::backend_message(&json)).expect("plain data");
            assert_eq!(expected.as_array().map(Vec::len), Some(1000));
            let others = [super::serde_json(&json), super::simd_json(&mut json.clone()), super::sonic_rs(&json)];
            for other in others {
                assert_eq!(camel(serde_json::to_value(other).expect("plain data")), expected);
            }
        }
    }

    /// As this crate writes by serde: names in camelCase, nothing that is absent.
    fn camel(value: serde_json::Value) -> serde_json::Value {
        use serde_json::Value;
        match value {
            Value::Array(list) => list.into_iter().map(camel).collect(),
            Value::Object(map) => map
                .into_iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(key, value)| {
                    let mut parts = key.split('_');
                    let first = parts.next().unwrap_or_default().to_owned();
                    let name = parts.fold(first, |name, part| name + &part[..1].to_uppercase() + &part[1..]);
                    (name, camel(value))
                })
                .collect(),
            other => other,
        }
    }
}
