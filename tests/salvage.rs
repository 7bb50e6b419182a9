//! Damaged texts: whatever stands beside a whole record, it is kept; the rest is told, and nothing is left out.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // so tests fail

mod damage;

use std::fs;
use std::ops::Range;

use backend_message::{BackendMessage, Decoder, Issue, Rejected, from_slice_many, salvage};
use damage::{Random, Text};
use serde_json::Value;

fn decode<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> (Vec<BackendMessage>, Vec<Rejected>) {
    let mut decoder = Decoder::new();
    for piece in pieces {
        decoder.push(piece);
    }
    decoder.finish();
    let (mut kept, mut rejected) = (Vec::new(), Vec::new());
    for (index, record) in decoder.enumerate() {
        match record {
            Ok(message) => kept.push(message),
            Err(bad) => {
                assert_eq!(bad.index, index as u64, "`index` counts both kinds");
                rejected.push(bad);
            }
        }
    }
    (kept, rejected)
}

/// Kept records, rejected ones and separators tile the text, in this order; what is kept is what serde reads there.
fn assert_tiles(text: &[u8], kept: &[BackendMessage], rejected: &[Rejected]) {
    let mut kept = kept.iter();
    let mut at = 0;
    let ranges = rejected.iter().map(|bad| (bad.range.start as usize, bad.range.end as usize));
    for (start, end) in ranges.chain([(text.len(), text.len())]) {
        assert!(at <= start && start <= end && end <= text.len(), "{start}..{end}");
        let mut between = &text[at..start];
        loop {
            between = between
                .strip_prefix(b"\xEF\xBB\xBF")
                .or_else(|| between.strip_prefix(b"\0"))
                .or_else(|| between.strip_prefix(b"\x1E"))
                .or_else(|| between.first().filter(|byte| b" \t\r\n,[]".contains(byte)).map(|_| &between[1..]))
                .unwrap_or(between);
            match between.first() {
                None => break,
                Some(b' ' | b'\t' | b'\r' | b'\n' | b',' | b'[' | b']' | 0 | 0x1E | 0xEF) => {}
                Some(_) => {
                    let mut values = serde_json::Deserializer::from_slice(between).into_iter::<BackendMessage>();
                    assert_eq!(values.next().unwrap().unwrap(), *kept.next().unwrap());
                    between = &between[values.byte_offset()..];
                }
            }
        }
        at = end;
    }
    assert_eq!(kept.next(), None);
    for bad in rejected {
        let source = &text[bad.range.start as usize..bad.range.end as usize];
        assert_eq!(bad.source, String::from_utf8_lossy(source));
        assert!(!bad.error.issues().is_empty());
    }
}

fn ids(kept: &[BackendMessage]) -> Vec<&str> {
    kept.iter().map(|message| message.id.as_str()).collect()
}

/// A text, whole and in pieces, for what is kept and rejected of it.
fn check(text: &[u8], random: &mut Random) -> (Vec<BackendMessage>, Vec<Rejected>) {
    let (kept, rejected) = decode([text]);
    assert_tiles(text, &kept, &rejected);
    let split = random.below(text.len() + 1);
    let size = 1 + random.below(40);
    for pieces in [vec![&text[..split], &text[split..]], text.chunks(size).collect(), text.chunks(1).collect()] {
        let (again, bad) = decode(pieces);
        assert_eq!(again, kept);
        assert_eq!(told(&bad), told(&rejected));
    }
    (kept, rejected)
}

fn sources(rejected: &[Rejected]) -> Vec<&str> {
    rejected.iter().map(|bad| bad.source.as_str()).collect()
}

/// All that is told of a rejected record.
type Told<'a> = (u64, Option<&'a str>, &'a str, Range<u64>, &'a [Issue]);

fn told(rejected: &[Rejected]) -> Vec<Told<'_>> {
    rejected
        .iter()
        .map(|bad| (bad.index, bad.id.as_deref(), &*bad.source, bad.range.clone(), bad.error.issues()))
        .collect()
}

/// Runs a test on a text, and shows it where that fails.
fn on<T>(text: &[u8], run: impl FnOnce() -> T + std::panic::UnwindSafe) -> T {
    std::panic::catch_unwind(run).unwrap_or_else(|cause| {
        eprintln!("in this text: {:?}", String::from_utf8_lossy(text));
        std::panic::resume_unwind(cause)
    })
}

/// Whether the rest of a record begins with a bracket, or a line ends behind a literal: then values may be whole, if invalid.
fn begins_with_a_value(rest: &[u8]) -> bool {
    let rest = rest.trim_ascii_start();
    matches!(rest[0], b'{' | b'[') || rest.starts_with(b"null\n")
}

#[test]
fn faults() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/faults/faults.json");
    let faults: Vec<Value> = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let mut tried = 0;
    for fault in &faults {
        let expect = &fault["expect"];
        let Some(expected) = expect["kept"].as_array() else { continue };
        let text = damage::text_of(fault);
        on(&text, || {
            let (kept, rejected) = check(&text, &mut Random::new(1));
            assert_eq!(ids(&kept), expected.iter().map(|id| id.as_str().unwrap()).collect::<Vec<_>>());
            assert_eq!(rejected.len() as u64, expect["rejected"].as_u64().unwrap());
            if let Some(expected) = expect["ids"].as_array() {
                let found: Vec<_> = rejected.iter().map(|bad| bad.id.as_deref()).collect();
                assert_eq!(found, expected.iter().map(Value::as_str).collect::<Vec<_>>());
            }
            if let Some(expected) = expect["indexes"].as_array() {
                let found: Vec<u64> = (0..(kept.len() + rejected.len()) as u64)
                    .filter(|index| rejected.iter().all(|bad| bad.index != *index))
                    .collect();
                assert_eq!(found, expected.iter().map(|index| index.as_u64().unwrap()).collect::<Vec<_>>());
            }
            if let Some(expected) = expect["strict"].as_bool() {
                assert_eq!(from_slice_many::<BackendMessage>(&text).is_ok(), expected);
            }
        });
        tried += 1;
    }
    assert!(tried >= 16);
}

/// A writer was killed anywhere in a record, and the next record stands right behind: on the same line, or the next one.
#[test]
fn cut_anywhere() {
    let mut random = Random::new(2);
    for victim in damage::victims() {
        for cut in 1..victim.len() {
            for glue in ["", "\n", " ", "\0\0"] {
                for array in [false, true] {
                    let [a, c, d] = ["a", "c", "d"].map(damage::record);
                    let (open, comma, close) = if array { ("[", ",\n", "]\n") } else { ("", "\n", "\n") };
                    let mut text = format!("{open}{a}{comma}").into_bytes();
                    text.extend(&victim[..cut]);
                    text.extend(format!("{glue}{c}{comma}{d}{close}").bytes());
                    on(&text.clone(), || {
                        let (kept, rejected) = check(&text, &mut random.clone());
                        assert_eq!(ids(&kept), ["a", "c", "d"]);
                        assert_eq!(rejected.len(), 1);
                        if glue != "\n" {
                            assert_eq!(rejected[0].id, None);
                        }
                    });
                }
            }
            random.below(2);
        }
    }
}

/// The beginning of a text is missing.
#[test]
fn tails() {
    for victim in damage::victims() {
        for cut in 1..victim.len() {
            for glue in ["", "\n", ",\n"] {
                let [c, d] = ["c", "d"].map(damage::record);
                let mut text = victim[cut..].to_vec();
                text.extend(format!("{glue}{c}\n{d}\n").bytes());
                on(&text.clone(), || {
                    let (kept, rejected) = check(&text, &mut Random::new(3));
                    assert_eq!(ids(&kept), ["c", "d"]);
                    let is_torn = !begins_with_a_value(&victim[cut..]);
                    assert!(rejected.len() == 1 || !is_torn, "{:?}", sources(&rejected));
                });
            }
        }
    }
}

/// A quote, a bracket, a comma or a colon of a record is lost, or stands there twice.
#[test]
fn one_byte_lost_or_doubled() {
    for victim in damage::victims() {
        for at in (0..victim.len()).filter(|at| b"\"{}[],:".contains(&victim[*at])) {
            for doubled in [false, true] {
                for array in [false, true] {
                    let mut broken = victim.clone();
                    if doubled {
                        broken.insert(at, victim[at]);
                    } else {
                        broken.remove(at);
                    }
                    if serde_json::from_slice::<Value>(&broken).is_ok() {
                        continue;
                    }
                    let [a, c, d] = ["a", "c", "d"].map(damage::record);
                    let (open, comma, close) = if array { ("[", ",\n", "]\n") } else { ("", "\n", "\n") };
                    let mut text = format!("{open}{a}{comma}").into_bytes();
                    text.extend(&broken);
                    text.extend(format!("{comma}{c}{comma}{d}{close}").bytes());
                    on(&text.clone(), || {
                        let (kept, rejected) = check(&text, &mut Random::new(4));
                        // Behind another bracket, or before one, the record may be whole.
                        let may_be_whole = doubled && (at == 0 || victim[at] == b'}');
                        let kept = ids(&kept);
                        assert!(kept == ["a", "c", "d"] || may_be_whole && kept == ["a", "v", "c", "d"], "{kept:?}");
                        // A record that ends too early, by a bracket more, leaves something behind.
                        assert!(rejected.len() == 1 || doubled && rejected.len() == 2, "{:?}", sources(&rejected));
                    });
                }
            }
        }
    }
}

/// Any damage, beside whole records, in arrays and sequences.
#[test]
fn any_damage() {
    let cases = std::env::var("SALVAGE_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(4000);
    for seed in 0..cases {
        let mut random = Random::new(seed);
        let Text { bytes, whole, damaged } = damage::text(&mut random);
        on(&bytes.clone(), || {
            let (kept, rejected) = check(&bytes, &mut random.clone());
            assert_eq!(ids(&kept), whole, "seed {seed}");
            assert_eq!(rejected.len(), damaged, "seed {seed}: {:?}", sources(&rejected));
        });
    }
}

/// Another record is written into the midst of one. Where its place is that of a value, it is taken for one.
#[test]
fn interleaved_writers() {
    for victim in damage::victims() {
        for at in 1..victim.len() {
            let [a, c, d] = ["a", "c", "d"].map(damage::record);
            let before = victim[..at].iter().rfind(|byte| !byte.is_ascii_whitespace()).unwrap();
            let mut text = format!("{a}\n").into_bytes();
            text.extend(&victim[..at]);
            text.extend(c.bytes());
            text.extend(&victim[at..]);
            text.extend(format!("\n{d}\n").bytes());
            on(&text.clone(), || {
                let (kept, rejected) = check(&text, &mut Random::new(5));
                let kept = ids(&kept);
                let as_a_value = kept == ["a", "d"] || kept == ["a", "v", "d"];
                assert!(kept == ["a", "c", "d"] || b":[,]}".contains(before) && as_a_value, "{kept:?}");
                let is_torn = !begins_with_a_value(&victim[at..]);
                assert!(rejected.len() <= 2 || !is_torn, "{:?}", sources(&rejected));
            });
        }
    }
}

#[test]
fn what_looks_like_a_record_inside_another_is_not_one() {
    let inner = damage::record("inner");
    let quoted = serde_json::to_string(&inner).unwrap();
    let wrong = [r#""cost":NaN"#, r#""x":"\q""#, "\"x\":\"\t\"", r#""inputTokens":05"#, r#""x":1,"#, r#""x":1 "y":2"#];
    for wrong in wrong {
        for text in [
            format!(r#"{{"id":"b","role":"user","x":{inner},"userInput":"t",{wrong}}}"#),
            format!(r#"{{"id":"b",{wrong},"role":"user","x":[{inner},{inner}]}}"#),
            format!(r#"{{"id":"b","userInput":{quoted},{wrong}}}"#),
            format!(r#"{{"id":"b",{wrong},"userInput":{quoted},"y":{{"x":{inner}}}}}"#),
        ] {
            for text in [format!("[{text}]"), text] {
                let (kept, rejected) = on(text.as_bytes(), || check(text.as_bytes(), &mut Random::new(6)));
                assert_eq!((kept.len(), rejected.len()), (0, 1), "{text}");
                assert_eq!(rejected[0].id.as_deref(), Some("b"));
            }
        }
    }
    // By its key it is told from a record behind one that was cut off, though a quote is wrong.
    let text = format!(r#"{{"id":"b","userInput":"un"quoted","x":{inner},"y":{inner}}}"#);
    let (kept, rejected) = check(text.as_bytes(), &mut Random::new(7));
    assert_eq!((kept.len(), rejected.len()), (0, 1));
}

#[test]
fn damage_ends_with_its_array() {
    let [a, c] = ["a", "c"].map(damage::record);
    for broken in [r#"{"id":"b","userInput":"un"quoted"}"#, r#"{"id":"b","userInput":"t}"#, r#"{"id":"b","cost":1"#] {
        for text in
            [format!("[{a},{broken}]\n"), format!("[{a},{broken}]\n[{c}]"), format!("[{a},{broken}\n]\n[\n{c}]")]
        {
            let (kept, rejected) = on(text.as_bytes(), || check(text.as_bytes(), &mut Random::new(8)));
            assert_eq!(kept.len(), 1 + usize::from(text.contains(&c)), "{text}");
            assert_eq!(rejected.len(), 1, "{text}");
            assert_eq!(rejected[0].source, broken, "{text}");
        }
    }
}

/// An opening bracket too many is the damage. The records behind it stand in arrays alone, so they are no member of anything.
#[test]
fn brackets_too_many_take_no_records_with_them() {
    let [a, b, c] = ["a", "b", "c"].map(damage::record);
    for text in [
        format!("[[{a}][{b},{c}]"),
        format!("[[[,{a}]\n[{b}][{c}]"),
        format!("[{a},[{b}][{c}"),
        format!("[[[]\n[{a},{b},{c}]"),
    ] {
        let (kept, rejected) = on(text.as_bytes(), || check(text.as_bytes(), &mut Random::new(10)));
        assert_eq!((ids(&kept), rejected.len()), (vec!["a", "b", "c"], 1), "{text}: {:?}", sources(&rejected));
    }
}

#[test]
fn an_id_is_given_only_if_it_is_surely_the_records_own() {
    let c = damage::record("c");
    for (broken, expected) in [
        (r#"{"id":"b","role":"us"#, Some("b")),
        (r#"{"id":"b""#, Some("b")),
        (r#"{"id":"b"#, None),
        (r#"{"role":1 "id":"b"}"#, None),
        (r#"{"id":"b","role":1"#, Some("b")),
        (r#"{"id":"b","userInput":"un"quoted"}"#, None),
        (r#"{"id":5,"role":"us"#, None),
        (r#"["id"]"#, None),
    ] {
        for (text, glued) in [
            (format!("{broken}\n{c}\n"), false),
            (format!("{c}\n{broken}"), false),
            (format!("{broken}{c}\n"), !broken.ends_with('}')),
        ] {
            let found = salvage::<BackendMessage>(text.as_bytes());
            if found.rejected.is_empty() {
                continue;
            }
            let id = found.rejected[0].id.as_deref();
            assert_eq!(id, if glued { None } else { expected }, "{text}");
        }
    }
}

/// Behind a record that a cut one has swallowed, something that is no key shows that no object goes on there.
#[test]
fn a_record_between_two_damages_is_kept() {
    let [a, b] = ["a", "b"].map(damage::record);
    for between in
        ["NaN", "// a comment", "# a comment", "--", "None", "\u{FFFD}", "2026-01-01 12:00:00 INFO", r#"{"id":5}"#]
    {
        for cut in [r#"{"id":"x","role":"#, r#"{"id":"x","toolCalls":["#, r#"{"id":"x","role":"us"#] {
            for text in [format!("[{cut}{a},{between},\n{b}]"), format!("{cut}{a}\n{between}\n{b}\n")] {
                let (kept, _) = on(text.as_bytes(), || check(text.as_bytes(), &mut Random::new(11)));
                assert_eq!(ids(&kept), ["a", "b"], "{text}");
            }
        }
    }
}

/// These brackets and this quote stand in a string, and not between two arrays.
#[test]
fn a_string_that_ends_like_an_array_of_records_begins_is_no_end() {
    let record = damage::record("a").replace("\"t\"", "\"t][{\"").replace('}', r#","x":"][{" }"#);
    let text = format!(r#"[{{"id":"x","role":"us"er"}},{record}]"#);
    let (kept, rejected) = check(text.as_bytes(), &mut Random::new(12));
    assert_eq!((ids(&kept), rejected.len()), (vec!["a"], 1), "{:?}", sources(&rejected));
}

/// The line break in the record behind a cut one is not the end of the cut one's line.
#[test]
fn a_cut_record_on_the_line_of_an_indented_one_has_no_id() {
    let text = damage::record("a").replace('{', "{\n  ");
    let text = format!(r#"{{"id":"x","{text}"#);
    let (kept, rejected) = check(text.as_bytes(), &mut Random::new(13));
    assert_eq!((ids(&kept), rejected[0].id.as_deref()), (vec!["a"], None));
}

#[test]
fn separators_met_in_practice() {
    let [a, b, c] = ["a", "b", "c"].map(damage::record);
    for text in [
        format!("{a}\n\0\0\0\0{b}\0{c}\0\0"),
        format!("\u{FEFF}{a}\n\u{FEFF}{b}\u{FEFF}{c}"),
        format!("\u{1E}{a}\n\u{1E}{b}\n\u{1E}{c}\n"),
        format!("\0\u{FEFF}[{a},\0{b}\0,\u{FEFF}{c}\0]\0"),
        format!("[{a}]\n[{b},{c}]"),
        format!("[{a}][]\u{FEFF}[]{b}\n{c}"),
        format!("{a}[{b}]{c}"),
    ] {
        let (kept, rejected) = on(text.as_bytes(), || check(text.as_bytes(), &mut Random::new(9)));
        assert_eq!((ids(&kept), rejected.len()), (vec!["a", "b", "c"], 0), "{text}");
    }
}

#[test]
fn strict_reading_takes_arrays_one_after_another_and_no_other_mixture() {
    let [a, b, c] = ["a", "b", "c"].map(damage::record);
    for (text, expected) in [
        (format!("[{a}]\n[{b},{c}]\n"), true),
        (format!("\u{FEFF}[{a}][][{b},{c}]"), true),
        (format!("[{a}]{b}"), false),
        (format!("{a}[{b}]"), false),
        (format!("[{a}],[{b}]"), false),
        (format!("[{a}]\u{FEFF}[{b}]"), false),
        (format!("[{a}]\0[{b}]"), false),
        (format!("\u{1E}{a}\n\u{1E}{b}\n"), false),
    ] {
        assert_eq!(from_slice_many::<BackendMessage>(text.as_bytes()).is_ok(), expected, "{text}");
    }
}
