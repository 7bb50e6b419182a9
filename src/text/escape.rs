//! Reads the escapes of JSON strings (RFC 8259, section 7): a backslash and what follows comes in, a character goes out.

use crate::text::part::Part;

/// What an escape stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Escape {
    /// A character, and the end of its escape, or of the pair of escapes.
    Char { char: char, end: usize },
    /// A lone surrogate, and the end of its escape.
    LoneSurrogate { end: usize },
    /// The text ends inside the escape, or where the second half of a pair may follow.
    Incomplete,
    /// The byte at `at` cannot continue an escape.
    Invalid { at: usize },
}

/// What the byte after a backslash stands for; 0 if it is not a short escape.
#[allow(clippy::indexing_slicing)] // by constants, at compile time
pub(crate) static SHORT: [u8; 256] = {
    let mut table = [0; 256];
    table[b'"' as usize] = b'"';
    table[b'\\' as usize] = b'\\';
    table[b'/' as usize] = b'/';
    table[b'b' as usize] = 0x08;
    table[b'f' as usize] = 0x0C;
    table[b'n' as usize] = b'\n';
    table[b'r' as usize] = b'\r';
    table[b't' as usize] = b'\t';
    table
};

/// What the byte after a backslash stands for, if it is a short escape.
#[inline(always)]
pub(crate) fn short(text: &[u8], backslash: usize) -> Option<u8> {
    let byte = *text.get(backslash + 1)?;
    SHORT.get(usize::from(byte)).copied().filter(|&meaning| meaning != 0)
}

/// Reads the escape whose backslash is at `backslash`.
pub(crate) fn read(text: &[u8], backslash: usize) -> Escape {
    let Some(&kind) = text.get(backslash + 1) else { return Escape::Incomplete };
    if kind != b'u' {
        return match short(text, backslash) {
            Some(meaning) => Escape::Char { char: char::from(meaning), end: backslash + 2 },
            None => Escape::Invalid { at: backslash + 1 },
        };
    }
    let first = match unit(text, backslash + 2) {
        Ok(unit) => unit,
        Err(stop) => return stop,
    };
    let end = backslash + 6;
    match first {
        0xD800..=0xDBFF => second_half(text, first, end),
        0xDC00..=0xDFFF => Escape::LoneSurrogate { end },
        _ => char::from_u32(first).map_or(Escape::Invalid { at: backslash }, |char| Escape::Char { char, end }),
    }
}

/// Appends a text and resolves its escapes, which were checked before.
pub(crate) fn unescape(source: &str, out: &mut String) {
    let mut at = 0;
    while let Some(length) = source.get(at..).expected().find('\\') {
        let backslash = at + length;
        out.push_str(source.get(at..backslash).expected());
        let Escape::Char { char, end } = read(source.as_bytes(), backslash) else {
            debug_assert!(false, "an escape that was checked before");
            return;
        };
        out.push(char);
        at = end;
    }
    out.push_str(source.get(at..).expected());
}

fn second_half(text: &[u8], first: u32, end: usize) -> Escape {
    for (offset, expected) in [(0, b'\\'), (1, b'u')] {
        match text.get(end + offset) {
            None => return Escape::Incomplete,
            Some(&byte) if byte != expected => return Escape::LoneSurrogate { end },
            Some(_) => {}
        }
    }
    match unit(text, end + 2) {
        Ok(second @ 0xDC00..=0xDFFF) => {
            pair(first, second).map_or(Escape::LoneSurrogate { end }, |char| Escape::Char { char, end: end + 6 })
        }
        Err(Escape::Incomplete) => Escape::Incomplete,
        // If the second escape is invalid, that is found when it is read by itself.
        _ => Escape::LoneSurrogate { end },
    }
}

/// Four hexadecimal digits: a UTF-16 unit.
pub(crate) fn unit(text: &[u8], at: usize) -> Result<u32, Escape> {
    let mut unit = 0;
    for at in at..at + 4 {
        let Some(&byte) = text.get(at) else { return Err(Escape::Incomplete) };
        let Some(digit) = char::from(byte).to_digit(16) else { return Err(Escape::Invalid { at }) };
        unit = unit << 4 | digit;
    }
    Ok(unit)
}

/// The character at `at` and its end, if it is beyond ASCII and written as `\u6f22`, or as a pair of such escapes. Python
/// writes all text so; reading it digit by digit, with the place of what is wrong, takes four times as long.
#[inline]
pub(crate) fn beyond_ascii(text: &[u8], at: usize) -> Option<(char, usize)> {
    let first = long(text, at)?;
    match first {
        0..0x80 => None,
        0xD800..=0xDFFF => match long(text, at + 6)? {
            second @ 0xDC00..=0xDFFF if first < 0xDC00 => Some((pair(first, second)?, at + 12)),
            _ => None,
        },
        _ => Some((char::from_u32(first)?, at + 6)),
    }
}

/// The unit that is written as `\u6f22` at `at`.
#[inline]
fn long(text: &[u8], at: usize) -> Option<u32> {
    let [b'\\', b'u', digits @ ..] = *text.get(at..)?.first_chunk::<6>()? else { return None };
    if !are_digits(digits) {
        return None;
    }
    let digits = u32::from_le_bytes(digits);
    // The lower four bits of `A` and `a` are 1.
    let values = (digits & 0x0F0F_0F0F) + 9 * (digits >> 6 & 0x0101_0101);
    let pairs = (values << 4 | values >> 8) & 0x00FF_00FF;
    Some((pairs << 8 | pairs >> 16) & 0xFFFF)
}

/// The character of two surrogates.
fn pair(first: u32, second: u32) -> Option<char> {
    char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00))
}

/// Whether all four are hexadecimal digits.
#[inline]
pub(crate) fn are_digits(digits: [u8; 4]) -> bool {
    const ONES: u32 = 0x0101_0101;
    const HIGH: u32 = 0x80 * ONES;
    let digits = u32::from_le_bytes(digits);
    // The high bit of each byte that is not less. Setting these bits first keeps borrows inside their bytes.
    let at_least = |bytes: u32, least: u8| (bytes | HIGH) - u32::from(least) * ONES;
    let lower = digits | (0x20 * ONES);
    let decimal = at_least(digits, b'0') & !at_least(digits, b'9' + 1);
    let letter = at_least(lower, b'a') & !at_least(lower, b'f' + 1);
    (decimal | letter) & !digits & HIGH == HIGH
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{Escape, beyond_ascii, read};

    /// What `beyond_ascii` should say.
    fn expected(text: &[u8]) -> Option<(char, usize)> {
        match read(text, 0) {
            Escape::Char { char, end } if text.starts_with(b"\\") && !char.is_ascii() => Some((char, end)),
            _ => None,
        }
    }

    #[test]
    fn characters_beyond_ascii_are_read_as_digit_by_digit() {
        for unit in 0..=0xFFFF_u32 {
            for escape in [format!(r"\u{unit:04x}"), format!(r"\u{unit:04X}\uDE00"), format!(r"\ud83d\u{unit:04x}x")] {
                assert_eq!(beyond_ascii(escape.as_bytes(), 0), expected(escape.as_bytes()), "{escape}");
            }
        }
        for place in 0..12 {
            for byte in 0..=0xFF {
                let mut escape = *br"\uD9a0\udF10";
                escape[place] = byte;
                assert_eq!(beyond_ascii(&escape, 0), expected(&escape), "{escape:?}");
                for end in 0..12 {
                    assert_eq!(beyond_ascii(&escape[..end], 0), expected(&escape[..end]), "{escape:?} {end}");
                }
            }
        }
    }

    #[test]
    fn escapes() {
        let char = |char, end| Escape::Char { char, end };
        for (text, expected) in [
            (r"\n", char('\n', 2)),
            (r"\/", char('/', 2)),
            (r"\u003c", char('<', 6)),
            (r"\u003C", char('<', 6)),
            (r"\u2028", char('\u{2028}', 6)),
            (r"\ud83d\ude00", char('😀', 12)),
            (r"\ud83d\u0041", Escape::LoneSurrogate { end: 6 }),
            (r"\ud83dx", Escape::LoneSurrogate { end: 6 }),
            (r"\ud83d\n", Escape::LoneSurrogate { end: 6 }),
            (r"\ude00\ud83d", Escape::LoneSurrogate { end: 6 }),
            (r"\ud83d\u00g1", Escape::LoneSurrogate { end: 6 }),
            (r"\ud83d", Escape::Incomplete),
            (r"\ud83d\ude0", Escape::Incomplete),
            (r"\u12", Escape::Incomplete),
            (r"\", Escape::Incomplete),
            (r"\x", Escape::Invalid { at: 1 }),
            (r"\u12G4", Escape::Invalid { at: 4 }),
        ] {
            assert_eq!(read(text.as_bytes(), 0), expected, "{text}");
        }
    }
}
