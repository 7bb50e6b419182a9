#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::plain::is_plain;
use super::unescape::short_escape;
use super::*;
use crate::text::random_text;

#[test]
fn runs_end_where_they_should() {
    for length in 0..70 {
        for end in ["\"", "\\", "\n", "é", ""] {
            let text = format!("{}{}{end}xx", "-", "a".repeat(length));
            let text = if end.is_empty() { text.trim_end_matches('x').to_owned() } else { text };
            assert_eq!(skip_plain(text.as_bytes(), 1), 1 + length, "{text}");
            let mut out = vec![0u8; text.len() + BLOCK + 3];
            assert_eq!(copy_plain(simd::CONSTANTS, text.as_bytes(), 1, &mut out, 3), length, "{text}");
            assert_eq!(out[3..3 + length], text.as_bytes()[1..=length]);
            let mut wide = vec![0u16; text.len() + BLOCK + 3];
            assert_eq!(copy_plain(simd::CONSTANTS, text.as_bytes(), 1, &mut wide, 3), length, "{text}");
            assert!(wide[3..3 + length].iter().zip(&text.as_bytes()[1..]).all(|(a, b)| *a == u16::from(*b)));
        }
    }
}

/// The character or escape at `at`, read by itself, as UTF-8, and its length; `None` if it ends a run.
fn one<const UTF8: bool>(text: &[u8], at: usize) -> Option<(Vec<u8>, usize)> {
    let mut ahead = [0; 6];
    ahead.iter_mut().zip(&text[at..]).for_each(|(to, from)| *to = *from);
    if let Some((meaning, length)) = short_escape(&ahead) {
        return Some((vec![meaning], length));
    }
    match utf8::decode(text, at) {
        utf8::Decoded::Char(_, 1) if is_plain(ahead[0]) => Some((vec![ahead[0]], 1)),
        utf8::Decoded::Char(_, length @ 2..) if UTF8 => Some((text[at..at + length].to_vec(), length)),
        _ => None,
    }
}

fn check_copy<const UTF8: bool>(text: &[u8]) {
    let (mut expected, mut ends) = (Vec::new(), vec![(3, 0)]);
    while let Some((copied, length)) = one::<UTF8>(text, ends[ends.len() - 1].0) {
        expected.extend(copied);
        ends.push((ends[ends.len() - 1].0 + length, expected.len()));
    }
    let last = ends[ends.len() - 1];
    let mut out = vec![0_u8; text.len() + SLACK];
    let (end, used) = copy_unescaped::<_, UTF8>(text, 3, &mut out, 0);
    let shown = String::from_utf8_lossy(text);
    // It stops after a whole character or escape: where less than the slack is left, or a span before malformed text.
    assert!(ends.contains(&(end, used)), "{end} {used} {shown}");
    assert!(end == last.0 || text.len() - end < SLACK + 4 || UTF8 && last.0 - end < SPAN + 4, "{end} {last:?} {shown}");
    assert_eq!(out[..used], expected[..used], "{shown}");
}

#[test]
fn runs_are_copied_as_they_are_read_one_by_one() {
    let pieces: [&[u8]; 18] = [
        br"\\",
        br#"\""#,
        br"\n",
        br"\/",
        b"a",
        b"plain text of some length",
        "é".as_bytes(),
        "漢字".as_bytes(),
        "😀".as_bytes(),
        "\u{D7FF}\u{E000}".as_bytes(),
        b"\"",
        b"\n",
        br"\u0041",
        br"\u00e9",
        br"\x",
        br"\",
        b"\x80",
        b"\xE6\xBC",
    ];
    let mut state = 1_u64;
    for _ in 0..if cfg!(miri) { 20 } else { 20_000 } {
        let mut text = b"xxx".to_vec();
        // What ends a run is rare, or runs are short.
        random_text::extend(&mut text, 3 * SLACK, &mut state, &pieces, 10, 5);
        check_copy::<true>(&text);
        check_copy::<false>(&text);
    }
}

#[test]
fn utf8_as_a_string() {
    for text in ["", "plain", &"é 漢 😀".repeat(40)] {
        assert_eq!(from_utf8(text.as_bytes()), Some(text));
    }
    assert_eq!(from_utf8(b"\xFF"), None);
    assert_eq!(from_utf8(&"漢".repeat(40).as_bytes()[..100]), None);
}

#[test]
fn wide_text_is_copied_as_it_is_read_one_by_one() {
    let pieces = [
        "漢",
        "字",
        "한글",
        "\u{800}\u{FFFF}\u{D7FF}\u{E000}",
        "漢字かなカナ…€",
        "😀\u{10000}\u{10FFFF}",
        r"\n",
        "é",
        "a",
        "\"",
        r"\u00e9",
        "plain",
    ]
    .map(str::as_bytes);
    let mut state = 1_u64;
    for _ in 0..if cfg!(miri) { 4 } else { 20_000 } {
        let mut bytes = b"xxx".to_vec();
        // What ends a run is rare, or runs are short.
        random_text::extend(&mut bytes, 3 * SLACK, &mut state, &pieces, 7, 5);
        if state >> 63 == 1 {
            let place = 3 + (state >> 40) as usize % (2 * SLACK);
            bytes[place] = (state >> 32) as u8;
        }
        let mut expected = vec![];
        let mut ends = vec![(3, 0)];
        while let Some((copied, length)) = one::<true>(&bytes, ends[ends.len() - 1].0) {
            expected.extend(std::str::from_utf8(&copied).unwrap().encode_utf16());
            ends.push((ends[ends.len() - 1].0 + length, expected.len()));
        }
        let mut out = vec![0; bytes.len() + SLACK];
        let (end, used) = copy_wide(&bytes, 3, &mut out, 0);
        assert!(ends.contains(&(end, used)), "{end} {used} {}", String::from_utf8_lossy(&bytes));
        assert_eq!(out[..used], expected[..used]);
    }
    // Everything for which there is room is taken.
    let text = format!("xxx{}", r"漢字漢字漢字漢字\n漢字😀".repeat(40));
    let (end, _) = copy_wide(text.as_bytes(), 3, &mut vec![0; text.len() + SLACK], 0);
    assert!(text.len() - end < SLACK, "{end} of {}", text.len());
}

/// A string of short escapes and ASCII is copied up to its end, or up to something else, or until a step would reach
/// something rare or the end of the text.
fn check_escaped(text: &[u8], places: &mut EscapeOffsets) {
    let (mut expected, mut ends) = (Vec::new(), vec![(3, 0)]);
    let mut last = ends[0];
    while text.get(last.0) != Some(&b'"')
        && let Some((copied, length)) = one::<false>(text, last.0)
    {
        expected.extend(copied);
        last = (last.0 + length, expected.len());
        ends.push(last);
    }
    let mut out = vec![0_u8; text.len() + SLACK];
    let (end, used) = copy_escaped(text, 3, &mut out, 0, places);
    let shown = String::from_utf8_lossy(text);
    assert!(ends.contains(&(end, used)), "{end} {used} {shown}");
    assert_eq!(out[..used], expected[..used], "{shown}");
    let is_rare_near = text[end..].iter().take(SPAN).any(|byte| !(0x20..0x80).contains(byte));
    assert!(end == last.0 || is_rare_near || text.len() - end < SLACK, "{end} {last:?} {shown}");
    // Without room for what follows the first three bytes, nothing is copied.
    if cfg!(not(debug_assertions)) {
        assert_eq!(copy_escaped(text, 3, &mut out[4..], 0, places), (3, 0));
    }
}

#[test]
fn strings_with_escapes_are_copied_as_they_are_read_one_by_one() {
    let pieces: [&[u8]; 17] = [
        br"\n",
        br"\\",
        br#"\""#,
        br"\t\t\t\t\t\t\t\t\t\t\t\t",
        b"a",
        b"plain text of some length",
        b"plain text of a greater length, which is more than a span's, so that one is of nothing else",
        br"\u003c",
        br"\/\b\f\r",
        b"\"",
        b"\n",
        "é".as_bytes(),
        br"\u00e9",
        br"\ud83d\ude00",
        br"\x",
        br"\",
        b"\xFF",
    ];
    let (mut state, mut places) = (1_u64, EscapeOffsets::EMPTY);
    for round in 0..if cfg!(miri) { 8 } else { 5000 } {
        let mut text = b"xxx".to_vec();
        // What ends a string is rare, or strings are short. Some are so long that the places are gathered in several parts.
        let length = if round % 8 == 1 { 40 * SPAN } else { 6 * SPAN };
        let rarity = if round % 8 == 1 { 12 } else { 6 };
        random_text::extend(&mut text, length, &mut state, &pieces, 9, rarity);
        check_escaped(&text, &mut places);
    }
    // As many as there can be in a span, and so for long.
    let mut text = b"xxx".to_vec();
    text.extend(br"\n".repeat(if cfg!(miri) { 5 } else { 20 } * SPAN));
    text.extend(b"\"");
    text.extend(b" ".repeat(SLACK));
    for start in 3..5 {
        text.insert(start, b'x');
        check_escaped(&text, &mut places);
    }
}

#[test]
fn runs_of_backslashes_of_every_length_at_every_place_of_a_span_are_escapes() {
    let mut places = EscapeOffsets::EMPTY;
    for before in (0..SPAN + 2).step_by(if cfg!(miri) { 13 } else { 3 }) {
        for run in (0..2 * SPAN + 3).step_by(if cfg!(miri) { 17 } else { 1 }) {
            for behind in ["\"", "n\"", "x", "u003c\"", "\\"] {
                let text = format!("xxx{}{}{behind}{}", "a".repeat(before), "\\".repeat(run), "b".repeat(2 * SLACK));
                check_escaped(text.as_bytes(), &mut places);
            }
        }
    }
}
