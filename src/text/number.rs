//! JSON numbers: their grammar (RFC 8259, section 6), and their value to the last bit.

use crate::text::part::Part;

mod conversion;
mod short;

pub(crate) use short::short_integer;

/// JavaScript's largest safe integer, 2^53 − 1.
pub(crate) const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

/// What was found in place of a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Lexed {
    /// A number that ends before `end`; infinite if it overflows. At the end of the window only the caller knows whether
    /// more digits may follow.
    Number { value: f64, end: usize },
    /// The text ends where a digit must follow.
    Incomplete,
    /// The byte at `at` cannot continue a number.
    Invalid { at: usize },
}

/// Powers of ten that are exact as doubles.
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
            // With a power this large the digits do not matter, so saturating is correct.
            power = power.saturating_mul(10).saturating_add(i32::from(digit - b'0'));
            cursor.at += 1;
        }
        if cursor.at == start {
            return cursor.needs_digit();
        }
        exponent = exponent.saturating_add(if negative { -power } else { power });
    }

    let Some(magnitude) = digits.exact(exponent).or_else(|| digits.nearest(exponent)) else {
        return Lexed::Number { value: nearest(text.get(at..cursor.at).expected()), end: cursor.at };
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

/// The significant digits, without the decimal point.
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
        // Wrong once there are more than `MAX_DIGITS`, so both users check the count.
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

    #[inline]
    fn nearest(&self, exponent: i32) -> Option<f64> {
        if self.count > MAX_DIGITS { None } else { nearest_with_negative_power(self.mantissa, exponent) }
    }
}

/// The smallest power of ten that [`INVERSE_FIVES`] goes to. Between it and zero, 128 bits of the inverse always suffice to
/// find the nearest double (Lemire 2021, "Number parsing at a gigabyte per second", section 8).
const SMALLEST_POWER: i32 = -27;

/// 5^q for q from [`SMALLEST_POWER`] to −1: the first 128 bits, rounded up.
#[rustfmt::skip]
static INVERSE_FIVES: [u128; 27] = [
    0x9E74_D1B7_91E0_7E48_775E_A264_CF55_347E,
    0xC612_0625_7658_9DDA_9536_4AFE_032A_819E,
    0xF796_87AE_D3EE_C551_3A83_DDBD_83F5_2205,
    0x9ABE_14CD_4475_3B52_C492_6A96_7279_3543,
    0xC16D_9A00_9592_8A27_75B7_053C_0F17_8294,
    0xF1C9_0080_BAF7_2CB1_5324_C68B_12DD_6339,
    0x971D_A050_74DA_7BEE_D3F6_FC16_EBCA_5E04,
    0xBCE5_0864_9211_1AEA_88F4_BB1C_A6BC_F585,
    0xEC1E_4A7D_B695_61A5_2B31_E9E3_D06C_32E6,
    0x9392_EE8E_921D_5D07_3AFF_322E_6243_9FD0,
    0xB877_AA32_36A4_B449_09BE_FEB9_FAD4_87C3,
    0xE695_94BE_C44D_E15B_4C2E_BE68_7989_A9B4,
    0x901D_7CF7_3AB0_ACD9_0F9D_3701_4BF6_0A11,
    0xB424_DC35_095C_D80F_5384_84C1_9EF3_8C95,
    0xE12E_1342_4BB4_0E13_2865_A5F2_06B0_6FBA,
    0x8CBC_CC09_6F50_88CB_F93F_87B7_442E_45D4,
    0xAFEB_FF0B_CB24_AAFE_F78F_69A5_1539_D749,
    0xDBE6_FECE_BDED_D5BE_B573_440E_5A88_4D1C,
    0x8970_5F41_36B4_A597_3168_0A88_F895_3031,
    0xABCC_7711_8461_CEFC_FDC2_0D2B_36BA_7C3E,
    0xD6BF_94D5_E57A_42BC_3D32_9076_0469_1B4D,
    0x8637_BD05_AF6C_69B5_A63F_9A49_C2C1_B110,
    0xA7C5_AC47_1B47_8423_0FCF_80DC_3372_1D54,
    0xD1B7_1758_E219_652B_D3C3_6113_404E_A4A9,
    0x8312_6E97_8D4F_DF3B_645A_1CAC_0831_26EA,
    0xA3D7_0A3D_70A3_D70A_3D70_A3D7_0A3D_70A4,
    0xCCCC_CCCC_CCCC_CCCC_CCCC_CCCC_CCCC_CCCD,
];

/// The double nearest to `mantissa · 10^exponent`, by the Eisel-Lemire algorithm, for the exponents that costs have. Without
/// it, a cost of 17 digits would take a call of JavaScript for each message.
#[inline]
fn nearest_with_negative_power(mantissa: u64, exponent: i32) -> Option<f64> {
    let inverse = *INVERSE_FIVES.get(usize::try_from(exponent.checked_sub(SMALLEST_POWER)?).ok()?)?;
    let shift = mantissa.leading_zeros();
    let mantissa = mantissa << shift;
    let mut product = u128::from(mantissa) * (inverse >> 64);
    // The lower half of the inverse matters only if the upper half does not decide the last bits.
    if (product >> 64) as u64 & 0x1FF == 0x1FF {
        product = product.wrapping_add((u128::from(mantissa) * (inverse & u128::from(u64::MAX))) >> 64);
    }
    let (upper, lower) = ((product >> 64) as u64, product as u64);
    let top = (upper >> 63) as u32;
    let mut bits = upper >> (top + 64 - 52 - 3);
    // 217,706 / 2^16 is the binary logarithm of ten.
    let power = ((217_706 * exponent) >> 16) + 63 + 1023 + top.cast_signed() - shift.cast_signed();
    // Exactly between two doubles: the even one. This happens only with powers above −5.
    if lower <= 1 && exponent >= -4 && bits & 3 == 1 && bits << (top + 64 - 52 - 3) == upper {
        bits &= !1;
    }
    bits = (bits + (bits & 1)) >> 1;
    // Drops the hidden bit. If rounding up has carried beyond it, the addition raises the exponent, as it must.
    let exponent_bits = u64::try_from(power).ok()? << 52;
    Some(f64::from_bits(exponent_bits.wrapping_add(bits).wrapping_sub(1 << 52)))
}

/// The double nearest to a number that is known to be valid.
#[cold]
fn nearest(text: &[u8]) -> f64 {
    let text = std::str::from_utf8(text).expected();
    conversion::parse_float(text)
}

/// Whether the value is valid for an integer field.
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

    /// The hard cases are decimal numbers exactly between two doubles, and their neighbours.
    #[test]
    fn digits_and_powers_of_all_sizes_agree_with_the_standard_library() {
        let mut state = 0x2545_F491_4F6C_DD1D_u64;
        let mut random = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state
        };
        let check = |mantissa: u64, exponent: i32| {
            let text = format!("{mantissa}e{exponent}");
            let expected: f64 = text.parse().unwrap();
            assert_eq!(lex(text.as_bytes(), 0), Lexed::Number { value: expected, end: text.len() }, "{text}");
        };
        for exponent in -30..=24 {
            for _ in 0..3000 {
                let mantissa = random() >> (random() % 64);
                check(mantissa % 10_000_000_000_000_000_000, exponent);
                // Between two doubles: 54 bits, the last one set.
                check(random() >> 10 | 1 << 53 | 1, exponent);
                check((random() >> 10 | 1 << 53 | 1) & !2, exponent);
            }
            for mantissa in [1, (1 << 53) - 1, 1 << 53, (1 << 53) + 1, (1 << 54) - 1, 9_999_999_999_999_999_999] {
                check(mantissa, exponent);
            }
        }
        for (halfway, power) in
            [(9_007_199_254_740_993_u64, 0), (90_071_992_547_409_930, -1), (900_719_925_474_099_300, -2)]
        {
            check(halfway, power);
            check(halfway + 1, power);
            check(halfway - 1, power);
        }
    }

    /// The engine gives the same, but takes a call of JavaScript for each number.
    #[test]
    fn counts_and_costs_are_not_left_to_the_slow_way() {
        let digits = |text: &str| {
            let mut digits = Digits::default();
            text.bytes().for_each(|byte| digits.push(byte - b'0'));
            digits
        };
        for exponent in -22..=22 {
            for mantissa in ["0", "1", "000000000000000000000000012", "9007199254740991", "9007199254740992"] {
                assert!(digits(mantissa).exact(exponent).is_some(), "{mantissa}e{exponent}");
            }
            assert_eq!(digits("9007199254740993").exact(exponent), None);
        }
        assert_eq!((digits("1").exact(23), digits("1").exact(-23)), (None, None));
        for exponent in -27..0 {
            for mantissa in ["1", "12345678901234567", "9999999999999999999"] {
                assert!(digits(mantissa).nearest(exponent).is_some(), "{mantissa}e{exponent}");
            }
            assert_eq!(digits("10000000000000000000").nearest(exponent), None);
        }
        assert_eq!((digits("1").nearest(-28), digits("1").nearest(0)), (None, None));
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
