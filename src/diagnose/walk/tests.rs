use std::fmt::Write as _;

use super::{Between, Context, Outcome, between, record};
use crate::decode::borrowed::Borrowed;
use crate::decode::owned::Owned;
use crate::decode::record::Output;
use crate::decode::text_store::TextStore;
use crate::diagnose::report::Report;
use crate::js::strings::JsStrings;
use crate::model::error::Error;
use crate::model::issue::{Issue, IssueCode};
use crate::model::options::UnknownKeys;
use crate::model::records::{BackendMessage, CallbackResultData, ToolCallData};
use crate::model::schema::{Record, RecordSchema};

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

/// Texts of every kind: valid ones, JSON of another shape, and those that are not JSON.
fn texts() -> Vec<Vec<u8>> {
    let mut texts: Vec<Vec<u8>> = [
        with(r#""cost":3e-7,"toolCalls":[{"id":1.5e3,"x":[true,false,null,{"é😀":"\ud83d\ude00 \ud800"}]}]"#),
        with(&format!(r#""callback_results":[{{{CALLBACK_RESULT}}},{{"callbackType":"no"}}], "id":"2""#)),
        "{\"a\":tru}".to_owned(),
        r#"{"role":"\u00e9\uD83D\uDE00\n\x"}"#.to_owned(),
        "{ \"a\" : [ 1 , -0.5e+10 , 01 ] }".to_owned(),
        "{\"id\":\"\u{7}\"}".to_owned(),
        "[1.5]".to_owned(),
        "\u{20AC}".to_owned(),
    ]
    .into_iter()
    .map(String::into_bytes)
    .collect();
    texts.push(b"{\"id\":\"\xE2\x82\xAC\xE2\x28".to_vec());
    texts.push(b"{\"\xF0\x9F\x98\x80\":\xE2\x82\xAC".to_vec());
    texts.push(format!("{{{MESSAGE},\"x\":{}", "[".repeat(130)).into_bytes());
    texts
}

#[test]
fn a_split_anywhere_makes_no_difference() {
    for text in texts() {
        let (whole, expected) = diagnose(&CONTEXT, &text);
        let stop = match whole {
            Outcome::Value { end } => end as u64,
            // A syntax error is certain once its character is complete.
            _ => expected.last().unwrap().position.unwrap().offset,
        };
        for end in 0..=text.len() {
            let mut report = Report::new(100);
            let outcome = record(&mut report, &CONTEXT, &text[..end], 0, false);
            if outcome == Outcome::More {
                assert!(report.is_empty());
                assert!(end as u64 <= stop + 4, "{end} {}", String::from_utf8_lossy(&text));
            } else {
                assert_eq!(outcome, whole, "{end} {}", String::from_utf8_lossy(&text));
                assert!(end as u64 >= stop);
                let issues = if report.is_empty() { vec![] } else { report.take_error().issues().to_vec() };
                assert_eq!(issues, expected);
            }
        }
    }
}

/// Whether the fast pass takes the text as one record, whatever becomes of the record's texts.
fn fast(schema: &'static RecordSchema, unknown_keys: UnknownKeys, text: &[u8]) -> Option<usize> {
    fn end<T: TextStore>(schema: &'static RecordSchema, unknown_keys: UnknownKeys, text: &[u8]) -> Option<usize> {
        let mut out = Output::<T>::EMPTY;
        out.clear_for(text.len());
        out.record(schema, unknown_keys, text, 0, 0).ok()
    }
    let strings = end::<Owned>(schema, unknown_keys, text);
    assert_eq!(end::<JsStrings>(schema, unknown_keys, text), strings, "{}", String::from_utf8_lossy(text));
    assert_eq!(end::<Borrowed>(schema, unknown_keys, text), strings, "{}", String::from_utf8_lossy(text));
    strings
}

#[test]
fn the_fast_pass_agrees_on_every_mutation() {
    let pieces: [&[u8]; 22] = [
        b"",
        b"\"",
        b"\\",
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b"0",
        b"1e999",
        b"null",
        b"true",
        b" ",
        b"\n",
        b"\x01",
        b"\xFF",
        b"\xED\xA0\x80",
        "é".as_bytes(),
        b"\\ud800",
        b"\\u0069",
        b"\"id\":\"\",",
    ];
    for text in texts() {
        for at in 0..text.len() {
            for piece in pieces {
                for skipped in [0, 1] {
                    let mutated = [&text[..at], piece, &text[at + skipped..]].concat();
                    for unknown_keys in [UnknownKeys::Strip, UnknownKeys::Keep, UnknownKeys::Reject] {
                        let context = Context { unknown_keys, ..CONTEXT };
                        let (outcome, issues) = diagnose(&context, &mutated);
                        let slow = match outcome {
                            Outcome::Value { end } if issues.is_empty() => Some(end),
                            _ => None,
                        };
                        if matches!(outcome, Outcome::Stop { .. }) {
                            assert!(!issues.is_empty());
                        }
                        // A white space that the caller skips.
                        if !mutated.starts_with(b" ") && !mutated.starts_with(b"\n") {
                            assert_eq!(
                                fast(CONTEXT.record, unknown_keys, &mutated),
                                slow,
                                "{}",
                                String::from_utf8_lossy(&mutated)
                            );
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn the_first_issues_are_kept() {
    let text = r#"{"callbackResults":[{"success":1},{"success":1}],"cost":"","model":1}"#;
    let (_, all) = diagnose(&CONTEXT, text.as_bytes());
    for max in 0..=all.len() + 1 {
        let (_, error) = diagnose_up_to(max, &CONTEXT, text.as_bytes());
        let kept = max.max(1).min(all.len());
        assert_eq!(error.issues(), &all[..kept]);
        assert_eq!(error.is_truncated(), kept < all.len());
        assert_eq!(error.pretty().ends_with("… and more"), error.is_truncated());
    }
}

#[test]
fn many_records_fill_one_report() {
    let mut report = Report::new(10);
    let mut records = 0;
    while !report.is_full() {
        record(&mut report, &CONTEXT, b"{\"id\":1}", 0, true);
        records += 1;
    }
    let error = report.take_error();
    assert_eq!((records, error.issues().len(), error.is_truncated()), (3, 10, true));
}

// The texts below are so large that work beyond linear would never end.

#[test]
fn floods() {
    let mut unknown = String::from("{");
    for key in 0..300_000 {
        let _ = write!(unknown, "\"key{key}\":1e999,");
    }
    unknown.push_str("\"id\":1}");
    let reject = Context { unknown_keys: UnknownKeys::Reject, ..CONTEXT };
    let (outcome, error) = diagnose_up_to(100, &reject, unknown.as_bytes());
    assert_eq!(outcome, Outcome::Value { end: unknown.len() });
    assert_eq!((error.issues().len(), error.is_truncated()), (100, true));
    assert_eq!(error.issues()[2].pointer(), "/userInput");

    let objects = format!("{{\"callbackResults\":[{}{{}}]}}", "{},".repeat(50_000));
    let (_, error) = diagnose_up_to(usize::MAX, &CONTEXT, objects.as_bytes());
    assert_eq!((error.issues().len(), error.is_truncated()), (4 + 4 * 50_001, false));

    let surrogates = format!("{{\"id\":[\"{}\"]}}", "\\ud800".repeat(300_000));
    let (_, error) = diagnose_up_to(5, &CONTEXT, surrogates.as_bytes());
    assert_eq!((error.issues().len(), error.is_truncated()), (5, true));
}

#[test]
fn megabytes_of_key_in_every_path_are_bounded() {
    let text = format!("{{\"{}\":[{}0]}}", "k".repeat(1_000_000), "\"\\ud800\",".repeat(1000));
    let (_, error) = diagnose_up_to(1000, &CONTEXT, text.as_bytes());
    assert!(error.is_truncated());
    assert_eq!(error.issues().len(), 4 + 4);
    assert_eq!(error.issues()[4].pointer().len(), 1_000_000 + 3);
    assert!(error.pretty().len() < 10_000);

    let reject = Context { unknown_keys: UnknownKeys::Reject, ..CONTEXT };
    let text = format!("{{\"{}\":1}}", "k".repeat(5_000_000));
    let (_, error) = diagnose_up_to(1000, &reject, text.as_bytes());
    assert_eq!((error.issues().len(), error.is_truncated()), (4, true));
}

#[test]
fn a_line_of_megabytes_is_clipped() {
    let text = with(&format!(r#""x":"{}","cost":"","y":"{}""#, "é".repeat(2_500_000), "z".repeat(1_000_000)));
    let (_, error) = diagnose_up_to(9, &CONTEXT, text.as_bytes());
    let report = &error.reports()[0];
    let lines: Vec<_> = report.lines().collect();
    assert!(lines[0].contains(" /cost: "));
    assert_eq!(lines[1], format!("  | …{}\",\"cost\":\"\",\"y\":\"{}…", "é".repeat(41), "z".repeat(42)));
    assert_eq!(lines[2], format!("  | {}^^", " ".repeat(51)));
}
