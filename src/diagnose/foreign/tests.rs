use super::format;
use crate::model::error::Error;
use crate::model::issue::IssueCode;
use crate::text::token::Halt;
use crate::{BackendMessage, CallbackResultData, FromJson, from_slice, from_slice_many, salvage};

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
    ] {
        let error = many(text);
        assert_eq!(error.issues()[0].code, code);
        assert!(hint(&error).contains(expected), "{error:?}");
        assert!(error.pretty().contains(expected));
    }
    for text in ["x", "i", "datum", "\u{FFFD}"] {
        assert_eq!(hint(&many(text.as_bytes())), "", "{text}");
    }
}

#[test]
fn what_a_text_is_needs_only_its_first_bytes() {
    for (text, certain_at) in [("data:x", 5), ("<x", 1), ("\x1F", 2), ("x", 1), ("datx", 4)] {
        for end in 0..=text.len() {
            let is_certain = !matches!(format(&text.as_bytes()[..end], 0, false), Err(Halt::More));
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
    assert_eq!(hint(&error), r#"the backend says "no such \u{1B} session""#);
    assert!(hint(&alone::<BackendMessage>(text)).contains("no such"));
    assert!(hint(&alone::<CallbackResultData>(text)).contains("no such"));
    let error = alone::<CallbackResultData>(br#"{"error":{"message":"x"},"success":true}"#);
    assert_eq!(error.issues()[0].code, IssueCode::MissingField);
}

#[test]
fn lists_in_objects() {
    for (text, pointer) in [
        (format!(r#"{{"messages":[{RECORD},{RECORD}]}}"#), "/messages"),
        (format!(r#" {{"ok":true,"list":["x"],"data":{{"a/b":[{RECORD}]}}}}"#), "/data/a~1b"),
        (r#"{"items":[ ]}"#.to_owned(), "/items"),
        (r#"{"result":[{"id":5}]}"#.to_owned(), "/result"),
    ] {
        let error = many(text.as_bytes());
        assert!(hint(&error).contains(&format!("\"{pointer}\"")), "{error:?}");
        let error = from_slice::<BackendMessage>(text.as_bytes()).unwrap_err();
        assert!(hint(&error).contains(pointer), "{error:?}");
    }
    for text in [r#"{"x":[]}"#, r#"{"id":"","messages":[{"id":""}]}"#, r#"{"a":{"b":{"c":{"messages":[]}}}}"#] {
        let error = from_slice_many::<BackendMessage>(text.as_bytes()).unwrap_err();
        assert_eq!(error.issues()[0].code, IssueCode::MissingField, "{error:?}");
    }
}

#[test]
fn json_encoded_twice() {
    let encoded = serde_json::to_string(&format!(" [{RECORD}]")).unwrap();
    assert!(hint(&many(encoded.as_bytes())).contains("encoded twice"));
    assert!(hint(&many(format!("[{encoded}]").as_bytes())).contains("encoded twice"));
    assert_eq!(hint(&many(b"\"text\"")), "");
    assert_eq!(hint(&many(b"\"[1\"")), "");
    let error = from_slice::<BackendMessage>(br#""[\ud800]""#).unwrap_err();
    assert_eq!(error.issues()[1].code, IssueCode::LoneSurrogate);
}

#[test]
fn only_the_first_record_tells_what_a_text_is() {
    let text = format!("{RECORD}\n<p>\n{RECORD}\n{{\"error\":{{\"message\":\"x\"}}}}");
    let found = salvage::<BackendMessage>(text.as_bytes());
    assert_eq!((found.messages.len(), found.rejected.len()), (2, 2));
    assert!(found.rejected.iter().all(|rejected| hint(&rejected.error).is_empty()));
}
