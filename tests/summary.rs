//! Summaries: what they count is in the messages, they refuse what these are refused for, and pieces make no difference.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // so tests fail

use std::fs;

use backend_message::{
    BackendMessage, MalformedUnicode, Options, Summarizer, Summary, UnknownKeys, from_slice_many, from_slice_many_with,
    summarize, summarize_last, summarize_with,
};

const SAMPLES: [&str; 4] = ["history.wire.json", "nonascii.camel.json", "short.snake.json", "short.wire.ndjson"];

fn sample(name: &str) -> Vec<u8> {
    fs::read(format!("{}/tests/samples/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The summary of a text in pieces, and the index and range of each record that was rejected.
fn by_pieces(text: &[u8], size: usize) -> (Summary, Vec<(u64, std::ops::Range<u64>)>) {
    let mut rejected = Vec::new();
    let mut summarizer = Summarizer::default();
    for piece in text.chunks(size) {
        summarizer.push(piece, |bad| rejected.push((bad.index, bad.range)));
    }
    let summary = summarizer.finish(|bad| rejected.push((bad.index, bad.range)));
    (summary, rejected)
}

#[test]
fn repeated_ids_are_counted() {
    let text = ["1", "2", "2", "\\u0032", "é", "\\u00e9", "3"]
        .map(|id| format!(r#"{{"id":"{id}","role":"user","sessionId":"s","userInput":""}}"#))
        .join("\n");
    assert_eq!(summarize(text.as_bytes()).unwrap().repeated_ids, 3);
    assert_eq!(by_pieces(text.as_bytes(), 10).0.repeated_ids, 3);
}

/// That summary, of which only the number of bytes and of repeated ids may be another.
fn alike(summary: Summary, other: &Summary) -> Summary {
    let mut summary = summary;
    (summary.bytes, summary.repeated_ids) = (other.bytes, other.repeated_ids);
    summary
}

#[test]
fn only_the_last_of_each_id_is_counted_if_asked_for() {
    let text = sample("history.wire.json");
    let all = summarize(&text).unwrap();
    let text = [&text[..], &text, &text].concat();
    let last = summarize_last(&text, Options::new()).unwrap();
    assert_eq!(last.repeated_ids, all.repeated_ids + 2 * all.messages);
    assert_eq!(
        alike(last.clone(), &all),
        summarize_last(&sample("history.wire.json"), Options::new()).map(|once| alike(once, &all)).unwrap()
    );
    for size in [1000, 100_000] {
        let mut summarizer = Summarizer::new().last_of_each_id();
        text.chunks(size).for_each(|piece| summarizer.push(piece, |bad| panic!("{bad:?}")));
        assert_eq!(summarizer.finish(|bad| panic!("{bad:?}")), last);
    }

    let record = |id: usize, cost: usize| {
        format!(r#"{{"id":"{id}","role":"r{}","sessionId":"s{cost}","userInput":"","cost":{cost}}}"#, cost % 3)
    };
    let texts: Vec<_> = (0..5000).map(|n| record(n * n % 1009, n)).collect();
    let is_last = |n: &usize| (n + 1..5000).all(|later| later * later % 1009 != n * n % 1009);
    let kept: Vec<_> = (0..5000).filter(is_last).map(|n| texts[n].clone()).collect();
    let expected = summarize(kept.join("\n").as_bytes()).unwrap();
    let found = summarize_last(texts.join("\n").as_bytes(), Options::new()).unwrap();
    assert_eq!(found.repeated_ids as usize, texts.len() - kept.len());
    assert_eq!(alike(found, &expected), expected);
    assert!(summarize_last(b"{}", Options::new()).is_err());
}

#[test]
fn replaced_text_is_counted() {
    let text = r#"{"id":"1","role":"user","sessionId":"s","userInput":"\ud800"}"#.repeat(3);
    let options = Options::new().malformed_unicode(MalformedUnicode::Replace);
    assert_eq!(summarize_with(text.as_bytes(), options).unwrap().replaced, 3);
    let mut summarizer = Summarizer::with_options(options);
    text.as_bytes().chunks(7).for_each(|piece| summarizer.push(piece, |bad| panic!("{bad:?}")));
    assert_eq!(summarizer.finish(|bad| panic!("{bad:?}")).replaced, 3);
}

#[test]
fn counts_agree_with_the_messages() {
    for name in SAMPLES {
        let text = sample(name);
        let messages: Vec<BackendMessage> = from_slice_many(&text).unwrap();
        let summary = summarize(&text).unwrap();
        assert_eq!((summary.bytes, summary.messages), (text.len() as u64, messages.len() as u64), "{name}");

        let ids: std::collections::HashSet<_> = messages.iter().map(|message| &message.id).collect();
        assert_eq!(summary.repeated_ids, (messages.len() - ids.len()) as u64, "{name}");

        let tokens =
            |field: fn(&BackendMessage) -> Option<i64>| messages.iter().filter_map(field).map(i128::from).sum::<i128>();
        assert_eq!(summary.usage.input_tokens, tokens(|message| message.input_tokens), "{name}");
        assert_eq!(summary.usage.output_tokens, tokens(|message| message.output_tokens), "{name}");
        assert_eq!(summary.usage.cache_creation_tokens, tokens(|message| message.cache_creation_tokens), "{name}");
        assert_eq!(summary.usage.cache_read_tokens, tokens(|message| message.cache_read_tokens), "{name}");

        for row in &summary.roles {
            assert_eq!(
                row.messages,
                messages.iter().filter(|message| message.role == *row.role).count() as u64,
                "{name}"
            );
        }
        for row in &summary.models {
            let its = messages.iter().filter(|message| message.model == row.model);
            assert_eq!(row.messages, its.count() as u64, "{name}");
        }
        let calls: Vec<_> = messages.iter().flat_map(|message| message.tool_calls.iter().flatten()).collect();
        assert!(!summary.tools.is_empty(), "{name}");
        for row in &summary.tools {
            let its = || calls.iter().filter(|call| call.name.as_str() == row.name);
            assert_eq!(row.calls, its().count() as u64, "{name}");
            assert_eq!(row.failed, its().filter(|call| call.is_error == Some(true)).count() as u64, "{name}");
            assert_eq!(row.unfinished, its().filter(|call| !call.finished).count() as u64, "{name}");
        }
        assert_eq!(summary.tools.iter().map(|row| row.calls).sum::<u64>(), calls.len() as u64, "{name}");
    }
}

#[test]
fn pieces_give_the_same() {
    for name in SAMPLES {
        let text = sample(name);
        for size in [7, 100, 5000, text.len()] {
            assert_eq!(by_pieces(&text, size), (summarize(&text).unwrap(), Vec::new()), "{name} by {size}");
        }
    }
}

/// A window that ends behind a separator knows of that as well.
/// What is behind the damage that ends the text is no separator between records.
#[test]
fn utf16_is_one_fault_and_not_irregular_as_well() {
    let text: Vec<u8> = "{\"id\":\"a\"}\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut summarizer = Summarizer::new();
    let mut rejected = 0;
    summarizer.push(&text, |_| rejected += 1);
    let summary = summarizer.finish(|_| rejected += 1);
    assert_eq!((rejected, summary.irregular_at), (1, None));
}

#[test]
fn a_piece_that_ends_with_an_irregular_separator_reports_it() {
    let record = r#"{"id":"a","role":"user","sessionId":"s","userInput":""}"#;
    for separator in ["\0", "\0\0\0", "\u{1E}", "\n\u{1E}", "\u{FEFF}", "\n\u{FEFF}\0"] {
        let text = format!("{record}\n{record}{separator}{record}\u{1E}{record}");
        let at = (2 * record.len() + 1 + usize::from(separator.starts_with('\n'))) as u64;
        for size in 1..=text.len() {
            assert_eq!(by_pieces(text.as_bytes(), size).0.irregular_at, Some(at), "{separator:?} in pieces of {size}");
        }
    }
}

#[test]
fn invalid_texts_are_rejected_as_by_reading_messages() {
    let good = r#"{"id":"1","role":"user","sessionId":"s","userInput":"","extra":1}"#;
    for text in [format!("[{good},{{\"id\":5}},{good}"), format!("{good}\n{{}}\n{good}"), format!("{good} x")] {
        let error = from_slice_many::<BackendMessage>(text.as_bytes()).unwrap_err();
        assert_eq!(summarize(text.as_bytes()).unwrap_err().issues(), error.issues(), "{text}");
    }
    let options = Options::new().unknown_keys(UnknownKeys::Reject);
    let error = from_slice_many_with::<BackendMessage>(good.as_bytes(), options).unwrap_err();
    assert_eq!(summarize_with(good.as_bytes(), options).unwrap_err().issues(), error.issues());
}

#[test]
fn rejected_records_are_counted_and_skipped() {
    let good = r#"{"id":"1","role":"user","sessionId":"s","userInput":""}"#;
    let text = format!("{good}\n{{\"id\":5}}\n{{broken\n{good}\n{{\"id\":");
    let unread = "{\"id\":5}{broken{\"id\":".len() as u64;
    let length = text.len() as u64;
    for size in [1, 10, text.len()] {
        let (summary, rejected) = by_pieces(text.as_bytes(), size);
        assert_eq!((summary.bytes, summary.messages, summary.rejected), (length, 2, 3));
        assert_eq!(summary.rejected_bytes, unread);
        assert_eq!(rejected.iter().map(|(index, _)| *index).collect::<Vec<_>>(), [1, 2, 4]);
        assert_eq!(rejected[2].1, length - 6..length);
    }
}

#[test]
fn a_summary_can_be_had_on_the_way() {
    let mut summarizer = Summarizer::new();
    summarizer
        .push(br#"{"id":"1","role":"user","sessionId":"s","userInput":""} {"id"#, |_| panic!("nothing is wrong yet"));
    assert_eq!(summarizer.summary().messages, 1);
    // A record that waits for the rest of its text is reported.
    assert!(format!("{summarizer:?}").starts_with("Summarizer { pending: 4, tally: "), "{summarizer:?}");
}
