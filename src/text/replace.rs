//! Replaces malformed Unicode in a JSON text by U+FFFD: bytes that are not UTF-8, and lone surrogates.

use crate::text::escape::{self, Escape};
use crate::text::part::Part as _;
use crate::text::utf8::{self, Decoded, decode};

/// The text, made well formed. With `surrogates`, lone surrogates may be encoded like characters, in three bytes each.
pub(crate) fn well_formed(text: &[u8], surrogates: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        let (length, replacement) = match byte {
            b'\\' => match escape::read(text, at) {
                Escape::Char { end, .. } => (end - at, None),
                Escape::LoneSurrogate { end } => (end - at, Some("\\ufffd")),
                Escape::Incomplete | Escape::Invalid { .. } => (1, None),
            },
            0..=0x7F => (1, None),
            _ => match decode(text, at) {
                Decoded::Char(_, length) => (length, None),
                Decoded::Malformed | Decoded::Incomplete => (malformed(text, at, surrogates), Some("\u{FFFD}")),
            },
        };
        match replacement {
            Some(replacement) => out.extend_from_slice(replacement.as_bytes()),
            None => out.extend_from_slice(text.get(at..at + length).expected()),
        }
        at += length;
    }
    out
}

/// How many malformed bytes at the beginning one U+FFFD replaces.
pub(crate) fn malformed(text: &[u8], at: usize, surrogates: bool) -> usize {
    match text.get(at..).expected() {
        [0xED, 0xA0..=0xBF, 0x80..=0xBF, ..] if surrogates => 3,
        rest => utf8::maximal_subpart(rest),
    }
}

#[cfg(test)]
mod tests {
    use super::well_formed;
    use crate::text::random_text;

    fn replaced(text: &[u8]) -> String {
        String::from_utf8(well_formed(text, false)).unwrap()
    }

    #[test]
    fn halves_of_pairs_in_escapes() {
        for (text, expected) in [
            (r"\ud800", r"\ufffd"),
            (r"\ud83d\ude00", r"\ud83d\ude00"),
            (r"\ude00\ud83d", r"\ufffd\ufffd"),
            (r"\\ud800", r"\\ud800"),
            (r"\\\ud800x", r"\\\ufffdx"),
            (r"\n\u00e9\", r"\n\u00e9\"),
        ] {
            assert_eq!(replaced(format!("{text}\"").as_bytes()), format!("{expected}\""));
        }
    }

    #[test]
    fn halves_of_pairs_as_characters() {
        let text = b"a\xED\xA0\x80\xED\xBF\xBFz";
        assert_eq!(well_formed(text, true), "a\u{FFFD}\u{FFFD}z".as_bytes());
        assert_eq!(replaced(text), "a\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}z");
    }

    #[test]
    fn bytes_are_replaced_as_the_standard_library_does_it() {
        let pieces: [&[u8]; 12] = [
            b"a",
            b"\x80",
            b"\xC0\xAF",
            b"\xE2\x82",
            b"\xF0\x9F\x98",
            b"\xF0\x80",
            b"\xED\xA0\x80",
            b"\xF4\x90\x80\x80",
            b"\xFF",
            "\u{E9}".as_bytes(),
            "\u{20AC}".as_bytes(),
            "\u{1F600}".as_bytes(),
        ];
        let mut state = 1;
        for _ in 0..2000 {
            let mut text = Vec::new();
            random_text::extend(&mut text, 40, &mut state, &pieces, 12, 6);
            assert_eq!(replaced(&text), String::from_utf8_lossy(&text), "{text:x?}");
        }
    }
}
