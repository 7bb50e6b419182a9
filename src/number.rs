//! JSON numbers: their grammar (RFC 8259, section 6), and their value to the last bit.

/// The largest integer that JavaScript's numbers hold exactly together with all smaller ones, 2^53 − 1.
pub(crate) const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

/// What stands where a number was looked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Lexed {
    /// A number that ends before `end`; infinite where it overflows. At the end of the text
    /// only the caller knows whether more digits may come.
    Number { value: f64, end: usize },
    /// The text ends where a digit must follow.
    Incomplete,
    /// The byte at `at` cannot continue a number.
    Invalid { at: usize },
}

/// Powers of ten that a double holds exactly.
const EXACT_POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

/// Nineteen digits always fit a `u64`.
const MAX_DIGITS: u32 = 19;

/// Reads the number at `at`. The value is the double nearest to the decimal number, as `JSON.parse` gives it.
#[inline]
pub(crate) fn lex(text: &[u8], at: usize) -> Lexed {
    let mut cursor = Cursor { text, at };
    let negative = cursor.take(b'-');
    let mut digits = Digits::default();

    match cursor.peek() {
        Some(b'0') => cursor.at += 1,
        Some(b'1'..=b'9') => cursor.digits(&mut digits),
        Some(_) => return Lexed::Invalid { at: cursor.at },
        None => return Lexed::Incomplete,
    }
    let mut exponent = 0i32;
    if cursor.take(b'.') {
        let start = cursor.at;
        cursor.digits(&mut digits);
        if cursor.at == start {
            return cursor.needs_digit();
        }
        exponent = -i32::try_from(cursor.at - start).unwrap_or(i32::MAX);
    }
    if cursor.take(b'e') || cursor.take(b'E') {
        let negative = cursor.take(b'-');
        if !negative {
            cursor.take(b'+');
        }
        let start = cursor.at;
        let mut power = 0i32;
        while let Some(digit @ b'0'..=b'9') = cursor.peek() {
            // A power this large decides alone; saturating keeps it so.
            power = power.saturating_mul(10).saturating_add(i32::from(digit - b'0'));
            cursor.at += 1;
        }
        if cursor.at == start {
            return cursor.needs_digit();
        }
        exponent = exponent.saturating_add(if negative { -power } else { power });
    }

    let Some(magnitude) = digits.exact(exponent) else {
        return Lexed::Number { value: nearest(text.get(at..cursor.at).unwrap_or_default()), end: cursor.at };
    };
    Lexed::Number { value: if negative { -magnitude } else { magnitude }, end: cursor.at }
}

struct Cursor<'a> {
    text: &'a [u8],
    at: usize,
}

impl Cursor<'_> {
    #[inline]
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    #[inline]
    fn take(&mut self, byte: u8) -> bool {
        let taken = self.peek() == Some(byte);
        self.at += usize::from(taken);
        taken
    }

    #[inline]
    fn digits(&mut self, digits: &mut Digits) {
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            digits.push(digit - b'0');
            self.at += 1;
        }
    }

    #[cold]
    fn needs_digit(&self) -> Lexed {
        if self.at < self.text.len() { Lexed::Invalid { at: self.at } } else { Lexed::Incomplete }
    }
}

/// The significant digits, without their point.
#[derive(Default)]
struct Digits {
    mantissa: u64,
    count: u32,
}

impl Digits {
    #[inline]
    fn push(&mut self, digit: u8) {
        // Leading zeros are not significant.
        if self.mantissa != 0 || digit != 0 {
            self.count = self.count.saturating_add(1);
        }
        // Meaningless once there are more than `MAX_DIGITS`; `exact` looks at the count first.
        self.mantissa = self.mantissa.wrapping_mul(10).wrapping_add(u64::from(digit));
    }

    /// The value where one rounding (or none) gives it: mantissa and power of ten both exact doubles (Clinger 1990).
    #[inline]
    #[allow(clippy::cast_precision_loss)] // exact: the mantissa is at most 2^53
    fn exact(&self, exponent: i32) -> Option<f64> {
        if self.count > MAX_DIGITS || self.mantissa > 1 << 53 {
            return None;
        }
        let mantissa = self.mantissa as f64;
        if mantissa == 0.0 {
            return Some(0.0);
        }
        let power = EXACT_POWERS.get(exponent.unsigned_abs() as usize)?;
        Some(if exponent < 0 { mantissa / power } else { mantissa * power })
    }
}

/// The double nearest to a number that is already known to be well formed.
#[cold]
fn nearest(text: &[u8]) -> f64 {
    let text = std::str::from_utf8(text).unwrap_or_default();
    // The engine has a correctly rounding conversion; a second one would be a third of the module's size.
    #[cfg(all(target_arch = "wasm32", feature = "wasm"))]
    let value = crate::wasm::parse_float(text);
    #[cfg(not(all(target_arch = "wasm32", feature = "wasm")))]
    let value = text.parse().unwrap_or(f64::NAN);
    value
}

/// Whether a field of integers may hold the value.
#[inline]
pub(crate) fn is_safe_integer(value: f64) -> bool {
    value.abs() <= MAX_SAFE_INTEGER && value.trunc() == value
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn values_equal_those_of_serde_json_to_the_bit() {
        for text in [
            "0",
            "-0",
            "5",
            "5.0",
            "5e2",
            "5E+2",
            "-12.75",
            "0.1",
            "3e-7",
            "9007199254740991",
            "9007199254740993",
            "123456789012345678901234567890",
            "1e22",
            "1e23",
            "2.2250738585072014e-308",
            "4.9e-324",
            "2e-324",
            "1.7976931348623157e308",
            "0.30000000000000004",
            "0.012345678901234567",
            "1e-400",
            "0e999999999999",
            "0.000000000000000000000000000000000000001",
            "10000000000000000000000e-22",
        ] {
            let expected: f64 = serde_json::from_str(text).expect(text);
            match lex(text.as_bytes(), 0) {
                Lexed::Number { value, end } => {
                    assert_eq!((value.to_bits(), end), (expected.to_bits(), text.len()), "{text}");
                }
                other => panic!("{text}: {other:?}"),
            }
        }
    }

    /// 2^1024 − 2^970, which rounds up; one less rounds down to the largest double.
    const HALFWAY_TO_INFINITY: &str = concat!(
        "17976931348623158079372897140530341507993413271003782693617377898044496829276",
        "47509466490179775872070963302864166928879109465555478519404026306574886715058",
        "20681908902000708383676273854845817711531764475730270069855571366959622842914",
        "81986083493647529271907416844436551070434271155969950809304288017790417449779",
        "2"
    );

    #[test]
    fn overflow_is_infinite() {
        for text in ["1e309", "1e400", "1e99999999999999999999", HALFWAY_TO_INFINITY] {
            assert!(matches!(lex(text.as_bytes(), 0), Lexed::Number { value, .. } if value == f64::INFINITY), "{text}");
        }
    }

    #[test]
    fn grammar() {
        for (text, expected) in [
            ("-", Lexed::Incomplete),
            ("1.", Lexed::Incomplete),
            ("1e", Lexed::Incomplete),
            ("1e+", Lexed::Incomplete),
            ("", Lexed::Incomplete),
            ("-a", Lexed::Invalid { at: 1 }),
            ("1.x", Lexed::Invalid { at: 2 }),
            ("1e-x", Lexed::Invalid { at: 3 }),
            ("+1", Lexed::Invalid { at: 0 }),
            (".5", Lexed::Invalid { at: 0 }),
            ("05", Lexed::Number { value: 0.0, end: 1 }),
            ("1,", Lexed::Number { value: 1.0, end: 1 }),
        ] {
            assert_eq!(lex(text.as_bytes(), 0), expected, "{text}");
        }
    }
}
