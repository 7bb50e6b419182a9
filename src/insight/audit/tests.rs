use serde_json::{Value, json};

use super::*;
use crate::model::issue::PathSegment;
use crate::model::options::MalformedUnicode;
use crate::model::tool::TOOLS;

/// A message with these fields besides the required ones, of which it may replace some.
fn message(fields: &Value) -> Value {
    let mut message = json!({ "id": "m", "role": "assistant", "sessionId": "s", "userInput": "" });
    message.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    message
}

fn call(fields: &Value) -> Value {
    let mut call = json!({ "id": "c", "name": "Bash", "type": "", "input": "", "finished": true });
    call.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    call
}

fn callback(fields: &Value) -> Value {
    let mut callback = json!({ "callbackType": "bash_script", "success": true, "toolCallId": "c", "toolName": "Bash" });
    callback.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    callback
}

/// What is found in the messages, as code and pointer; every finding must stand where its pointer leads.
fn found(messages: &[Value]) -> Vec<(&'static str, String)> {
    let mut audits = Vec::new();
    let lines: Vec<_> = messages.iter().map(Value::to_string).collect();
    for text in [json!(messages).to_string(), lines.join("\r\n ")] {
        let findings = audit(text.as_bytes());
        for finding in &findings {
            points_at_its_value(finding, &json!(messages), &text);
        }
        audits.push(findings.iter().map(|finding| (finding.code.as_str(), finding.pointer())).collect::<Vec<_>>());
    }
    assert_eq!(audits[0], audits[1], "as an array, and one after another");
    audits.swap_remove(0)
}

fn points_at_its_value(finding: &Finding, messages: &Value, text: &str) {
    let value = messages.pointer(&finding.pointer()).unwrap();
    let offset = finding.position.unwrap().offset as usize;
    if finding.code == FindingCode::InvalidInput {
        return; // looked at below
    }
    let mut values = serde_json::Deserializer::from_str(&text[offset..]).into_iter::<Value>();
    assert_eq!(&values.next().unwrap().unwrap(), value, "{finding:?}");
}

fn nothing(messages: &[Value]) {
    assert_eq!(found(messages), []);
}

fn one(messages: &[Value], code: FindingCode, pointer: &str) {
    assert_eq!(found(messages), [(code.as_str(), pointer.to_owned())]);
}

#[test]
fn roles() {
    for role in ["user", "assistant", "tool", "t\u{6f}ol"] {
        nothing(&[message(&json!({ "role": role }))]);
    }
    for role in ["", "User", "system", "é"] {
        one(&[message(&json!({ "role": role }))], FindingCode::UnknownRole, "/0/role");
    }
}

#[test]
fn numbers_below_zero() {
    nothing(&[message(&json!({ "cost": 0.0, "inputTokens": 0, "reasoningDuration": -0.0 }))]);
    for field in ["cacheCreationTokens", "cacheReadTokens", "cost", "inputTokens", "outputTokens", "reasoningDuration"]
    {
        one(&[message(&json!({ (field): -1 }))], FindingCode::NegativeNumber, &format!("/0/{field}"));
    }
    one(&[message(&json!({ "cost": -3e-7 }))], FindingCode::NegativeNumber, "/0/cost");
    nothing(&[message(
        &json!({ "toolCalls": [call(&json!({}))], "callbackResults": [callback(&json!({ "exitCode": -9 }))] }),
    )]);
}

#[test]
fn ids_of_messages() {
    nothing(&[message(&json!({})), message(&json!({ "id": "n" })), message(&json!({ "id": "M" }))]);
    let twice = [message(&json!({})), message(&json!({ "id": "n" })), message(&json!({ "sessionId": "t" }))];
    one(&twice, FindingCode::DuplicateMessageId, "/2/id");
    // The same command may be given twice.
    let command = json!({ "id": "cmd-context", "sessionId": "" });
    nothing(&[message(&command), message(&command)]);
    let stored = json!({ "id": "cmd-context" });
    one(&[message(&stored), message(&stored)], FindingCode::DuplicateMessageId, "/1/id");
}

#[test]
fn ids_of_tool_calls() {
    let calls = |session: &str, id: &str, calls: &[&str]| {
        let calls: Vec<_> = calls.iter().map(|id| call(&json!({ "id": id }))).collect();
        message(&json!({ "id": id, "sessionId": session, "toolCalls": calls }))
    };
    nothing(&[calls("s", "1", &["a", "b"]), calls("t", "2", &["a"])]);
    one(&[calls("s", "1", &["a", "b", "a"])], FindingCode::DuplicateToolCallId, "/0/toolCalls/2/id");
    one(
        &[calls("s", "1", &["a"]), calls("s", "2", &["b", "a"])],
        FindingCode::DuplicateToolCallId,
        "/1/toolCalls/1/id",
    );
}

#[test]
fn callbacks_and_their_calls() {
    let calls = message(&json!({ "toolCalls": [call(&json!({}))] }));
    let row = |session: &str, id: &str| {
        message(
            &json!({ "id": "row", "sessionId": session, "role": "tool", "callbackResults": [callback(&json!({ "toolCallId": id }))] }),
        )
    };
    nothing(&[calls.clone(), row("s", "c")]);
    nothing(&[row("s", "c"), calls.clone()]);
    nothing(&[message(&json!({ "toolCalls": [call(&json!({}))], "callbackResults": [callback(&json!({}))] }))]);
    let pointer = "/1/callbackResults/0/toolCallId";
    one(&[calls.clone(), row("s", "d")], FindingCode::CallbackWithoutCall, pointer);
    one(&[calls, row("t", "c")], FindingCode::CallbackWithoutCall, pointer);
}

#[test]
fn calls_that_have_not_ended() {
    let open = message(&json!({ "toolCalls": [call(&json!({ "finished": false }))] }));
    let other = |session: &str| message(&json!({ "id": "n", "sessionId": session }));
    nothing(std::slice::from_ref(&open));
    nothing(&[other("s"), open.clone(), message(&json!({ "id": "o", "sessionId": "t" }))]);
    one(&[open, other("s")], FindingCode::UnfinishedCall, "/0/toolCalls/0/finished");
}

#[test]
fn calls_that_failed() {
    let failed = |fields: &Value| message(&json!({ "toolCalls": [call(fields)] }));
    nothing(&[failed(&json!({ "isError": true, "result": "why" }))]);
    nothing(&[failed(&json!({ "isError": false }))]);
    let pointer = "/0/toolCalls/0/isError";
    one(&[failed(&json!({ "isError": true }))], FindingCode::FailedWithoutResult, pointer);
    one(&[failed(&json!({ "isError": true, "result": "" }))], FindingCode::FailedWithoutResult, pointer);
}

#[test]
fn names_of_tools() {
    let named = |name: &str| [message(&json!({ "toolCalls": [call(&json!({ "name": name }))] }))];
    for name in [
        "Bash",
        "Task",
        "Browser",
        "Notify",
        "WebFetch",
        "github_create_issue",
        "a_b",
        "_a_b",
        "é_é",
        "my-server_my.tool",
    ] {
        nothing(&named(name));
    }
    let pointer = "/0/toolCalls/0/name";
    for tool in TOOLS {
        for name in tool.former {
            one(&named(name), FindingCode::LegacyToolName, pointer);
        }
    }
    for name in ["PythonExecution", "ls"] {
        one(&named(name), FindingCode::LegacyToolName, pointer);
    }
    for name in ["", "browser", "BASH", "_", "a_", "_a", "a b_c", "é", "a\u{0}_b"] {
        one(&named(name), FindingCode::UnknownToolName, pointer);
    }
    for (name, message) in [
        ("media_showcase", "\"media_showcase\" is an older name of Show"),
        ("fetch", "\"fetch\" is an older name of WebFetch"),
        ("ls", "\"ls\" is the name of a retired tool"),
        ("Ls", "\"Ls\" is neither a tool of the backend nor named like one of an MCP server"),
    ] {
        let text = json!(named(name)).to_string();
        assert_eq!(audit(text.as_bytes())[0].message, message);
    }
}

#[test]
fn inputs() {
    let of = |input: &str, finished: bool| {
        message(&json!({ "toolCalls": [call(&json!({ "input": input, "finished": finished }))] }))
    };
    for input in ["", "{}", " {\"a\": [1, \"\\ud800\", 1e999]}\n", "5", "null", "\"\"", &"[".repeat(200)] {
        nothing(&[of(input, true)]);
    }
    let pointer = "/0/toolCalls/0/input";
    for input in ["{", "{}}", "text", "{'a':1}", " ", "\"a\nb\"", "[1,]", "01", "-", "\u{feff}{}"] {
        one(&[of(input, true)], FindingCode::InvalidInput, pointer);
    }
    // Cut short while the call is under way is as it should be; wrong is wrong.
    for input in ["{", "{\"a\": \"b", "-", " ", "[tr"] {
        nothing(&[of(input, false)]);
    }
    for input in ["{}}", "text", "{\"a\" \"b"] {
        one(&[of(input, false)], FindingCode::InvalidInput, pointer);
    }
}

/// By hand, as the places are what matters: each input as it stands in the text, and where in that its error is.
#[test]
fn positions_in_an_input_account_for_escapes() {
    for (input, at) in [
        (r"x", 0),
        (r#"{\"a\" \"b\"}"#, 7),
        (r#"{\"a\": \"\\x\"}"#, 12),
        (r#"{\"a\": \"\\u00zz\"}"#, 15),
        (r#"\"\u00e9é😀\ud83d\ude00\n\""#, 26),
        (r#"{\"a\": 1"#, 9),
        (r"\u007b\u007d\u007d", 12),
        (r#"[\"\\\\\", é]"#, 11),
    ] {
        let before = "[\n\r\n{\"id\":\"é\",\"role\":\"tool\",\"session_id\":\"😀\",\"userInput\":\"\",\"tool_calls\":[{\"finished\":true,\"id\":\"\",\"type\":\"\",\"name\":\"Bash\",\"input\":\"";
        let text = format!("{before}{input}\"}}]}}]");
        let findings = audit(text.as_bytes());
        assert_eq!(findings.len(), 1, "{input}");
        let position = findings[0].position.unwrap();
        let offset = before.len() + at;
        assert_eq!(position.offset as usize, offset, "{input}");
        assert_eq!(position.index as usize, text[..offset].encode_utf16().count());
        assert_eq!(position.line, 3);
        assert_eq!(position.column as usize, text[4..offset].encode_utf16().count() + 1);
        assert_eq!(findings[0].code, FindingCode::InvalidInput);
        assert_eq!(findings[0].pointer(), "/0/tool_calls/0/input");
    }
}

#[test]
fn token_counts_that_contradict() {
    nothing(&[message(
        &json!({ "cacheCreationTokens": 5, "inputTokens": 5, "cacheReadTokens": 1, "outputTokens": 2 }),
    )]);
    nothing(&[message(&json!({ "cacheCreationTokens": 5, "cacheReadTokens": 5 }))]);
    one(
        &[message(&json!({ "cacheCreationTokens": 6, "inputTokens": 5 }))],
        FindingCode::CacheCreationNotIncluded,
        "/0/cacheCreationTokens",
    );
    one(
        &[message(&json!({ "cacheReadTokens": 6, "outputTokens": 5 }))],
        FindingCode::CacheReadNotIncluded,
        "/0/cacheReadTokens",
    );
}

/// As many suspicions as one message can give cause to.
fn suspicious() -> Vec<Value> {
    let message = message(&json!({
        "role": "bot", "cost": -1, "inputTokens": -5, "outputTokens": 1, "cacheCreationTokens": 7, "cacheReadTokens": 9,
        "toolCalls": [call(&json!({ "name": "bash", "input": "{", "isError": true })), call(&json!({ "finished": false }))],
        "callbackResults": [callback(&json!({ "toolCallId": "d" }))],
    }));
    vec![message.clone(), message]
}

#[test]
fn findings_come_in_the_order_of_the_source() {
    let all = found(&suspicious());
    assert_eq!(all.len(), 23);
    let mut codes: Vec<_> = all.iter().map(|(code, _)| *code).collect();
    codes.sort_unstable();
    codes.dedup();
    // All but the one whose opposite is there.
    assert_eq!(codes.len(), FindingCode::ALL.len() - 1);
    let text = json!(suspicious()).to_string();
    let offsets: Vec<_> = audit(text.as_bytes()).iter().map(|finding| finding.position.unwrap().offset).collect();
    assert!(offsets.is_sorted());
}

#[test]
fn the_first_findings_are_kept() {
    let text = json!(suspicious()).to_string();
    let all = audit(text.as_bytes());
    for most in 0..all.len() + 2 {
        let some = audit_with(text.as_bytes(), AuditOptions::new().max_findings(most));
        assert_eq!(some, all[..most.min(all.len())]);
        let report = audit_report(text.as_bytes(), AuditOptions::new().max_findings(most));
        assert_eq!(report.findings.len() as u64 + report.left_out, all.len() as u64);
    }
}

#[test]
fn each_rule_can_be_switched_off() {
    let text = json!(suspicious()).to_string();
    let all = audit(text.as_bytes());
    for &code in FindingCode::ALL {
        let rest = audit_with(text.as_bytes(), AuditOptions::new().without(code));
        let expected: Vec<_> = all.iter().filter(|finding| finding.code != code).cloned().collect();
        assert_eq!(rest, expected);
    }
    let off = FindingCode::ALL.iter().fold(AuditOptions::new(), |options, &code| options.without(code));
    assert_eq!(audit_with(text.as_bytes(), off), []);
}

#[test]
fn keys_are_spelt_as_in_the_text() {
    let text = r#" {"id":"1","role":"user","s\u0065ssion_id" : "s","user_input":"","input_tokens"
        : -1,"tool\u0043alls":[{"id":"","type":"","finished":true,"input":"","\u006eame": "x"}]}"#;
    let pointers: Vec<_> = audit(text.as_bytes()).iter().map(Finding::pointer).collect();
    assert_eq!(pointers, ["/0/input_tokens", "/0/toolCalls/0/name"]);
}

#[test]
fn invalid_messages_are_skipped() {
    let good = message(&json!({ "role": "bot" })).to_string();
    for (text, expected) in [
        (String::new(), vec![]),
        ("nonsense".to_owned(), vec![]),
        (format!("[{good},{{}},5"), vec![0]),
        (format!("[{{}},{good}]"), vec![1]),
        (format!("{{}}\n{{\"id\":\n{good}\n[]\n"), vec![2]),
        (format!("[{good},}}{good}]"), vec![0, 2, 2]),
        (format!("{good}\n\u{feff}\n{}", &good[..20]), vec![0]),
    ] {
        let indices: Vec<_> = audit(text.as_bytes()).into_iter().map(|finding| finding.path[0].clone()).collect();
        assert_eq!(indices, expected.into_iter().map(PathSegment::Index).collect::<Vec<_>>(), "{text}");
    }
}

#[test]
fn skipped_records_are_counted() {
    let good = message(&json!({ "role": "bot" })).to_string();
    let text = format!("[{good},{{}},{good},5]");
    let report = audit_report(text.as_bytes(), AuditOptions::new());
    assert_eq!((report.messages, report.rejected, report.rejected_bytes), (2, 2, 3));
}

#[test]
fn messages_with_malformed_unicode_are_skipped_or_replaced() {
    let bad = message(&json!({ "role": "bot" })).to_string().replacen("\"\"", r#""\ud800""#, 1);
    let text = format!("{} {bad}", message(&json!({ "id": "1" })));
    assert_eq!(audit(text.as_bytes()), []);
    let report = audit_report(text.as_bytes(), AuditOptions::new().malformed_unicode(MalformedUnicode::Replace));
    let [finding] = &*report.findings else { panic!("{report:?}") };
    assert_eq!((finding.pointer().as_str(), report.messages, report.rejected), ("/1/role", 2, 0));
    assert_eq!(finding.position.unwrap().offset as usize, text.len() - bad.len());
}

#[test]
fn findings_of_read_messages_have_no_positions() {
    let text = json!(suspicious()).to_string();
    let messages: Vec<BackendMessage> = crate::from_str_many(&text).unwrap();
    let findings = audit_messages(&messages, AuditOptions::new());
    let mut expected: Vec<_> = audit(text.as_bytes());
    for finding in &mut expected {
        finding.position = None;
    }
    // Its own order of fields may differ from that of the text.
    assert_eq!(findings.len(), expected.len());
    for finding in findings {
        assert!(expected.contains(&finding), "{finding:?}");
    }
}

#[test]
fn long_ids_and_many_findings_are_limited() {
    let calls: Vec<_> = (0..11_000).map(|_| call(&json!({ "name": "?" }))).collect();
    let text = json!([message(&json!({ "id": "x".repeat(1 << 12), "toolCalls": calls }))]).to_string();
    let findings = audit_with(text.as_bytes(), AuditOptions::new().max_findings(usize::MAX));
    assert_eq!(findings.len(), MAX_FINDINGS);
    assert!(findings.iter().all(|finding| finding.id.is_none()));
    assert_eq!(audit(text.as_bytes()).len(), 1000);
}

#[test]
fn positions_are_right_across_windows() {
    let text = "é\n".repeat(50_000);
    let good = message(&json!({ "userInput": text }));
    let messages =
        vec![message(&json!({ "id": "1", "userInput": text })), good, message(&json!({ "id": "2", "role": "bot" }))];
    one(&messages, FindingCode::UnknownRole, "/2/role");
}
