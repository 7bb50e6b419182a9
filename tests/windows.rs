//! Texts longer than the windows they are read by: records over every boundary, records longer than a window, and what is wrong
//! far behind the first.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // so tests fail

use backend_message::{BackendMessage, Error, IssueCode, Options, from_slice, from_slice_many, from_slice_many_with};

/// Longer than a window, so that the last one is grown for it.
const LONG: usize = 300_000;

/// Sizes on both sides of a window of 256 KB and of the pieces that arenas are emptied by.
const SIZES: [usize; 12] = [0, 1, 15, 16, 1000, 48 * 1024, 48 * 1024 + 1, 100_000, 256 * 1024 - 60, 1, LONG, 0];

fn record(number: usize, size: usize) -> String {
    let text = ["x", "é", "\\n", "漢", "😀"][number % 5];
    let text = text.repeat(size / text.len());
    format!("{{\"id\":\"{number}\",\"role\":\"user\",\n\"sessionId\":\"s\",\"userInput\":\"{text}\",\"cost\":0.5}}")
}

fn records() -> Vec<String> {
    (0..13).map(|number| record(number, SIZES[number * 5 % 12])).collect()
}

fn framed() -> [String; 4] {
    let records = records();
    let space = " \r\n\t".repeat(2_000);
    [
        format!("[{}]", records.join(",")),
        format!("\u{FEFF}{}\n", records.join("\n")),
        records.concat(),
        format!("{space}[{}{space}]{space}", records.join(&format!(" ,{space}"))),
    ]
}

#[test]
fn long_texts_are_read_as_serdes_derive_reads_them() {
    let expected: Vec<BackendMessage> = records().iter().map(|record| serde_json::from_str(record).unwrap()).collect();
    for text in framed() {
        assert!(from_slice_many::<BackendMessage>(text.as_bytes()).as_ref() == Ok(&expected), "{text:.80}");
    }
    for (record, expected) in records().iter().zip(&expected) {
        let spaced = format!("{space}{record}{space}", space = "\n".repeat(20_000));
        assert!(from_slice::<BackendMessage>(spaced.as_bytes()).as_ref() == Ok(expected), "{record:.80}");
    }
}

#[test]
fn positions_are_right_in_later_windows() {
    for (frame, text) in framed().iter().enumerate() {
        for record in [[3, 12], [5, 11], [7, 10], [0, 9]][frame] {
            let before = text.match_indices("\"role\":\"").nth(record).unwrap().0;
            let at = before + "\"role\":".len();
            let broken = format!("{}7{}", &text[..at], &text[at + "\"user\"".len()..]);
            let error = from_slice_many::<BackendMessage>(broken.as_bytes()).unwrap_err();
            place(&error, &broken, at, IssueCode::InvalidType, &format!("/{record}/role"));

            let broken = format!("{}?{}", &text[..at], &text[at..]);
            let error = from_slice_many::<BackendMessage>(broken.as_bytes()).unwrap_err();
            place(&error, &broken, at, IssueCode::InvalidJson, &format!("/{record}/role"));
        }
    }
}

#[test]
fn a_text_cut_short_ends_too_early_at_its_end() {
    let text = framed()[0].clone();
    for cut in [text.len() - 1, text.len() / 2, 256 * 1024, 256 * 1024 + 1] {
        let cut = (cut..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap();
        let error = from_slice_many::<BackendMessage>(&text.as_bytes()[..cut]).unwrap_err();
        let issue = error.issues().last().unwrap();
        assert_eq!((issue.code, issue.position.unwrap().offset), (IssueCode::UnexpectedEnd, cut as u64));
    }
}

#[test]
fn issues_of_many_windows_stand_in_one_report_that_knows_its_end() {
    let bad = record(1, 90_000).replace("\"user\"", "7");
    let text = vec![bad; 12].join("\n");
    for (most, truncated) in [(1, true), (11, true), (12, false), (usize::MAX, false)] {
        let options = Options::new().max_issues(most);
        let error = from_slice_many_with::<BackendMessage>(text.as_bytes(), options).unwrap_err();
        assert_eq!((error.issues().len(), error.is_truncated()), (most.min(12), truncated));
        for (number, issue) in error.issues().iter().enumerate() {
            assert_eq!(issue.pointer(), format!("/{number}/role"));
        }
    }
}

/// The one issue, at a place that is counted here once more.
fn place(error: &Error, text: &str, at: usize, code: IssueCode, pointer: &str) {
    let issue = &error.issues()[0];
    assert_eq!((issue.code, issue.pointer().as_str(), error.issues().len()), (code, pointer, 1));
    let position = issue.position.unwrap();
    let before = &text[..at];
    let line = before.rsplit('\n').next().unwrap();
    let counted =
        (at, before.encode_utf16().count(), before.matches('\n').count() + 1, line.encode_utf16().count() + 1);
    let reported = [position.offset, position.index, position.line, position.column]
        .map(|number| usize::try_from(number).unwrap());
    assert_eq!((reported[0], reported[1], reported[2], reported[3]), counted);
}

/// `1.5` is no integer, but what goes on as `1.5e1` is.
#[test]
fn a_number_is_judged_when_all_of_it_is_there() {
    let (number, head) = ("1.5e1", r#"{"id":"1","role":"user","sessionId":"s","userInput":""#);
    for before in 0..=number.len() {
        let between = r#"","inputTokens":"#;
        let text = "x".repeat(256 * 1024 - head.len() - between.len() - before);
        let record = format!("{head}{text}{between}{number}}}");
        let read: Vec<BackendMessage> = from_slice_many(record.as_bytes()).unwrap();
        assert_eq!(read[0].input_tokens, Some(15), "{before} bytes of it in the first window");
    }
}
