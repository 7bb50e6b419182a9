//! Skips a string and checks it, by masks of 64 bits that classify its bytes.
//!
//! All escapes of a span are found together ([`scan`] says why), without a branch, until the string ends or something rare
//! comes.

use crate::text::escape;
use crate::text::scan::simd::{self, Marks};
use crate::text::scan::{self, Escapes, SPAN};
use crate::text::token::{self, Halt, Step};
use crate::text::utf8;

/// The end of the string whose opening quote is at `at`, and whether it has escapes. In `narrowed` text a byte stands for
/// each UTF-16 unit, so bytes beyond ASCII need no check.
#[inline]
pub(crate) fn string(text: &[u8], at: usize, narrowed: bool) -> Step<(usize, bool)> {
    let at = scan::skip_plain(text, at + 1);
    if text.get(at) == Some(&b'"') { Ok((at + 1, false)) } else { by_spans(text, at, narrowed) }
}

/// The same, from a byte of the string that is not plain.
#[inline(never)]
fn by_spans(text: &[u8], start: usize, narrowed: bool) -> Step<(usize, bool)> {
    let constants = simd::constants();
    let (mut at, mut beyond, mut first_escaped, mut seen) = (start, false, false, 0);
    while let Some(span) = text.get(at..).and_then(<[u8]>::first_chunk::<SPAN>) {
        let Marks { quotes, backslashes, letters, others } = simd::marks(constants, span);
        let mut ends = quotes;
        if others || beyond {
            // All of narrowed text was checked when it was narrowed.
            if !narrowed && !utf8::is_well_formed_beyond_ascii(text, at) {
                break;
            }
            beyond = !span.last().is_some_and(u8::is_ascii);
            ends |= simd::controls(constants, span);
        }
        let Escapes { escaped, next, .. } = Escapes::of(backslashes, first_escaped);
        let mut found = ends & !escaped | escaped & !(quotes | backslashes | letters);
        let mut length = SPAN;
        while found != 0 {
            let place = found.trailing_zeros() as usize;
            if escaped >> place & 1 == 0 {
                if span.get(place) != Some(&b'"') {
                    return Err(Halt::Invalid); // a control character
                }
                seen |= backslashes & !(u64::MAX << place);
                return Ok((at + place + 1, seen != 0));
            }
            if text.get(at + place..).and_then(<[u8]>::first_chunk).copied().is_some_and(is_unit_by_itself) {
                found &= found - 1;
            } else {
                let (_, end) = token::character(text, at + place - 1)?;
                found &= u64::MAX.checked_shl((end - at) as u32).unwrap_or(0);
                length = length.max(end - at);
            }
        }
        // A complete escape leaves no backslash open.
        first_escaped = next && length == SPAN;
        seen |= backslashes;
        at += length;
    }
    // A character that began in the last span is read again.
    at -= usize::from(first_escaped);
    if !narrowed {
        at -= text.get(start..at).map_or(0, utf8::unfinished);
    }
    one_by_one(text, at, narrowed, seen != 0)
}

/// Whether the escape is a UTF-16 unit that is not a surrogate: `u003c`, as Go writes `<`.
#[inline]
fn is_unit_by_itself([kind, first, second, third, fourth]: [u8; 5]) -> bool {
    kind == b'u' && (first | 0x20 != b'd' || second < b'8') && escape::are_digits([first, second, third, fourth])
}

/// Goes on byte by byte, near the end of the text or of its valid UTF-8.
#[inline(never)]
fn one_by_one(text: &[u8], mut at: usize, narrowed: bool, mut escaped: bool) -> Step<(usize, bool)> {
    loop {
        at = scan::skip_plain(text, at);
        match text.get(at) {
            Some(b'"') => return Ok((at + 1, escaped)),
            Some(0x80..) if narrowed => at += 1,
            Some(&byte @ (b'\\' | 0x80..)) => {
                escaped |= byte == b'\\';
                (_, at) = token::character(text, at)?;
            }
            Some(_) => return Err(Halt::Invalid), // a control character
            None => return Err(Halt::More),
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::text::random_text;

    /// Skipping gives the same as reading one by one, for the string and for each of its beginnings in `ends`.
    fn check(text: &[u8], start: usize, ends: impl IntoIterator<Item = usize>) {
        for end in ends {
            let text = text.get(..end).unwrap_or(text);
            for narrowed in [false, true] {
                let expected = one_by_one(text, start, narrowed, false);
                let shown = String::from_utf8_lossy(text);
                assert_eq!(by_spans(text, start, narrowed), expected, "{narrowed} {end} {start} {shown}");
                assert_eq!(string(text, start - 1, narrowed), expected, "{narrowed} {end} {start} {shown}");
            }
        }
    }

    /// `what` at that distance from the beginning of a string, with more text after it.
    fn place(what: &[u8], at: usize) -> Vec<u8> {
        let mut text = b"{\"k\":\"".to_vec();
        text.extend((0..at).map(|at| b'a' + (at % 26) as u8));
        text.extend(what);
        text.extend(b"\",\"userInput\":1}".repeat(9));
        text
    }

    const START: usize = 6;
    /// Around the border of two spans.
    const BORDER: std::ops::Range<usize> = SPAN - 14..SPAN + 3;

    #[test]
    fn runs_of_backslashes_of_every_length_at_every_place() {
        for at in 0..SPAN + 2 {
            for run in 0..2 * SPAN + 3 {
                for behind in [&b""[..], b"n", b"n\\\"", b"x", b"u00e9", b"\\n\\n"] {
                    check(&place(&[&b"\\".repeat(run), behind].concat(), at), START, [usize::MAX]);
                }
            }
        }
    }

    #[test]
    fn every_byte_and_every_byte_behind_backslashes() {
        for at in 0..SPAN + 2 {
            for byte in 0..=u8::MAX {
                for before in [&b""[..], b"\\", b"\\\\", b"\\\\\\"] {
                    let text = place(&[before, &[byte]].concat(), at);
                    let end = START + at + before.len();
                    check(&text, START, [end, end + 1, usize::MAX]);
                }
            }
        }
    }

    #[test]
    fn every_unit() {
        for unit in 0..=u16::MAX {
            let at = BORDER.start + usize::from(unit) % BORDER.len();
            check(&place(format!("\\u{unit:04x}").as_bytes(), at), START, [usize::MAX]);
            check(&place(format!("\\u{unit:04X}x").as_bytes(), at), START, [usize::MAX]);
        }
    }

    #[test]
    fn every_byte_in_the_place_of_a_digit() {
        for byte in 0..=u8::MAX {
            for digit in 2..6 {
                for at in BORDER {
                    let mut what = *b"\\u00e9\\\"";
                    what[digit] = byte;
                    check(&place(&what, at), START, [usize::MAX]);
                    what[2..6].fill(byte);
                    check(&place(&what, at), START, [usize::MAX]);
                }
            }
        }
    }

    #[test]
    fn pairs_of_units_are_told_from_halves() {
        const UNITS: [&str; 10] = ["d7ff", "d800", "DBFF", "dc00", "DFFF", "e000", "D83d", "dE00", "0041", "d8"];
        for first in UNITS {
            for second in UNITS {
                for at in BORDER {
                    for between in ["\\u", "\\\\u", "u", "\\n\\u"] {
                        let what = format!("\\u{first}{between}{second}\\\\");
                        let end = START + at + what.len();
                        check(&place(what.as_bytes(), at), START, (end - 14..end).chain([usize::MAX]));
                    }
                }
            }
        }
    }

    #[test]
    fn strings_of_all_kinds_and_their_beginnings() {
        let pieces: [&[u8]; 24] = [
            br"\\",
            br#"\""#,
            br"\n",
            br"\/",
            b"a",
            b"plain text of some length",
            "é".as_bytes(),
            "漢字".as_bytes(),
            "😀".as_bytes(),
            br"\u0041",
            br"\u00e9",
            br"\ud83d\ude00",
            b"x",
            b"plain text of a greater length, which is more than a span's, so that one is of nothing else",
            "\u{D7FF}\u{E000}".as_bytes(),
            br"\b\f\r\t",
            b"\"",
            b"\n",
            br"\ud83d",
            br"\x",
            br"\",
            b"\x80",
            b"\xE6\xBC",
            b"\xED\xA0\x80",
        ];
        let mut state = 1_u64;
        for _ in 0..20_000 {
            let begin = [r#"""#, r#"{""#, r#"{"":""#, r#"{"a":""#, r#"["é",""#][(state >> 40) as usize % 5];
            let mut text = begin.as_bytes().to_vec();
            // Bytes that end a string are rare, or the strings would be short.
            random_text::extend(&mut text, 5 * SPAN, &mut state, &pieces, 16, 6);
            let end = (state >> 40) as usize % text.len();
            check(&text, begin.len(), [end.max(begin.len()), usize::MAX]);
        }
    }
}
