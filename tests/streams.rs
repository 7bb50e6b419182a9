//! Texts that come in pieces, and texts of which only a part holds.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // so tests fail

use std::{fs, io};

use backend_message::{
    BackendMessage, Decoder, Issue, MAX_SOURCE, Options, ReadError, Rejected, from_reader_many, from_slice_many,
    salvage,
};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

/// All that there is to a record, good or bad, in a form that can be compared.
type Outcome = Result<BackendMessage, (u64, Option<String>, String, (u64, u64), Vec<Issue>, bool)>;

fn outcome(record: Result<BackendMessage, Rejected>) -> Outcome {
    record.map_err(|rejected| {
        let Rejected { index, id, error, source, range, .. } = rejected;
        (index, id, source, (range.start, range.end), error.issues().to_vec(), error.is_truncated())
    })
}

fn decode<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Vec<Outcome> {
    let mut decoder = Decoder::new();
    let mut records = Vec::new();
    for piece in pieces {
        decoder.push(piece);
        records.extend(decoder.by_ref().map(outcome));
    }
    decoder.finish();
    records.extend(decoder.map(outcome));
    records
}

/// The inputs of the table of cases that are no megabytes.
fn inputs() -> Vec<Vec<u8>> {
    let mut inputs = Vec::new();
    for entry in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases")).unwrap() {
        let path = entry.unwrap().path();
        // `string-arguments` is about JavaScript strings alone.
        if path.extension().is_none_or(|extension| extension != "json") || path.ends_with("string-arguments.json") {
            continue;
        }
        let cases: Vec<Value> = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        inputs.extend(cases.iter().filter_map(|case| Some(case["input"].as_str()?.as_bytes().to_vec())));
        inputs.extend(cases.iter().filter_map(|case| {
            let digits: Vec<u8> =
                case["inputHex"].as_str()?.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
            let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
            Some(digits.chunks(2).map(byte).collect())
        }));
    }
    assert!(inputs.len() > 1000);
    inputs.retain(|input| input.len() < 400);
    inputs
}

#[test]
fn any_split_gives_the_same() {
    for input in inputs() {
        let whole = decode([&*input]);
        for split in 1..input.len() {
            let (head, tail) = input.split_at(split);
            assert_eq!(decode([head, tail]), whole, "split at {split}: {}", String::from_utf8_lossy(&input));
        }
        assert_eq!(decode(input.chunks(1)), whole, "byte by byte: {}", String::from_utf8_lossy(&input));
    }
}

/// What is wrong first in a text as a whole is what salvage tells first. Only separators that strict reading does not take
/// are no damage.
#[test]
fn whole_texts_get_the_same_verdict() {
    for input in inputs() {
        let records = decode([&*input]);
        let shown = String::from_utf8_lossy(&input);
        let rejected: Vec<_> = records.iter().filter_map(|record| record.as_ref().err()).collect();
        match from_slice_many::<BackendMessage>(&input) {
            Ok(messages) => assert_eq!(records, messages.into_iter().map(Ok).collect::<Vec<_>>(), "{shown}"),
            Err(error) => {
                let at = error.issues()[0].position.unwrap().offset as usize;
                let is_separator = matches!(input.get(at), Some(0 | 0x1E | 0xEF));
                let is_mixture = matches!(input.get(at), Some(b'[' | b'{'));
                assert!(is_separator || is_mixture || rejected[0].4[0] == error.issues()[0], "{shown}");
            }
        }
    }
}

#[test]
fn no_byte_is_lost() {
    for input in inputs() {
        let mut covered = 0;
        for (index, record) in decode([&*input]).into_iter().enumerate() {
            let Err((at, _, source, (start, end), ..)) = record else { continue };
            assert_eq!(at, index as u64);
            assert!(covered <= start && start <= end && end <= input.len() as u64);
            covered = end;
            assert_eq!(source, String::from_utf8_lossy(&input[start as usize..end as usize]));
        }
    }
}

const GOOD: &str = r#"{"id":"a","role":"user","sessionId":"s","userInput":"é😀\n"}"#;

fn rejected(text: &str) -> Vec<(u64, Option<String>, String)> {
    salvage::<BackendMessage>(text.as_bytes()).rejected.into_iter().map(|bad| (bad.index, bad.id, bad.source)).collect()
}

fn bad(index: u64, id: Option<&str>, source: &str) -> (u64, Option<String>, String) {
    (index, id.map(str::to_owned), source.to_owned())
}

#[test]
fn salvage_reports_what_it_leaves_out() {
    let shape = r#"{"id":"b","role":1}"#;
    let cut = r#"{"id":"c","role":"us"#;
    for (text, good, expected) in [
        (format!("[{GOOD},{shape},{GOOD}]"), 2, vec![bad(1, Some("b"), shape)]),
        (format!("{GOOD}\n{shape}\n5\n{GOOD}"), 2, vec![bad(1, Some("b"), shape), bad(2, None, "5")]),
        (
            format!("{GOOD}\n{cut}\n{GOOD}\ngarbage\nmore\n{GOOD}"),
            3,
            vec![bad(1, Some("c"), cut), bad(3, None, "garbage\nmore")],
        ),
        // A line that lost its end just where the next one could go on.
        (
            format!("{{\"id\":\"d\",\"toolCalls\":[\n{GOOD}\n{GOOD}\n"),
            2,
            vec![bad(0, Some("d"), "{\"id\":\"d\",\"toolCalls\":[")],
        ),
        (
            format!("{{\n  \"id\": \"e\",\n  \"role\": x,\n  \"cost\": 1\n}}\n{GOOD}\n"),
            1,
            vec![bad(0, Some("e"), "{\n  \"id\": \"e\",\n  \"role\": x,\n  \"cost\": 1\n}")],
        ),
        (format!("[{GOOD},{cut}"), 1, vec![bad(1, Some("c"), cut)]),
        (format!("[{GOOD},"), 1, vec![bad(1, None, "")]),
        (format!("[{GOOD}"), 1, vec![bad(1, None, "")]),
        (format!("[{GOOD} {GOOD}]"), 2, vec![bad(1, None, "")]),
        (format!("[{GOOD},,{GOOD}]"), 2, vec![bad(1, None, "")]),
        (format!("[{GOOD},]"), 1, vec![bad(1, None, "")]),
        (format!("{GOOD},\n{GOOD},\n{GOOD}]\n"), 3, vec![bad(1, None, "")]),
        (format!("[{GOOD},{cut}\n,{GOOD}]"), 2, vec![bad(1, Some("c"), cut)]),
        (format!("[{GOOD}] x\n{GOOD}"), 2, vec![bad(1, None, "x")]),
        ("nonsense".to_owned(), 0, vec![bad(0, None, "nonsense")]),
        (" \n".to_owned(), 0, vec![]),
    ] {
        let found = salvage::<BackendMessage>(text.as_bytes());
        assert_eq!((found.messages.len(), rejected(&text)), (good, expected), "{text}");
    }
}

#[test]
fn positions_count_from_the_beginning_of_the_stream() {
    let line = format!("{GOOD}\n");
    let mut decoder = Decoder::<BackendMessage>::new();
    for _ in 0..1000 {
        decoder.push(line.as_bytes());
    }
    decoder.push(b"  {\"id\":5}");
    decoder.finish();
    let rejected = decoder.find_map(Result::err).unwrap();
    let position = rejected.error.issues()[0].position.unwrap();
    assert_eq!(position.line, 1001);
    assert_eq!(position.column, 3);
    assert_eq!(position.offset, 1000 * line.len() as u64 + 2);
    assert_eq!(position.index, 1000 * line.encode_utf16().count() as u64 + 2);
    assert_eq!(rejected.index, 1000);
    assert_eq!(rejected.error.issues()[0].pointer(), "/1000/role");
}

/// How a record is given out does not depend on what follows it.
#[test]
fn a_record_is_given_out_with_its_last_byte() {
    let long = format!(r#"{{"id":"a","role":"user","sessionId":"s","userInput":"{}"}}"#, "x\\\"}{".repeat(100_000));
    let mut decoder = Decoder::<BackendMessage>::new();
    decoder.push(b"[");
    for record in [GOOD, &long, GOOD] {
        let (head, last) = record.as_bytes().split_at(record.len() - 1);
        for piece in head.chunks(10_000) {
            decoder.push(piece);
        }
        assert!(decoder.next().is_none());
        decoder.push(last);
        assert!(decoder.next().unwrap().is_ok());
        decoder.push(b",");
    }
}

/// Read anew with each piece, this would take a hundred times as long as all other tests.
#[test]
fn a_long_record_in_small_pieces_is_linear_work() {
    let long = format!(r#"{{"id":"a","role":"user","sessionId":"s","userInput":"{}"}}"#, "漢\\n".repeat(4 << 20));
    let records = decode(long.as_bytes().chunks(1 << 10));
    assert_eq!(records.len(), 1);
    assert_eq!(records[0].as_ref().unwrap().user_input.len(), 4 * (4 << 20));
}

#[test]
fn the_rest_of_a_broken_array_is_kept_up_to_a_bound() {
    let piece = vec![b'x'; 1 << 20];
    let pieces = MAX_SOURCE / piece.len() + 2;
    let mut decoder = Decoder::<BackendMessage>::new();
    decoder.push(b"[");
    for _ in 0..pieces {
        decoder.push(&piece);
    }
    decoder.finish();
    let rejected = decoder.next().unwrap().unwrap_err();
    assert_eq!(rejected.source.len(), MAX_SOURCE);
    assert_eq!(rejected.range, 1..1 + (pieces * piece.len()) as u64);
    assert!(decoder.next().is_none());
}

#[test]
fn options_hold_for_each_record() {
    let mut decoder = Decoder::<BackendMessage>::with_options(Options::new().max_issues(1));
    decoder.push(b"[{},{}");
    let issues: Vec<_> = decoder.map(|record| record.unwrap_err().error).collect();
    assert_eq!(issues.len(), 2);
    assert!(issues.iter().all(|error| error.issues().len() == 1 && error.is_truncated()));
}

struct Failing<'a>(&'a [u8]);

impl io::Read for Failing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.0.read(buffer)? {
            0 => Err(io::Error::other("cut off")),
            read => Ok(read),
        }
    }
}

#[test]
fn a_readers_error_comes_after_the_records_before_it() {
    let text = format!("{GOOD}\n{GOOD}\n{{\"id");
    let mut records = from_reader_many::<BackendMessage, _>(Failing(text.as_bytes()));
    assert!(records.next().unwrap().is_ok());
    assert!(records.next().unwrap().is_ok());
    assert!(matches!(records.next().unwrap(), Err(ReadError::Io(error)) if error.to_string() == "cut off"));
    assert!(records.next().is_none());
}

/// Lines of all kinds: good, bad, broken, cut.
fn lines() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        Just(GOOD.to_owned()),
        Just("{\"id\":\"x\",\"role\":[]}".to_owned()),
        Just("{\n \"id\": \"y\",\n !}".to_owned()),
        (0..GOOD.len()).prop_map(|cut| String::from_utf8_lossy(&GOOD.as_bytes()[..cut]).into_owned()),
        "[\\[\\]{}\",:a\\\\]{0,12}",
    ];
    (vec(line, 0..12), prop_oneof![Just("\n"), Just(","), Just("\r\n")], any::<bool>()).prop_map(
        |(lines, separator, array)| {
            let text = lines.join(separator);
            if array { format!("[{text}]") } else { text }
        },
    )
}

/// So many, or as many as `PROPTEST_CASES` asks for.
fn cases() -> ProptestConfig {
    let default = ProptestConfig::default();
    if std::env::var_os("PROPTEST_CASES").is_some() { default } else { ProptestConfig { cases: 2000, ..default } }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn random_pieces_make_no_difference(text in lines(), sizes in vec(1..40usize, 1..20)) {
        let whole = decode([text.as_bytes()]);
        let mut rest = text.as_bytes();
        let mut pieces = Vec::new();
        for size in sizes.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (piece, behind) = rest.split_at((*size).min(rest.len()));
            pieces.push(piece);
            rest = behind;
        }
        prop_assert_eq!(decode(pieces), whole);
    }
}
