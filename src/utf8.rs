//! UTF-8, one character at a time (the Unicode standard, table 3-7).

/// What stands where a character was looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decoded {
    /// A character and how many bytes it took.
    Char(char, usize),
    /// No well-formed sequence begins so.
    Malformed,
    /// The text ends inside a sequence that is well formed so far.
    Incomplete,
}

/// Reads the character at `at`.
#[inline]
pub(crate) fn decode(text: &[u8], at: usize) -> Decoded {
    // Nearly all that is not ASCII is two or three bytes long and not at the end of the text.
    if let Some(&[first, second, third, _]) = text.get(at..).and_then(<[u8]>::first_chunk) {
        let (two, three) = (continues(second), continues(second) && continues(third));
        if three && first & 0xF0 == 0xE0 {
            let code = u32::from(first & 0xF) << 12 | u32::from(second & 0x3F) << 6 | u32::from(third & 0x3F);
            if code >= 0x800 {
                return char::from_u32(code).map_or(Decoded::Malformed, |char| Decoded::Char(char, 3));
            }
        } else if two && matches!(first, 0xC2..=0xDF) {
            let code = u32::from(first & 0x1F) << 6 | u32::from(second & 0x3F);
            return char::from_u32(code).map_or(Decoded::Malformed, |char| Decoded::Char(char, 2));
        }
    }
    decode_any(text, at)
}

#[inline]
const fn continues(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

/// Reads a character of any length, wherever it stands.
fn decode_any(text: &[u8], at: usize) -> Decoded {
    let byte = |offset: usize| text.get(at + offset).copied();
    let Some(lead) = byte(0) else { return Decoded::Incomplete };
    // What the second byte may be keeps out overlong forms, surrogates and all above U+10FFFF.
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

    /// More text would not help, so none is waited for.
    #[test]
    fn a_beginning_that_nothing_can_complete_is_malformed() {
        for text in [[0xE0, 0x9F], [0xED, 0xA0], [0xF0, 0x8F], [0xF4, 0x90], [0xC2, 0x41], [0xE1, 0xC0]] {
            assert_eq!(decode(&text, 0), Decoded::Malformed, "{text:x?}");
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
