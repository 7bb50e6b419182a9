//! A whole text, a text that comes in pieces and the fast pass must give the same verdict.

use super::{CALLBACK_RESULT, CONTEXT, MESSAGE, diagnose, with};
use crate::decode::borrowed::Borrowed;
use crate::decode::owned::Owned;
use crate::decode::record::Output;
use crate::decode::text_store::TextStore;
use crate::diagnose::report::Report;
use crate::diagnose::walk::{Context, Outcome, record};
use crate::js::strings::JsStrings;
use crate::model::options::UnknownKeys;
use crate::model::schema::RecordSchema;

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
