//! Short integers, eight bytes of text in one word.

/// The unsigned integer of at most seven digits at `at`, and its end. `None` also for whatever needs the full lexer: a
/// leading zero, a fraction, an exponent, or the end of the text.
///
/// Nearly all counts and durations are like this. A loop over the digits, whose end the processor predicts badly, took 3 %
/// more of all time.
#[inline(always)]
pub(crate) fn short_integer(text: &[u8], at: usize) -> Option<(f64, usize)> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    let ahead = u64::from_le_bytes(*text.get(at..)?.first_chunk()?);
    let digits = ahead ^ (u64::from(b'0') * ONES);
    // The high bit of each byte that is above nine.
    let others = (((digits & !HIGH) + (0x80 - 10) * ONES) | digits) & HIGH;
    let count = others.trailing_zeros() / 8;
    let leading_zero = count > 1 && ahead as u8 == b'0';
    if count == 0 || count == 8 || leading_zero || matches!((ahead >> (8 * count)) as u8, b'.' | b'e' | b'E') {
        return None;
    }
    Some((f64::from(value(digits << (64 - 8 * count))), at + count as usize))
}

/// The value of eight digits, a byte each, the first one lowest. Three multiplications join digits to pairs, pairs to fours
/// and fours to eights, all of them at once.
#[inline(always)]
fn value(digits: u64) -> u32 {
    /// Pairs at bits 0 and 32; the bits between them are masked out.
    const PAIRS: u64 = 0xFF | 0xFF << 32;
    let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8);
    let odd = (pairs & PAIRS).wrapping_mul(100 + (1_000_000 << 32));
    let even = (pairs >> 16 & PAIRS).wrapping_mul(1 + (10_000 << 32));
    (odd.wrapping_add(even) >> 32) as u32
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::short_integer;
    use crate::text::number::{Lexed, lex};

    #[test]
    fn integers_of_every_length_have_their_value() {
        for length in 1..=7 {
            let (low, high) = (10_u32.pow(length - 1), 10_u32.pow(length));
            let first = if length == 1 { 0 } else { low };
            for number in (first..high).step_by(7).chain([first, low + 1, high - 1]) {
                let text = format!("xx{number},\"model\":");
                assert_eq!(short_integer(text.as_bytes(), 2), Some((f64::from(number), 2 + length as usize)), "{text}");
            }
        }
    }

    #[test]
    fn all_else_is_left_to_the_lexer() {
        for text in [
            "-5,       ",
            "01,       ",
            "1.5,      ",
            "1e5,      ",
            "12E5,     ",
            "12345678, ",
            ",         ",
            "",
            "5",
            "1234567",
        ] {
            assert_eq!(short_integer(text.as_bytes(), 0), None, "{text}");
        }
    }

    /// Whenever it gives a value, the lexer gives the same.
    #[test]
    fn every_byte_at_every_place_is_read_as_the_lexer_reads_it() {
        for digits in [*b"12345678", *b"99999999", *b"10000000", *b"00000000", *b"1234567,"] {
            for place in 0..8 {
                for byte in 0..=u8::MAX {
                    let mut text = digits;
                    text[place] = byte;
                    if let Some((value, end)) = short_integer(&text, 0) {
                        assert_eq!(lex(&text, 0), Lexed::Number { value, end }, "{}", text.escape_ascii());
                    } else {
                        let is_simple = text[0] != b'0' && (1..8).contains(&place) && byte == b',';
                        assert!(!is_simple, "{}", text.escape_ascii());
                    }
                }
            }
        }
    }
}
