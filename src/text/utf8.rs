//! UTF-8, one character at a time (the Unicode standard, table 3-7).

/// U+FEFF, which some programs write at the beginning of a text.
pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// What was found in place of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decoded {
    /// A character and how many bytes it took.
    Char(char, usize),
    /// No well-formed sequence begins like this.
    Malformed,
    /// The text ends inside a sequence that is well formed so far.
    Incomplete,
}

/// Reads the character at `at`.
#[inline]
pub(crate) fn decode(text: &[u8], at: usize) -> Decoded {
    // Few characters beyond ASCII are at the end of the text.
    if let Some(&[first, second, third, fourth]) = text.get(at..).and_then(<[u8]>::first_chunk) {
        let (two, three) = (continues(second), continues(second) && continues(third));
        if three && first & 0xF0 == 0xE0 {
            let code = u32::from(first & 0xF) << 12 | u32::from(second & 0x3F) << 6 | u32::from(third & 0x3F);
            if code >= 0x800 {
                return char::from_u32(code).map_or(Decoded::Malformed, |char| Decoded::Char(char, 3));
            }
        } else if two && matches!(first, 0xC2..=0xDF) {
            let code = u32::from(first & 0x1F) << 6 | u32::from(second & 0x3F);
            return char::from_u32(code).map_or(Decoded::Malformed, |char| Decoded::Char(char, 2));
        } else if three && continues(fourth) && first & 0xF8 == 0xF0 {
            let code = u32::from(first & 0x7) << 18
                | u32::from(second & 0x3F) << 12
                | u32::from(third & 0x3F) << 6
                | u32::from(fourth & 0x3F);
            if code >= 0x1_0000 {
                return char::from_u32(code).map_or(Decoded::Malformed, |char| Decoded::Char(char, 4));
            }
        }
    }
    decode_any(text, at)
}

#[inline]
const fn continues(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

/// Reads a character of any length, at any place.
fn decode_any(text: &[u8], at: usize) -> Decoded {
    let byte = |offset: usize| text.get(at + offset).copied();
    let Some(lead) = byte(0) else { return Decoded::Incomplete };
    // The range of the second byte excludes overlong forms, surrogates and everything above U+10FFFF.
    let (length, second) = match lead {
        0x00..=0x7F => return Decoded::Char(char::from(lead), 1),
        0xC2..=0xDF => (2, 0x80..=0xBF),
        0xE0 => (3, 0xA0..=0xBF),
        0xED => (3, 0x80..=0x9F),
        0xE1..=0xEF => (3, 0x80..=0xBF),
        0xF0 => (4, 0x90..=0xBF),
        0xF1..=0xF3 => (4, 0x80..=0xBF),
        0xF4 => (4, 0x80..=0x8F),
        _ => return Decoded::Malformed,
    };
    let mut code = u32::from(lead) & (0x7F >> length);
    for offset in 1..length {
        let Some(next) = byte(offset) else { return Decoded::Incomplete };
        let valid = if offset == 1 { second.contains(&next) } else { continues(next) };
        if !valid {
            return Decoded::Malformed;
        }
        code = code << 6 | u32::from(next & 0x3F);
    }
    char::from_u32(code).map_or(Decoded::Malformed, |char| Decoded::Char(char, length))
}

/// How many malformed bytes at the start of `text` one U+FFFD replaces, as in `TextDecoder` and `String::from_utf8_lossy`:
/// as many as could begin a character, or one (the Unicode standard, section 3.9, U+FFFD Substitution of Maximal Subparts).
#[cold]
pub(crate) fn maximal_subpart(text: &[u8]) -> usize {
    let begins = |length: &usize| text.get(..*length).is_some_and(|start| decode_any(start, 0) == Decoded::Incomplete);
    1 + (2..=3).take_while(begins).count()
}

/// How long the malformed sequence at the start of `text` looks to a reader: the first byte, and the continuation bytes that
/// it asks for. More than the text has, if the text ends where more may follow.
#[cold]
pub(crate) fn malformed_length(text: &[u8]) -> usize {
    let Some((&lead, rest)) = text.split_first() else { return 0 };
    let asked = match lead {
        0xC0..=0xDF => 1,
        0xE0..=0xEF => 2,
        0xF0..=0xF7 => 3,
        _ => 0,
    };
    let found = rest.iter().take(asked).take_while(|&&byte| continues(byte)).count();
    if found == rest.len() && found < asked { text.len() + 1 } else { 1 + found }
}

/// How many bytes are checked in one step.
pub(crate) const SPAN: usize = 64;

/// Whether the 64 bytes at `at` are valid after the bytes before them. A character that begins among them may end after
/// them. Also false if `at` is too near to the beginning or the end of the text to know.
#[inline(always)]
pub(crate) fn is_well_formed(text: &[u8], at: usize) -> bool {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let Some(around @ [_, _, before, span @ ..]) = around(text, at) else { return false };
    let any = span.as_chunks().0.iter().fold(0, |any, bytes| any | u64::from_le_bytes(*bytes));
    // Even text with characters beyond ASCII is mostly ASCII.
    any & HIGH == 0 && before.is_ascii() || follows_rules(around)
}

/// The same, without a check for pure ASCII first.
#[inline(always)]
pub(crate) fn is_well_formed_beyond_ascii(text: &[u8], at: usize) -> bool {
    around(text, at).is_some_and(follows_rules)
}

#[inline(always)]
fn around(text: &[u8], at: usize) -> Option<&[u8; 3 + SPAN]> {
    text.get(at.checked_sub(3)?..)?.first_chunk()
}

/// Whether every byte, from the fourth on, is valid after the three before it, by table 3-7.
///
/// Written like this, without a branch and with masks for comparisons, it compiles to steps of 16 bytes. A version with
/// lookup tables (Keiser and Lemire 2020, "Validating UTF-8 in less than one instruction per byte") is no faster in wasm,
/// and natively needs more than x86-64 guarantees; the standard library takes five times as long for Chinese.
#[inline(never)]
fn follows_rules(text: &[u8; 3 + SPAN]) -> bool {
    let mask = |is_set: bool| if is_set { u8::MAX } else { 0 };
    let blocks = |bytes| <[u8]>::as_chunks::<16>(bytes).0.iter();
    let mut wrong = [0; 16];
    for (((third, second), first), bytes) in
        blocks(&text[..SPAN]).zip(blocks(&text[1..=SPAN])).zip(blocks(&text[2..SPAN + 2])).zip(blocks(&text[3..]))
    {
        for ((((third, second), first), &byte), wrong) in third.iter().zip(second).zip(first).zip(bytes).zip(&mut wrong)
        {
            // As signed numbers, which SSE2 compares in one instruction, all bytes from 80 to BF are below -64.
            let signed = byte.cast_signed();
            let continues = mask(signed < -64);
            // The last byte begins a character, or the one before it a character of three bytes, or so on.
            let demanded =
                mask(first.saturating_sub(0xBF) | second.saturating_sub(0xDF) | third.saturating_sub(0xEF) != 0);
            // E0 and F0 with a low second byte are overlong; ED with a high one is a surrogate, F4 with a high one too
            // large.
            let three = mask(first ^ (mask(signed >= 0xA0_u8.cast_signed()) & (0xE0 ^ 0xED)) == 0xE0);
            let four = mask(first ^ (mask(signed >= 0x90_u8.cast_signed()) & (0xF0 ^ 0xF4)) == 0xF0);
            // C0 and C1 would be overlong, bytes above F4 too large.
            let never = mask(byte & 0xFE == 0xC0) | byte.saturating_sub(0xF4);
            *wrong |= (continues ^ demanded) | three | four | never;
        }
    }
    wrong == [0; 16]
}

/// Whether a text is valid UTF-8: the same as in the standard library, 64 bytes at a time.
pub(crate) fn is_valid(text: &[u8]) -> bool {
    let is_valid = |part: Option<&[u8]>| part.is_some_and(|part| std::str::from_utf8(part).is_ok());
    // The steps need three bytes before them, and leave out the end.
    let Some(first) = (3..=6).find(|&at| text.get(at).is_some_and(|&byte| !continues(byte))) else {
        return is_valid(Some(text));
    };
    let mut at = first;
    while text.len() - at >= SPAN {
        if !is_well_formed(text, at) {
            return false;
        }
        at += SPAN;
    }
    let rest = at - text.get(..at).map_or(0, unfinished);
    is_valid(text.get(..first)) && is_valid(text.get(rest..))
}

/// How many bytes at the end of a text begin a character that is not complete. The text is well formed up to there.
pub(crate) fn unfinished(text: &[u8]) -> usize {
    let continuing = text.iter().rev().take(3).take_while(|byte| continues(**byte)).count();
    let demanded = match text.iter().rev().nth(continuing) {
        Some(0xF0..) => 3,
        Some(0xE0..) => 2,
        Some(0xC0..) => 1,
        _ => 0,
    };
    if continuing < demanded { continuing + 1 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_read() {
        let mut buffer = [0; 4];
        for char in '\0'..=char::MAX {
            let text = char.encode_utf8(&mut buffer).as_bytes();
            assert_eq!(decode(text, 0), Decoded::Char(char, text.len()));
            for cut in 0..text.len() {
                assert_eq!(decode(text.get(..cut).unwrap_or_default(), 0), Decoded::Incomplete);
            }
        }
    }

    /// Does not wait for more text, which would not help.
    #[test]
    fn a_beginning_that_nothing_can_complete_is_malformed() {
        for text in [[0xE0, 0x9F], [0xED, 0xA0], [0xF0, 0x8F], [0xF4, 0x90], [0xC2, 0x41], [0xE1, 0xC0]] {
            assert_eq!(decode(&text, 0), Decoded::Malformed, "{text:x?}");
        }
    }

    /// Edges of table 3-7's rows, in text of each kind.
    #[test]
    fn valid_is_what_the_standard_library_says_at_every_alignment() {
        const FIRST: [u8; 19] = [
            0x7F, 0x80, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5,
            0xFF,
        ];
        const SECOND: [u8; 9] = [0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0];
        let (mut valid, mut malformed) = (0, 0);
        for filler in ["x", "é", "漢", "😀"] {
            for first in FIRST {
                for second in SECOND {
                    for rest in
                        [&[][..], &[0x80], &[0xC2], &[0x80, 0x80], &[0x7F, 0x80], &[0xBF, 0xC0], &[0xBF, 0xBF, 0xBF]]
                    {
                        for alignment in 0..if rest.len() < 2 { 3 } else { SPAN } {
                            let mut text = vec![b'x'; alignment];
                            text.extend(filler.repeat(SPAN / filler.len()).bytes());
                            text.extend([first, second]);
                            text.extend(rest);
                            text.extend(filler.repeat(SPAN).bytes());
                            let expected = std::str::from_utf8(&text).is_ok();
                            assert_eq!(is_valid(&text), expected, "{text:x?}");
                            if expected { valid += 1 } else { malformed += 1 }
                        }
                    }
                }
            }
        }
        assert!(valid > 1000 && malformed > 10_000, "{valid} {malformed}");
    }

    #[test]
    fn nothing_but_one_continuation_byte_is_not_valid() {
        for byte in 0..=u8::MAX {
            for length in [1, SPAN - 1, SPAN, SPAN + 1, 3 * SPAN] {
                let text = [&b"x".repeat(3 + SPAN)[..], &vec![byte; length]].concat();
                assert_eq!(is_valid(&text), std::str::from_utf8(&text).is_ok(), "{length} times {byte:x}");
            }
        }
    }

    #[test]
    fn a_text_that_ends_early_is_not_valid() {
        let text = "é漢😀".repeat(30);
        for end in 0..text.len() {
            let text = &text.as_bytes()[..end];
            let error = std::str::from_utf8(text).err();
            assert_eq!(is_valid(text), error.is_none());
            assert_eq!(unfinished(text), error.map_or(0, |error| end - error.valid_up_to()));
        }
    }

    #[test]
    fn every_pair_and_triple_agrees_with_the_standard_library() {
        for first in 0..=u8::MAX {
            for second in 0..=u8::MAX {
                for third in [0x00, 0x7F, 0x80, 0xBF, 0xC0, 0xFF] {
                    let text = [first, second, third, b'a'];
                    let expected = match std::str::from_utf8(&text) {
                        Ok(valid) => valid.chars().next(),
                        Err(error) => std::str::from_utf8(text.get(..error.valid_up_to()).unwrap_or_default())
                            .ok()
                            .and_then(|valid| valid.chars().next()),
                    };
                    match (decode(&text, 0), expected) {
                        (Decoded::Char(char, _), Some(expected)) => assert_eq!(char, expected),
                        (Decoded::Malformed, None) => {}
                        other => panic!("{text:x?}: {other:?}"),
                    }
                }
            }
        }
    }
}
