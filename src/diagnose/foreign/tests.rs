use super::format;
use crate::model::error::Error;
use crate::model::issue::IssueCode;
use crate::model::schema::Record;
use crate::text::token::Halt;
use crate::{
    BackendMessage, CallbackResultData, FromJson, Options, from_slice, from_slice_many, from_slice_many_at, salvage,
};

const RECORD: &str = r#"{"id":"a","role":"user","sessionId":"s","userInput":"t"}"#;

/// The one issue of a text, read as many records.
fn many(text: &[u8]) -> Error {
    let error = from_slice_many::<BackendMessage>(text).unwrap_err();
    assert_eq!(error.issues().len(), 1, "{error:?}");
    error
}

fn hint(error: &Error) -> &str {
    error.issues()[0].hint.as_deref().unwrap_or_default()
}

fn utf16(text: &str, swap: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

#[test]
fn utf16_of_either_order_with_and_without_a_mark() {
    let records = [RECORD, RECORD].join("\n");
    for text in [records.clone(), format!("[{}]", [RECORD, RECORD].join(",")), format!("\n {records}")] {
        for swap in [false, true] {
            for mark in ["", "\u{FEFF}"] {
                let bytes = utf16(&format!("{mark}{text}"), swap);
                for bytes in [bytes.clone(), String::from_utf8_lossy(&bytes).into_owned().into_bytes()] {
                    let error = many(&bytes);
                    assert!(hint(&error).contains("UTF-16"), "{error}");
                    assert!(error.issues()[0].position.unwrap().offset <= 3, "{error}");
                }
                let error = from_slice::<BackendMessage>(&bytes).unwrap_err();
                assert_eq!(error.issues().len(), 1, "{error:?}");
                assert!(hint(&error).contains("UTF-16"), "{error}");
            }
        }
    }
}

#[test]
fn formats() {
    for (text, code, expected) in [
        (&b"\x1F\x8B\x08\0\0\0\0\0"[..], IssueCode::InvalidJson, "gzip"),
        (b"<!doctype html>\n<p>", IssueCode::InvalidJson, "HTML"),
        (b" \n<html>", IssueCode::InvalidJson, "HTML"),
        (b"id: 1\nevent: connected\ndata: {}\n\n", IssueCode::InvalidJson, "server-sent events"),
        (b"data: {}\n\n", IssueCode::InvalidJson, "server-sent events"),
        (b"retry:5", IssueCode::InvalidJson, "server-sent events"),
        (b": keep-alive\n\ndata: {}\n\n", IssueCode::InvalidJson, "server-sent events"),
        (b"\x28\xB5\x2F\xFD\x04\x58", IssueCode::InvalidJson, "zstd"),
        (b"BZh91AY&SY", IssueCode::InvalidJson, "bzip2"),
        (b"\xFD7zXZ\0", IssueCode::InvalidJson, "xz"),
        (b"PK\x03\x04\x14\0", IssueCode::InvalidJson, "zip"),
        (b"x\x9C\xAB", IssueCode::InvalidJson, "zlib"),
        ("\u{1F}\u{FFFD}\u{8}".as_bytes(), IssueCode::InvalidJson, "gzip"),
        ("\u{FF}\u{FE}{\0".as_bytes(), IssueCode::InvalidJson, "UTF-16"),
        (b"{\0\0\0\"\0\0\0", IssueCode::InvalidJson, "UTF-32"),
        (b"\0\0\0{\0\0\0\"", IssueCode::InvalidJson, "UTF-32"),
        (b"\xFF\xFE\0\0{\0\0\0", IssueCode::InvalidJson, "UTF-32"),
        (b"\0\0\xFE\xFF\0\0\0{", IssueCode::InvalidJson, "UTF-32"),
        (b"eyJpZCI6ImEifQ==", IssueCode::InvalidJson, "base64"),
        (b"W3siaWQiOiJhIn1d", IssueCode::InvalidJson, "base64"),
        (b"7z\xBC\xAF\x27\x1C", IssueCode::InvalidJson, "7z"),
        (b"data:application/json;base64,e30=", IssueCode::InvalidJson, "decode"),
        (b"%7B%22id%22%3A%22a%22%7D", IssueCode::InvalidJson, "decode"),
        (b"SQLite format 3\0", IssueCode::InvalidJson, "SQLite"),
        (b"PAR1\x15\x04", IssueCode::InvalidJson, "Parquet"),
        (b"id,role,sessionId,userInput\na,user,s,t\n", IssueCode::InvalidJson, "CSV"),
        (b"session_id;id\n", IssueCode::InvalidJson, "CSV"),
        (b"\"id\",\"role\"\n\"a\",\"user\"\n", IssueCode::InvalidJson, "CSV"),
        (b"id\trole\tsessionId\n", IssueCode::InvalidJson, "TSV"),
        (b"\"id\"\t\"role\"\n", IssueCode::InvalidJson, "TSV"),
        (b"- id: a\n  role: user\n", IssueCode::InvalidJson, "YAML"),
        (b"---\n- id: a\n", IssueCode::InvalidJson, "YAML"),
        (b"role: user\nid: a\n", IssueCode::InvalidJson, "YAML"),
        (b"id: a\nrole: user\n", IssueCode::InvalidJson, "YAML"),
        (b"id: a\r\nsession_id: s\r\n", IssueCode::InvalidJson, "YAML"),
        (b"```json\n[]\n```\n", IssueCode::InvalidJson, "Markdown"),
        (b"export default [];", IssueCode::InvalidJson, "JavaScript"),
        (b"[{'id': 'a', 'role': None}]", IssueCode::InvalidJson, "double quotes"),
        (b"[{id: `a`}]", IssueCode::InvalidJson, "double quotes"),
        (b"[BackendMessage(id='a')]", IssueCode::InvalidJson, "Python"),
        (b"[object Object]", IssueCode::InvalidJson, "JSON.stringify"),
        (b"// history\n[]", IssueCode::InvalidJson, "no comments"),
        (b"/* history */ []", IssueCode::InvalidJson, "no comments"),
        (b"# history\n[]", IssueCode::InvalidJson, "no comments"),
        (b"\x84\xA2id\xA1a\xA4role", IssueCode::InvalidUtf8, "MessagePack"),
        (b"\x92\x84\xA2id", IssueCode::InvalidUtf8, "MessagePack"),
        (b"\xDC\0\x10\x84\xA2id", IssueCode::InvalidUtf8, "MessagePack"),
        (b"\xA4bid\x61a", IssueCode::InvalidUtf8, "binary"),
        (b"\x0A\x07\x12", IssueCode::InvalidJson, "binary"),
        (b"\0\0[]", IssueCode::InvalidJson, "salvage"),
        (b"\x1E{}", IssueCode::InvalidJson, "salvage"),
    ] {
        let error = many(text);
        assert_eq!(error.issues()[0].code, code);
        assert!(hint(&error).contains(expected), "{error:?}");
        assert!(error.pretty().contains(expected));
    }
    for text in
        ["x", "i", "datum", "\u{FFFD}", "id", "\"id\"", "idle, role", "-1", "rolle: x", "\"id\"\t", "\"id\"\t\n"]
    {
        assert_eq!(hint(&many(text.as_bytes())), "", "{text}");
    }
}

#[test]
fn what_a_text_is_needs_only_its_first_bytes() {
    for (text, certain_at) in [
        ("data:x", 6),
        ("data:;", 6),
        ("<x", 1),
        ("\x1F", 2),
        ("y ", 2),
        ("5", 1),
        ("datx", 5),
        ("\0{\0\"", 4),
        ("session_id,", 11),
        ("sessionID,", 10),
        ("\"id\",", 5),
        ("\"id\"\t\"", 6),
    ] {
        for end in 0..=text.len() {
            let is_certain =
                !matches!(format(BackendMessage::SCHEMA, &text.as_bytes()[..end], 0, false), Err(Halt::More));
            assert_eq!(is_certain, end >= certain_at, "{text} {end}");
        }
    }
}

fn alone<T: FromJson + std::fmt::Debug>(text: &[u8]) -> Error {
    from_slice::<T>(text).unwrap_err()
}

#[test]
fn errors_of_the_backend() {
    let text = br#"{"error":{"code":404,"message":"no such \u001b session","type":"not_found"}}"#;
    let error = many(text);
    assert_eq!(error.issues()[0].code, IssueCode::InvalidType);
    assert_eq!(hint(&error), r#"the error says "no such \u{1B} session""#);
    assert!(hint(&alone::<BackendMessage>(text)).contains("no such"));
    assert!(hint(&alone::<CallbackResultData>(text)).contains("no such"));
    let error = alone::<CallbackResultData>(br#"{"error":{"message":"x"},"success":true}"#);
    assert_eq!(error.issues()[0].code, IssueCode::MissingField);
}

#[test]
fn errors_of_other_shapes() {
    for (text, said) in [
        (r#"{"error":"no such session"}"#, "no such session"),
        (r#"{"id":1,"jsonrpc":"2.0","error":{"code":-32600,"message":"bad"}}"#, "bad"),
        (r#"{"errors":[{"message":"one"},{"message":"two"}]}"#, "one"),
        (r#"{"detail":[{"loc":["path"],"msg":"field required"}]}"#, "field required"),
        (r#"{"status":404,"detail":"gone"}"#, "gone"),
        (r#"{"error":null,"message":"denied"}"#, "denied"),
        (r#"[{"error":{"message":"x"}}]"#, "x"),
    ] {
        assert_eq!(hint(&many(text.as_bytes())), format!("the error says \"{said}\""), "{text}");
    }
    let text = format!("{{\"error\":{}", r#"{"error":"#.repeat(100)) + "\"x\"" + &"}".repeat(101);
    assert!(!hint(&from_slice_many::<BackendMessage>(text.as_bytes()).unwrap_err()).contains("says"));
}

#[test]
fn records_in_objects() {
    let list = format!("[{RECORD},{RECORD}]");
    for (text, pointer) in [
        (format!(r#"{{"messages":{list}}}"#), "/messages"),
        (format!(r#" {{"ok":true,"list":["x"],"data":{{"a/b":{list}}}}}"#), "/data/a~1b"),
        (format!(r#"{{"a":{{"b":{{"c":{{"d":{list}}}}}}}}}"#), "/a/b/c/d"),
        (format!(r#"{{"id":"s","sessionId":"s","messages":{list}}}"#), "/messages"),
        (format!(r#"{{"sessions":[{{"messages":{list}}}]}}"#), "/sessions/0/messages"),
        (format!(r#"[{{"messages":{list}}}]"#), "/0/messages"),
        (r#"{"items":[ ]}"#.to_owned(), "/items"),
        (r#"{"result":[{"id":5}]}"#.to_owned(), "/result"),
        (format!(r#"{{"error":null,"data":{RECORD}}}"#), "/data"),
        (format!(r#"{{"status":200,"body":{}}}"#, serde_json::to_string(&list).unwrap()), "/body"),
    ] {
        let error = many(text.as_bytes());
        assert!(hint(&error).contains(&format!("\"{pointer}\"")), "{error:?}");
        if text.trim_start().starts_with('{') {
            let error = from_slice::<BackendMessage>(text.as_bytes()).unwrap_err();
            assert!(hint(&error).contains(pointer), "{error:?}");
        }
        if hint(&error).contains("option at") {
            let error = from_slice_many_at::<BackendMessage>(text.as_bytes(), pointer, Options::new());
            assert!(error.is_ok() || text.contains("\"id\":5"), "{error:?}");
        }
    }
    for text in [
        r#"{"x":[]}"#,
        r#"{"id":"","messages":[{"id":""}]}"#,
        r#"{"toolCalls":[{"id":"","role":"","userInput":""}]}"#,
        r#"{"role":"user","x":[{"role":"","userInput":""}]}"#,
        // A record whose names are all misspelt: its tool calls have an id, as much else has.
        r#"{"userInp!t":"","tooalls":[{"id":"","name":"","input":""}]}"#,
    ] {
        let error = from_slice_many::<BackendMessage>(text.as_bytes()).unwrap_err();
        assert_eq!(error.issues()[0].code, IssueCode::MissingField, "{error:?}");
    }
}

#[test]
fn arrays_of_records_in_an_array() {
    let list = format!("[{RECORD},{RECORD}]");
    for (text, pointer) in [(format!("[{list}]"), "/0"), (format!("[ [[ {RECORD}]]]"), "/0/0")] {
        assert!(hint(&many(text.as_bytes())).contains(&format!("at: \"{pointer}\"")), "{text}");
        let found = from_slice_many_at::<BackendMessage>(text.as_bytes(), pointer, Options::new());
        assert!(found.is_ok_and(|records| !records.is_empty()), "{text}");
    }
    for text in ["[[]]", "[[5]]", "[[[[[[[[[[[[]]]]]]]]]]]]", r#"[[{"id":"a"}]]"#] {
        assert_eq!(hint(&many(text.as_bytes())), "", "{text}");
    }
}

#[test]
fn json_encoded_twice() {
    let encoded = serde_json::to_string(&format!(" [{RECORD}]")).unwrap();
    assert!(hint(&many(encoded.as_bytes())).contains("encoded twice"));
    assert!(hint(&many(format!("[{encoded}]").as_bytes())).contains("encoded twice"));
    let thrice = serde_json::to_string(&encoded).unwrap();
    let lines = serde_json::to_string(&format!("{RECORD}\n{RECORD}\n")).unwrap();
    for text in [thrice, lines] {
        assert!(hint(&many(text.as_bytes())).contains("encoded twice"));
    }
    assert_eq!(hint(&many(b"\"text\"")), "");
    assert_eq!(hint(&many(b"\"[1] text\"")), "");
    assert_eq!(hint(&many(b"\"[1\"")), "");
    let error = from_slice::<BackendMessage>(br#""[\ud800]""#).unwrap_err();
    assert_eq!(error.issues()[1].code, IssueCode::LoneSurrogate);
}

/// Every line of such a text has the same fault.
#[test]
fn records_that_were_encoded_twice_one_by_one_are_one_issue() {
    let record = serde_json::to_string(RECORD).unwrap();
    for text in [format!("{record}\n{record}\n{record}\n"), format!("[{record},{record},{record}]")] {
        let error = many(text.as_bytes());
        assert_eq!((error.issues().len(), hint(&error).contains("encoded twice")), (1, true), "{error}");
        assert_eq!(salvage::<BackendMessage>(text.as_bytes()).rejected.len(), 1, "{text}");
        let text =
            text.replacen(&record, &format!("{record} "), 1).replace(&format!("{record}]"), &format!("{RECORD}]"));
        assert_eq!(
            salvage::<BackendMessage>(text.as_bytes()).messages.len(),
            usize::from(text.ends_with(']')),
            "{text}"
        );
    }
}

#[test]
fn only_the_first_record_tells_what_a_text_is() {
    let text = format!("{RECORD}\n<p>\n{RECORD}\n{{\"messages\":[{RECORD}]}}");
    let found = salvage::<BackendMessage>(text.as_bytes());
    assert_eq!((found.messages.len(), found.rejected.len()), (2, 2));
    assert!(found.rejected.iter().all(|rejected| hint(&rejected.error).is_empty()));
    // An error may end a stream of records.
    let text = format!("{RECORD}\n{{\"error\":{{\"message\":\"x\"}}}}");
    let found = salvage::<BackendMessage>(text.as_bytes());
    assert_eq!(hint(&found.rejected[0].error), "the error says \"x\"");
}
