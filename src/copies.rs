//! The texts of a window, unescaped and copied into its arenas.

use crate::arena::{AsciiArena, WideArena};
use crate::escape::{self, Escape};
use crate::tape::{self, Space};
use crate::texts::Texts;
use crate::token::{Halt, Step};
use crate::utf8::{self, Decoded};

/// The arenas of a window.
#[derive(Debug)]
pub(crate) struct Copies<W> {
    pub(crate) ascii: AsciiArena,
    pub(crate) wide: W,
}

impl<W: WideArena> Texts for Copies<W> {
    const EMPTY: Self = Self { ascii: AsciiArena::EMPTY, wide: W::EMPTY };

    type Mark = (usize, usize);

    fn clear_for(&mut self, length: usize) {
        self.ascii.clear_for(length);
        self.wide.clear();
    }

    fn mark(&self) -> Self::Mark {
        (self.ascii.used(), self.wide.used())
    }

    fn truncate(&mut self, (ascii, wide): Self::Mark) {
        self.ascii.truncate(ascii);
        self.wide.truncate(wide);
    }

    fn size(&self) -> usize {
        self.ascii.used() + 2 * self.wide.used()
    }

    #[inline(always)]
    #[allow(clippy::inline_always)]
    fn string(&mut self, text: &[u8], at: usize) -> Step<(u64, usize)> {
        let start = self.ascii.used();
        let mut at = at + 1;
        loop {
            at += self.ascii.extend_plain(text, at);
            match text.get(at) {
                Some(b'"') => {
                    return Ok((tape::text(start, self.ascii.used() - start, Space::Ascii), at + 1));
                }
                Some(b'\\') => {
                    // Where there is one escape, there are more.
                    let end = self.ascii.extend_unescaped(text, at);
                    if end != at {
                        at = end;
                        continue;
                    }
                    if let Some(meaning) = escape::short(text, at) {
                        self.ascii.push(meaning);
                        at += 2;
                        continue;
                    }
                    match escape::read(text, at) {
                        Escape::Char { char, end } if char.is_ascii() => {
                            self.ascii.push(char as u8);
                            at = end;
                        }
                        Escape::Char { .. } => return self.wide_string(start, text, at),
                        Escape::Incomplete => return Err(Halt::More),
                        Escape::LoneSurrogate { .. } | Escape::Invalid { .. } => return Err(Halt::Invalid),
                    }
                }
                Some(0x80..) => return self.wide_string(start, text, at),
                Some(_) => return Err(Halt::Invalid), // a control character
                None => return Err(Halt::More),
            }
        }
    }

    fn source(&mut self, text: &[u8], start: usize, end: usize) -> u64 {
        let source = std::str::from_utf8(text.get(start..end).unwrap_or_default()).unwrap_or_default();
        let start = self.wide.used();
        self.wide.reserve(source.len());
        source.chars().for_each(|char| self.wide.push(char));
        tape::text(start, self.wide.used() - start, Space::Wide)
    }

    /// Copies have no place in the window.
    #[inline(always)]
    #[allow(clippy::inline_always)]
    fn place(&mut self, _slot: usize, _start: usize, _end: usize) {}
}

impl<W: WideArena> Copies<W> {
    /// The rest of a string that turned out not to be ASCII at `at`; its beginning moves from the one arena to the other.
    #[inline(never)]
    fn wide_string(&mut self, ascii_start: usize, text: &[u8], mut at: usize) -> Step<(u64, usize)> {
        let Self { ascii, wide } = self;
        let start = wide.used();
        let begun = ascii.since(ascii_start);
        wide.reserve(begun.len() + text.len() - at);
        wide.extend_ascii(begun);
        ascii.truncate(ascii_start);
        loop {
            at += wide.extend_plain(text, at);
            match text.get(at) {
                Some(b'"') => {
                    return Ok((tape::text(start, wide.used() - start, Space::Wide), at + 1));
                }
                Some(b'\\') => {
                    // Not worth it where text beyond ASCII goes on behind the escape.
                    if text.get(at + 2).is_some_and(u8::is_ascii) {
                        let end = wide.extend_unescaped(text, at);
                        if end != at {
                            at = end;
                            continue;
                        }
                    }
                    if let Some(meaning) = escape::short(text, at) {
                        wide.push(char::from(meaning));
                        at += 2;
                        continue;
                    }
                    match escape::read(text, at) {
                        Escape::Char { char, end } => {
                            wide.push(char);
                            at = end;
                        }
                        Escape::Incomplete => return Err(Halt::More),
                        Escape::LoneSurrogate { .. } | Escape::Invalid { .. } => return Err(Halt::Invalid),
                    }
                }
                Some(0x80..) => {
                    // Texts beyond ASCII come in runs. Line breaks stand between them, and rare characters of four bytes.
                    at += wide.extend_wide(text, at);
                    while let Some(&byte @ (b'\\' | 0x80..)) = text.get(at) {
                        if byte == b'\\' {
                            let (Some(meaning), Some(0x80..)) = (escape::short(text, at), text.get(at + 2)) else {
                                break;
                            };
                            wide.push(char::from(meaning));
                            at += 2 + wide.extend_wide(text, at + 2);
                            continue;
                        }
                        match utf8::decode(text, at) {
                            Decoded::Char(char, length) => {
                                wide.push(char);
                                at += length;
                                if length == 4 {
                                    at += wide.extend_wide(text, at);
                                }
                            }
                            Decoded::Incomplete => return Err(Halt::More),
                            Decoded::Malformed => return Err(Halt::Invalid),
                        }
                    }
                }
                Some(_) => return Err(Halt::Invalid),
                None => return Err(Halt::More),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::arena::{Utf8Arena, Utf16Arena};
    use crate::tape::Slot;

    /// Ways to spell something, and what they stand for.
    const PARTS: [(&str, &str); 15] = [
        ("", ""),
        ("plain", "plain"),
        ("plain text that is longer than a block", "plain text that is longer than a block"),
        (r"\n", "\n"),
        (r#"\"\\\/\b\f\n\r\t"#, "\"\\/\u{8}\u{c}\n\r\t"),
        (r"\u0000", "\0"),
        (r"\u00e9\u6f22", "é漢"),
        (r"\ud83d\ude00", "😀"),
        ("é", "é"),
        ("漢字", "漢字"),
        ("漢字漢字漢字漢字漢字漢字", "漢字漢字漢字漢字漢字漢字"),
        ("😀😀", "😀😀"),
        ("漢\\n字\\t", "漢\n字\t"),
        ("\u{7f}", "\u{7f}"),
        ("\u{800}\u{ffff}", "\u{800}\u{ffff}"),
    ];

    fn utf8(copies: &Copies<Utf8Arena>, slot: u64) -> String {
        match Slot(slot).text() {
            (start, length, false) => {
                String::from_utf8(copies.ascii.as_slice()[start..start + length].to_vec()).unwrap()
            }
            (start, length, true) => copies.wide.0[start..start + length].to_owned(),
        }
    }

    fn utf16(copies: &Copies<Utf16Arena>, slot: u64) -> String {
        match Slot(slot).text() {
            (start, length, false) => {
                String::from_utf8(copies.ascii.as_slice()[start..start + length].to_vec()).unwrap()
            }
            (start, length, true) => String::from_utf16(&copies.wide.as_slice()[start..start + length]).unwrap(),
        }
    }

    #[test]
    fn a_string_is_what_it_stands_for_in_either_arena() {
        let (mut for_rust, mut for_javascript) = (Copies::<Utf8Arena>::default(), Copies::<Utf16Arena>::default());
        for (first, first_meaning) in PARTS {
            for (second, second_meaning) in PARTS {
                // Two texts of a window, at every distance from a block's beginning.
                for shift in 0..16 {
                    let shift = "x".repeat(shift);
                    let text = format!("\"{shift}{first}{second}{first}\"\"{second}\"");
                    let meaning = format!("{shift}{first_meaning}{second_meaning}{first_meaning}");
                    for_rust.clear_for(text.len());
                    for_javascript.clear_for(text.len());
                    let (slot, end) = for_rust.string(text.as_bytes(), 0).unwrap();
                    let (other, its_end) = for_rust.string(text.as_bytes(), end).unwrap();
                    assert_eq!((utf8(&for_rust, slot), its_end), (meaning.clone(), text.len()));
                    assert_eq!(utf8(&for_rust, other), second_meaning);

                    let (slot, end) = for_javascript.string(text.as_bytes(), 0).unwrap();
                    let (other, its_end) = for_javascript.string(text.as_bytes(), end).unwrap();
                    assert_eq!((utf16(&for_javascript, slot), its_end), (meaning, text.len()));
                    assert_eq!(utf16(&for_javascript, other), second_meaning);
                }
            }
        }
    }

    #[test]
    fn a_string_that_is_cut_wants_more_and_a_bad_one_is_refused() {
        fn halts<W: WideArena>() {
            let halt = |text: &[u8]| {
                let mut copies = Copies::<W>::default();
                copies.clear_for(text.len());
                copies.string(text, 0).map(|(_, end)| end)
            };
            for (part, _) in PARTS {
                let whole = format!("\"{part}é{part}\"");
                for cut in 1..whole.len() {
                    assert_eq!(halt(&whole.as_bytes()[..cut]), Err(Halt::More), "{cut} bytes of {whole}");
                }
                for bad in [
                    &b"\x01"[..],
                    br"\x",
                    br"\ud800x",
                    br"\udc00",
                    br"\u12g4",
                    b"\x80",
                    b"\xC0\x80",
                    b"\xED\xA0\x80",
                    b"\xFF",
                ] {
                    let text = [b"\"", part.as_bytes(), bad, b"\""].concat();
                    assert_eq!(halt(&text), Err(Halt::Invalid), "{}", String::from_utf8_lossy(&text));
                }
            }
        }
        halts::<Utf8Arena>();
        halts::<Utf16Arena>();
    }
}
