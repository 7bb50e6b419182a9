//! What is salvaged of a text: kept records, rejected ones and separators cover it, no record is kept that reading it by itself
//! refuses, and wherever the text is cut, the same comes out.

use backend_message::{BackendMessage, Decoder, Rejected, from_slice, salvage};
use serde_json::Deserializer;
use serde_json::value::RawValue;

use crate::ways::Ways;

/// Between two of these, damage is put into a text, or a record is.
const RECORD: &[u8] = br#"{"id":"r","role":"user","sessionId":"s","userInput":"t"}"#;

pub fn check(text: &[u8]) {
    let mut ways = Ways::of(text);
    one(text, &mut ways);
    // A whole record behind any damage, and one before it.
    let at = ways.below(text.len() + 1);
    let (head, tail) = text.split_at(at);
    let damaged = [&b"["[..ways.below(2)], RECORD, [&b","[..], b"\n", b""][ways.below(3)], head, RECORD, tail].concat();
    let kept = one(&damaged, &mut ways);
    assert!(kept.first().is_some_and(|first| first.id == "r"), "the record at the beginning is lost");
}

fn one(text: &[u8], ways: &mut Ways) -> Vec<BackendMessage> {
    let found = salvage::<BackendMessage>(text);
    covered(text, &found.messages, &found.rejected);
    let most = [1, 3, 40, 5000][ways.below(4)];
    let (kept, rejected) = in_pieces(text, most, ways);
    assert_eq!(kept, found.messages, "in pieces of at most {most}");
    assert!(rejected.iter().map(parts).eq(found.rejected.iter().map(parts)), "in pieces of at most {most}");
    kept
}

fn parts(bad: &Rejected) -> (u64, Option<&str>, &str, u64, u64, &[backend_message::Issue]) {
    (bad.index, bad.id.as_deref(), &bad.source, bad.range.start, bad.range.end, bad.error.issues())
}

fn in_pieces(mut text: &[u8], most: usize, ways: &mut Ways) -> (Vec<BackendMessage>, Vec<Rejected>) {
    let mut decoder = Decoder::new();
    while !text.is_empty() {
        let (piece, rest) = text.split_at((1 + ways.below(most)).min(text.len()));
        decoder.push(piece);
        text = rest;
    }
    decoder.finish();
    let (mut kept, mut rejected) = (Vec::new(), Vec::new());
    for record in decoder {
        match record {
            Ok(message) => kept.push(message),
            Err(bad) => rejected.push(bad),
        }
    }
    (kept, rejected)
}

fn covered(text: &[u8], kept: &[BackendMessage], rejected: &[Rejected]) {
    let mut kept = kept.iter();
    let mut index = 0;
    let mut at = 0;
    let place = |offset: u64| usize::try_from(offset).unwrap();
    let ranges = rejected.iter().map(|bad| (place(bad.range.start), place(bad.range.end), Some(bad)));
    for (start, end, bad) in ranges.chain([(text.len(), text.len(), None)]) {
        while let Some(from) = behind_separators(text, at, start) {
            let value: &RawValue = Deserializer::from_slice(&text[from..start]).into_iter().next().unwrap().unwrap();
            let source = value.get();
            let alone: BackendMessage = from_slice(source.as_bytes()).expect("what is kept is valid by itself");
            assert_eq!(Some(&alone), kept.next());
            at = from + source.len();
            index += 1;
        }
        assert!(start <= end && end <= text.len());
        at = end;
        if let Some(bad) = bad {
            assert_eq!(bad.index, index);
            index += 1;
        }
    }
    assert_eq!(kept.next(), None);
}

/// Where something stands that is no separator, before `end`.
fn behind_separators(text: &[u8], mut at: usize, end: usize) -> Option<usize> {
    assert!(at <= end);
    while at < end {
        match text[at] {
            b' ' | b'\t' | b'\r' | b'\n' | b',' | b'[' | b']' | 0 | 0x1E => at += 1,
            0xEF if text[at..end].starts_with(b"\xEF\xBB\xBF") => at += 3,
            _ => return Some(at),
        }
    }
    None
}
