mod agreement;
mod bounds;

use super::{Between, Context, Outcome, between, record};
use crate::diagnose::report::Report;
use crate::model::error::Error;
use crate::model::issue::{Issue, IssueCode};
use crate::model::options::UnknownKeys;
use crate::model::records::{BackendMessage, CallbackResultData, ToolCallData};
use crate::model::schema::Record as _;

const CONTEXT: Context = Context {
    record: BackendMessage::SCHEMA,
    unknown_keys: UnknownKeys::Strip,
    depth: 0,
    index: None,
    surrogates: false,
    replaces: false,
};
const TOOL: Context = Context { record: ToolCallData::SCHEMA, ..CONTEXT };
const CALLBACK: Context = Context { record: CallbackResultData::SCHEMA, ..CONTEXT };

const MESSAGE: &str = r#""id":"1","role":"user","sessionId":"s","userInput":"hi""#;
const CALLBACK_RESULT: &str = r#""callback_type":"sub_agent","success":true,"tool_call_id":"t","tool_name":"Task""#;

/// A message with more fields, in the middle of an object.
fn with(fields: &str) -> String {
    format!("{{{MESSAGE},{fields}}}")
}

fn diagnose_up_to(max: usize, context: &Context, text: &[u8]) -> (Outcome, Error) {
    let mut report = Report::new(max);
    let outcome = record(&mut report, context, text, 0, true);
    assert_ne!(outcome, Outcome::More);
    let error = if report.is_empty() { Error::new(vec![], vec![], false) } else { report.take_error() };
    assert_eq!(error.issues().len(), error.reports().len());
    (outcome, error)
}

fn diagnose(context: &Context, text: &[u8]) -> (Outcome, Vec<Issue>) {
    let (outcome, error) = diagnose_up_to(100, context, text);
    (outcome, error.issues().to_vec())
}

/// `code@offset pointer` of each issue.
fn brief(issues: &[Issue]) -> Vec<String> {
    issues
        .iter()
        .map(|issue| format!("{}@{} {}", issue.code, issue.position.map_or(u64::MAX, |p| p.offset), issue.pointer()))
        .collect()
}

fn check(context: &Context, text: impl AsRef<[u8]>, expected: &[&str]) {
    let (_, issues) = diagnose(context, text.as_ref());
    assert_eq!(brief(&issues), expected, "{}", String::from_utf8_lossy(text.as_ref()));
}

/// Checks the only issue of a message that has one more field; offsets count from that field.
fn field(fields: &str, expected: &str) {
    let text = with(fields);
    let (_, issues) = diagnose(&CONTEXT, text.as_bytes());
    let start = (text.len() - 1 - fields.len()) as u64;
    let brief: Vec<_> = issues
        .iter()
        .map(|issue| {
            let offset = issue.position.expect("of text").offset - start;
            format!("{}@{offset} {}", issue.code, issue.pointer())
        })
        .collect();
    assert_eq!(brief, [expected], "{fields}");
}

#[test]
fn a_valid_record_has_no_issues() {
    for text in [
        with(r#""cost":3e-7,"inputTokens":5.0,"model":null,"toolCalls":[],"x":{"y":[1,{}]}"#),
        format!("{{\r\n\t{MESSAGE} }}"),
        with(&format!(r#""callbackResults":[{{{CALLBACK_RESULT}}}]"#)),
        with(
            r#""toolCalls":[{"finished":false,"id":"","input":"","name":"WebFetch","type":"","screenshot_urls":["a"]}]"#,
        ),
        r#"{"\u0069d":"1","role":"","session_id":"","user_input":"\ud83d\ude00"}"#.to_owned(),
    ] {
        let (outcome, issues) = diagnose(&CONTEXT, text.as_bytes());
        assert_eq!((outcome, issues), (Outcome::Value { end: text.len() }, vec![]), "{text}");
    }
    check(&CALLBACK, format!("{{{CALLBACK_RESULT}}}"), &[]);
}

#[test]
fn types() {
    field(r#""cost":"1""#, "invalid_type@7 /cost");
    field(r#""cost":{"a":[1]}"#, "invalid_type@7 /cost");
    field(r#""model": 5e2"#, "invalid_type@9 /model");
    field(r#""input_tokens":true"#, "invalid_type@15 /input_tokens");
    field(r#""toolCalls":{}"#, "invalid_type@12 /toolCalls");
    field(r#""toolCalls":[[]]"#, "invalid_type@13 /toolCalls/0");
    field(r#""toolCalls":[null]"#, "invalid_type@13 /toolCalls/0");
    check(&CONTEXT, "[]", &["invalid_type@0 "]);
    check(&CONTEXT, "null", &["invalid_type@0 "]);
    check(&CONTEXT, "5", &["invalid_type@0 "]);
    check(
        &TOOL,
        r#"{"finished":"true","id":1,"input":"","name":"","type":"","isError":0,"screenshotUrls":["",null,1]}"#,
        &[
            "invalid_type@12 /finished",
            "invalid_type@24 /id",
            "invalid_type@67 /isError",
            "invalid_type@90 /screenshotUrls/1",
            "invalid_type@95 /screenshotUrls/2",
        ],
    );
}

#[test]
fn enums() {
    let text = r#"{"callbackType":"x\n","success":true,"toolCallId":"","toolName":""}"#;
    let (_, issues) = diagnose(&CALLBACK, text.as_bytes());
    assert_eq!(brief(&issues), ["invalid_enum@16 /callbackType"]);
    assert_eq!(issues[0].received.as_deref(), Some(r#""x\n""#));
    let long = text.replace('x', &"y".repeat(5_000_000));
    let (_, issues) = diagnose(&CALLBACK, long.as_bytes());
    assert!(issues[0].message.len() < 200 && issues[0].message.ends_with("yyy…\""));
    check(&CALLBACK, text.replace(r#""x\n""#, r#""bash\u005fscript""#), &[]);
}

#[test]
fn numbers() {
    field(r#""inputTokens":1.5"#, "not_integer@14 /inputTokens");
    field(r#""inputTokens":9007199254740992"#, "unsafe_integer@14 /inputTokens");
    field(r#""inputTokens":1e400"#, "number_out_of_range@14 /inputTokens");
    field(r#""cost":-1e400"#, "number_out_of_range@7 /cost");
    field(r#""x":[{"y":1e400}]"#, "number_out_of_range@10 /x/0/y");
    field(r#""model":1e400"#, "invalid_type@8 /model");
}

#[test]
fn missing_and_null() {
    check(
        &CONTEXT,
        r#" {"role":null,"session_id":null,"id":"1"}"#.trim(),
        &["missing_field@0 /userInput", "missing_field@8 /role", "missing_field@26 /session_id"],
    );
    let (_, issues) = diagnose(&CONTEXT, br#"{"role":null}"#);
    assert_eq!((issues[1].expected.as_deref(), issues[1].received.as_deref()), (Some("string"), None));
    assert_eq!((issues[3].expected.as_deref(), issues[3].received.as_deref()), (Some("string"), Some("null")));
    check(
        &CONTEXT,
        r#"{"callbackResults":[{},{"x":1}]}"#,
        &[
            "missing_field@0 /id",
            "missing_field@0 /role",
            "missing_field@0 /sessionId",
            "missing_field@0 /userInput",
            "missing_field@20 /callbackResults/0/callbackType",
            "missing_field@20 /callbackResults/0/success",
            "missing_field@20 /callbackResults/0/toolCallId",
            "missing_field@20 /callbackResults/0/toolName",
            "missing_field@23 /callbackResults/1/callbackType",
            "missing_field@23 /callbackResults/1/success",
            "missing_field@23 /callbackResults/1/toolCallId",
            "missing_field@23 /callbackResults/1/toolName",
        ],
    );
}

#[test]
fn a_field_under_both_names() {
    field(r#""session_id":"t""#, "duplicate_key@0 /session_id");
}

#[test]
fn duplicate_and_unknown_keys() {
    let text = with(r#""session_id":5,"id":null,"z~/":{"id":1,"id":2}"#);
    check(
        &CONTEXT,
        &text,
        &[
            "duplicate_key@57 /session_id",
            "invalid_type@70 /session_id",
            "duplicate_key@72 /id",
            "missing_field@77 /id",
        ],
    );
    let reject = Context { unknown_keys: UnknownKeys::Reject, ..CONTEXT };
    let (_, issues) = diagnose(&reject, text.as_bytes());
    assert_eq!(brief(&issues)[4], "unknown_key@82 /z~0~1");
}

#[test]
fn lone_surrogates() {
    for (text, expected) in [
        (r#""model":"a\ud800""#, "lone_surrogate@10 /model"),
        (r#""model":"\udc00""#, "lone_surrogate@9 /model"),
        (r#""model":"\ud800\u0041""#, "lone_surrogate@9 /model"),
        (r#""model":"\ud800\ud83d\ude00""#, "lone_surrogate@9 /model"),
        (r#""x":["\udfff"]"#, "lone_surrogate@6 /x/0"),
        (r#""\ud800":1"#, "lone_surrogate@1 "),
        (r#""x":{"\ud800":1}"#, "lone_surrogate@6 /x"),
    ] {
        let text = with(text);
        let (_, issues) = diagnose(&CONTEXT, text.as_bytes());
        let start = MESSAGE.len() as u64 + 2;
        let (code, rest) = expected.split_once('@').unwrap();
        let (at, pointer) = rest.split_once(' ').unwrap();
        let at: u64 = at.parse().unwrap();
        assert_eq!(brief(&issues), [format!("{code}@{} {pointer}", at + start)], "{text}");
    }
}

#[test]
fn raw_surrogates_of_a_javascript_string() {
    let text = b"{\"x\":\"a\xED\xA0\x80\xED\xBF\xBF\",\"y\":\xED\xA0\x80";
    let surrogates = Context { surrogates: true, ..CONTEXT };
    check(&surrogates, text, &["lone_surrogate@7 /x", "lone_surrogate@10 /x", "invalid_json@19 /y"]);
    check(&CONTEXT, text, &["invalid_utf8@7 /x"]);
    let (_, issues) = diagnose(&surrogates, text);
    assert_eq!(issues[2].position.unwrap().index, 15);
    for end in 0..text.len() {
        let mut report = Report::new(9);
        let outcome = record(&mut report, &surrogates, &text[..end], 0, false);
        assert_eq!((outcome, report.is_empty()), (Outcome::More, true), "{end}");
    }
    check(&surrogates, b"\"\xED\xA0\"", &["invalid_utf8@1 "]);
    check(&surrogates, b"\"\xED\xA0", &["invalid_utf8@1 "]);
}

#[test]
fn syntax_errors() {
    for (text, expected) in [
        ("x", "invalid_json@0 "),
        ("{,", "invalid_json@1 "),
        ("{'a':1}", "invalid_json@1 "),
        (r#"{"a" 1}"#, "invalid_json@5 /a"),
        (r#"{"a":}"#, "invalid_json@5 /a"),
        (r#"{"a":1,}"#, "invalid_json@7 "),
        (r#"{"a":1 "b"}"#, "invalid_json@7 "),
        (r#"{"a":[1}"#, "invalid_json@7 /a"),
        (r#"{"a":[1,]"#, "invalid_json@8 /a/1"),
        (r#"{"a":[x"#, "invalid_json@6 /a/0"),
        (r#"{"a":05"#, "invalid_json@6 /a"),
        ("-00", "invalid_json@2 "),
        (r#"{"a":1.x"#, "invalid_json@7 /a"),
        (r#"{"a":-"#, "unexpected_end@6 /a"),
        (r#"{"a":NaN"#, "invalid_json@5 /a"),
        (r#"{"a":nul}"#, "invalid_json@8 /a"),
        (r#"{"a":trux"#, "invalid_json@8 /a"),
        ("{\"a\":\"\n", "invalid_json@6 /a"),
        (r#"{"a":"\x"#, "invalid_json@7 /a"),
        (r#"{"a":"\u12g4"#, "invalid_json@10 /a"),
        ("{\"é\":\u{a0}1}", "invalid_json@6 /é"),
        ("", "unexpected_end@0 "),
        ("{", "unexpected_end@1 "),
        (r#"{"a"#, "unexpected_end@3 "),
        (r#"{"a" "#, "unexpected_end@5 /a"),
        (r#"{"a":1"#, "unexpected_end@6 "),
        (r#"{"a":["#, "unexpected_end@6 /a/0"),
        (r#"{"a":"\u12"#, "unexpected_end@10 /a"),
        (r#"{"a":tr"#, "unexpected_end@7 /a"),
    ] {
        let (outcome, issues) = diagnose(&CONTEXT, text.as_bytes());
        assert!(matches!(outcome, Outcome::Stop { .. }));
        assert_eq!(brief(&issues), [expected], "{text}");
    }
}

#[test]
fn utf8() {
    for text in [&b"{\"a\":\"\xFF\"}"[..], b"{\"a\":\"\xC0\xAF\"", b"{\"a\":\"\xED\xA0\x80\"", b"{\"a\":\"\xE2\x82"] {
        check(&CONTEXT, text, &["invalid_utf8@6 /a"]);
    }
    check(&CONTEXT, b"{\xFF", &["invalid_utf8@1 "]);
    check(&CONTEXT, b"\xF0\x9F", &["invalid_utf8@0 "]);
    let (_, issues) = diagnose(&CONTEXT, b"{\"\x0F");
    assert_eq!(issues[0].code, IssueCode::InvalidJson);
}

#[test]
fn shape_issues_before_a_syntax_error_are_told() {
    check(
        &CONTEXT,
        r#"{"callbackResults":[{"success":1,"callbackType":"\ud800"},{"success":0,]}"#,
        &[
            "missing_field@20 /callbackResults/0/toolCallId",
            "missing_field@20 /callbackResults/0/toolName",
            "invalid_type@31 /callbackResults/0/success",
            "invalid_enum@48 /callbackResults/0/callbackType",
            "lone_surrogate@49 /callbackResults/0/callbackType",
            "invalid_type@69 /callbackResults/1/success",
            "invalid_json@71 /callbackResults/1",
        ],
    );
}

#[test]
fn depth() {
    let nested = |levels: usize| format!("{{{MESSAGE},\"x\":{}{}}}", "[".repeat(levels), "]".repeat(levels));
    let pointer = |levels: usize| format!("/x{}", "/0".repeat(levels));
    let start = MESSAGE.len() as u64 + 6;
    check(&CONTEXT, nested(127), &[]);
    check(&CONTEXT, nested(128), &[&format!("too_deep@{} {}", start + 127, pointer(127))]);
    let framed = Context { depth: 1, index: Some(7), ..CONTEXT };
    check(&framed, nested(126), &[]);
    check(&framed, nested(127), &[&format!("too_deep@{} /7{}", start + 126, pointer(126))]);
    let objects = format!("{{{MESSAGE},\"x\":{}1", "{\"a\":".repeat(128));
    let (outcome, issues) = diagnose(&CONTEXT, objects.as_bytes());
    assert!(matches!(outcome, Outcome::Stop { .. }));
    assert_eq!((issues[0].code, issues.len()), (IssueCode::TooDeep, 1));
    check(&CONTEXT, "[".repeat(1 << 20), &["invalid_type@0 ", &format!("too_deep@128 {}", "/0".repeat(128))]);
}

#[test]
fn positions() {
    let text = "{\"é\":\"😀\",\r\n \"id\": 5,\n\"😀\":\"\\ud800\"}";
    let (_, issues) = diagnose(&CONTEXT, text.as_bytes());
    let positions: Vec<_> = issues
        .iter()
        .filter(|issue| issue.code != IssueCode::MissingField)
        .map(|issue| issue.position.map(|p| (p.offset, p.index, p.line, p.column)).unwrap())
        .collect();
    assert_eq!(positions, [(22, 19, 2, 8), (33, 28, 3, 7)]);
    for (offset, index, ..) in positions {
        let before = text.get(..offset as usize).unwrap();
        assert_eq!(before.encode_utf16().count() as u64, index);
    }
}

#[test]
fn a_window_in_the_middle_of_a_text() {
    let mut report = Report::new(9);
    report.advance("\u{FEFF}[\n{},".as_bytes());
    let context = Context { depth: 1, index: Some(1), ..CONTEXT };
    let window = b" {\"id\":1}\n,";
    assert_eq!(record(&mut report, &context, window, 1, false), Outcome::Value { end: 9 });
    assert_eq!(between(&mut report, &context, Between::CommaOrBracket, window, 10, false), Outcome::Stop { error: 10 });
    let error = report.take_error();
    let last = error.issues().last().unwrap();
    assert_eq!(brief(error.issues())[3..], ["invalid_type@15 /1/id", "invalid_json@18 "]);
    assert_eq!((last.position.unwrap().line, last.position.unwrap().column), (3, 1));
    assert!(error.reports()[3].starts_with("2:11 /1/id: "));
    assert!(error.reports()[3].ends_with("\n  | … {\"id\":1}\n  |         ^"));
    assert!(error.reports()[4].ends_with("\n  | ,\n  | ^"));
}

#[test]
fn what_stands_between_records() {
    for (window, last, expected) in [
        (&b"x"[..], false, Some("trailing_data@0 ")),
        (b"", false, None),
        (b"", true, Some("unexpected_end@0 ")),
        (b"\xE2\x82", false, None),
        (b"\xE2\x82", true, Some("invalid_utf8@0 ")),
        (b"\xFF", false, Some("invalid_utf8@0 ")),
    ] {
        let mut report = Report::new(9);
        let outcome = between(&mut report, &CONTEXT, Between::Nothing, window, 0, last);
        match expected {
            None => assert_eq!((outcome, report.is_empty()), (Outcome::More, true)),
            Some(expected) => {
                assert!(matches!(outcome, Outcome::Stop { .. }));
                assert_eq!(brief(report.take_error().issues()), [expected]);
            }
        }
    }
}
