//! Malformed text within strings, replaced: what is read is what was read if somebody had replaced it before.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // so tests fail

use backend_message::{
    BackendMessage, CallbackResultData, Decoder, IssueCode, MalformedUnicode, Options, Salvage, UnknownKeys,
    from_slice_many_with, from_slice_with, salvage_with, summarize_with,
};

const REPLACE: Options = Options::new().malformed_unicode(MalformedUnicode::Replace);

/// What may stand in a string, and what it becomes.
const PIECES: [(&[u8], &str); 14] = [
    (b"plain", "plain"),
    (b"\\n", "\\n"),
    (b"\\ud83d\\ude00", "\\ud83d\\ude00"),
    (b"\\ud800", "\\ufffd"),
    (b"\\udfffx", "\\ufffdx"),
    (b"\\\\", "\\\\"),
    ("é😀".as_bytes(), "é😀"),
    (b"\xE9", "\u{FFFD}"),
    (b"\xE2\x82", "\u{FFFD}"),
    (b"\xED\xA0\x80", "\u{FFFD}\u{FFFD}\u{FFFD}"),
    (b"\xC0\xAF", "\u{FFFD}\u{FFFD}"),
    (b"\xF0\x9F\x98", "\u{FFFD}"),
    (b"\xFF", "\u{FFFD}"),
    (b"", ""),
];

/// Records with pieces in their strings and keys, and the same with what these become.
fn texts(separator: &str) -> (Vec<u8>, String) {
    let (mut malformed, mut replaced) = (Vec::new(), String::new());
    for (first, (one, one_replaced)) in PIECES.iter().enumerate() {
        for (second, (other, other_replaced)) in PIECES.iter().enumerate() {
            let id = format!(r#"{{"id":"{first}-{second}","role":""#);
            for (text, one, other) in
                [(true, *one, *other), (false, one_replaced.as_bytes(), other_replaced.as_bytes())]
            {
                let parts: [&[u8]; 10] = [
                    id.as_bytes(),
                    one,
                    br#"","sessionId":"s","userInput":""#,
                    other,
                    b".",
                    one,
                    br#"","key "#,
                    other,
                    br#"":[""#,
                    one,
                ];
                let end = [br#""]}"#, separator.as_bytes()].concat();
                if text {
                    malformed.extend(parts.concat());
                    malformed.extend(end);
                } else {
                    replaced.push_str(&String::from_utf8([parts.concat(), end].concat()).unwrap());
                }
            }
        }
    }
    (malformed, replaced)
}

#[test]
fn replacing_while_reading_equals_reading_the_replaced_text() {
    for unknown_keys in [UnknownKeys::Strip, UnknownKeys::Keep] {
        for (open, separator, close) in [("", "\n", ""), ("[", ",", "{}]")] {
            let (malformed, replaced) = texts(separator);
            let malformed = [open.as_bytes(), &malformed, close.as_bytes()].concat();
            let replaced = format!("{open}{replaced}{close}");
            let options = REPLACE.unknown_keys(unknown_keys);
            let expected =
                salvage_with::<BackendMessage>(replaced.as_bytes(), Options::new().unknown_keys(unknown_keys));
            let found = salvage_with::<BackendMessage>(&malformed, options);
            for (found, expected) in found.messages.iter().zip(&expected.messages) {
                assert_eq!(found, expected);
            }
            assert_eq!(found.messages.len(), expected.messages.len());
            assert_eq!(found.rejected.len(), expected.rejected.len());
            assert!(expected.replaced.is_empty());
            if close.is_empty() {
                let many: Vec<BackendMessage> = from_slice_many_with(&malformed, options).unwrap();
                assert!(many == expected.messages);
                let summary = summarize_with(&malformed, options).unwrap();
                assert_eq!(summary.messages as usize, many.len());
            } else {
                let error = from_slice_many_with::<BackendMessage>(&malformed, options).unwrap_err();
                assert!(error.issues().iter().all(|issue| issue.code == IssueCode::MissingField), "{error:?}");
                assert_eq!(error.issues()[0].position.unwrap().offset as usize, malformed.len() - 3);
            }
        }
    }
}

#[test]
fn nothing_is_replaced_in_silence() {
    let (malformed, _) = texts("\n");
    let found = salvage_with::<BackendMessage>(&malformed, REPLACE);
    let lines: Vec<&[u8]> = malformed.split(|&byte| byte == b'\n').collect();
    let mut reported = found.replaced.iter().peekable();
    let mut before = 0;
    for (index, line) in (0..).zip(&lines) {
        let strict = from_slice_with::<BackendMessage>(line, Options::new());
        match reported.next_if(|replaced| replaced.index == index) {
            None => assert!(line.is_empty() || strict.is_ok()),
            Some(replaced) => {
                assert!(strict.is_err() && !replaced.truncated && !replaced.issues.is_empty());
                for issue in &replaced.issues {
                    let (start, end) = (issue.position.unwrap().offset as usize, issue.end.unwrap().offset as usize);
                    assert!(before <= start && end <= before + line.len() && start < end);
                    match issue.code {
                        IssueCode::LoneSurrogate => assert!(malformed[start..end].starts_with(b"\\ud")),
                        IssueCode::InvalidUtf8 => {
                            assert_eq!(String::from_utf8_lossy(&malformed[start..end]), "\u{FFFD}");
                        }
                        code => panic!("{code}"),
                    }
                }
            }
        }
        before += line.len() + 1;
    }
    assert!(reported.next().is_none());
}

#[test]
fn pieces_give_the_same() {
    let (malformed, _) = texts("\n");
    let malformed = &malformed[..4000];
    let Salvage { messages, rejected, replaced, .. } = salvage_with::<BackendMessage>(malformed, REPLACE);
    for size in [1, 2, 3, 7, 100] {
        let mut decoder = Decoder::<BackendMessage>::with_options(REPLACE);
        malformed.chunks(size).for_each(|piece| decoder.push(piece));
        decoder.finish();
        let reported = decoder.take_replaced();
        let (good, bad): (Vec<_>, Vec<_>) = decoder.partition(Result::is_ok);
        assert!(good.into_iter().map(Result::unwrap).eq(messages.iter().cloned()));
        assert_eq!(bad.len(), rejected.len());
        let issues = |replaced: &[backend_message::Replaced]| {
            replaced.iter().map(|one| (one.index, one.issues.clone())).collect::<Vec<_>>()
        };
        assert_eq!(issues(&reported), issues(&replaced));
    }
}

#[test]
fn only_strings_are_replaced() {
    let record = r#"{"id":"1","role":"user","sessionId":"s","userInput":"hi"}"#;
    for (text, code) in [
        ([b"\xFF", record.as_bytes()].concat(), IssueCode::InvalidUtf8),
        (record.replace(r#""hi""#, "\"h\u{1}\"").into_bytes(), IssueCode::InvalidJson),
        (br#"{"id":"\ud800","role":5}"#.to_vec(), IssueCode::MissingField),
    ] {
        let error = from_slice_with::<BackendMessage>(&text, REPLACE).unwrap_err();
        assert_eq!(error.issues()[0].code, code);
        assert!(error.issues().iter().all(|issue| issue.code != IssueCode::LoneSurrogate));
    }
    let member = br#"{"callbackType":"sub_agent\ud800","success":true,"toolCallId":"","toolName":""}"#;
    let error = from_slice_with::<CallbackResultData>(member, REPLACE).unwrap_err();
    assert_eq!(error.issues()[0].code, IssueCode::InvalidEnum);
}

#[test]
fn strings_after_damage_are_replaced() {
    let text =
        b"{\"id\":\"0\",\"role\":\"us{\"id\":\"1\",\"role\":\"user\",\"sessionId\":\"s\",\"userInput\":\"caf\xE9\"}\n";
    let found = salvage_with::<BackendMessage>(text, REPLACE);
    assert_eq!((found.messages.len(), found.rejected.len(), found.replaced.len()), (1, 1, 1));
    assert_eq!(found.messages[0].user_input, "caf\u{FFFD}");
}

#[test]
fn megabytes_of_malformed_bytes() {
    let text =
        [br#"{"id":"1","role":"user","sessionId":"s","userInput":""#, vec![0xE9; 1 << 20].as_slice(), b"\"}"].concat();
    let found = salvage_with::<BackendMessage>(&text, REPLACE.max_issues(5));
    assert_eq!((found.replaced[0].issues.len(), found.replaced[0].truncated), (5, true));
    assert_eq!(found.messages[0].user_input.chars().count(), 1 << 20);
}
