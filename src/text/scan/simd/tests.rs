#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;
use crate::text::scan::plain::is_plain;

#[test]
fn every_byte_at_every_place_is_classed_alike() {
    for place in 0..BLOCK {
        for byte in 0..=u8::MAX {
            let mut block = [b'a'; BLOCK];
            block[place] = byte;
            let expected = if is_plain(byte) { 0 } else { 1 << place };
            assert_eq!(specials::<false>(&block), expected, "{byte} at {place}");
            assert_eq!(portable::specials::<false>(&block), expected, "portable, {byte} at {place}");
            let expected = if byte < 0x80 { expected } else { 0 };
            assert_eq!(specials::<true>(&block), expected, "UTF-8, {byte} at {place}");
            assert_eq!(portable::specials::<true>(&block), expected, "portable, UTF-8, {byte} at {place}");
        }
    }
}

#[test]
fn every_byte_at_every_place_of_a_span_is_marked_alike() {
    for place in (0..SPAN).step_by(if cfg!(miri) { 9 } else { 1 }) {
        for byte in 0..=u8::MAX {
            let mut span = [b'a'; SPAN];
            span[place] = byte;
            let mask = |is_set: bool| if is_set { 1 << place } else { 0 };
            let expected = Marks {
                quotes: mask(byte == b'"'),
                backslashes: mask(byte == b'\\'),
                letters: mask(b"fnrt".contains(&byte)),
                others: !(0x20..0x80).contains(&byte),
            };
            assert_eq!(marks(constants(), &span), expected, "{byte} at {place}");
            assert_eq!(portable::marks(portable::Constants, &span), expected, "portable, {byte} at {place}");
            let expected = mask(byte < 0x20);
            assert_eq!(controls(constants(), &span), expected, "{byte} at {place}");
            assert_eq!(portable::controls(portable::Constants, &span), expected, "portable, {byte} at {place}");
        }
    }
    for byte in 0..=u8::MAX {
        let span = [byte; SPAN];
        assert_eq!(portable::marks(portable::Constants, &span), marks(constants(), &span), "64 times {byte}");
        assert_eq!(marks(constants(), &span).others, !(0x20..0x80).contains(&byte), "64 times {byte}");
    }
}

/// Random text, a block at a time.
fn random_blocks() -> impl Iterator<Item = Block> {
    let mut state = 1_u64;
    (0..if cfg!(miri) { 50 } else { 50_000 }).map(move |_| {
        [(); BLOCK].map(|()| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            // Half of it is ASCII, and all of it is near the limits of the classes of bytes.
            let edges =
                [0x00, 0x1F, 0x20, 0x22, 0x5C, 0x61, 0x7F, 0x80, 0x9F, 0xA0, 0xBF, 0xC2, 0xE0, 0xE3, 0xED, 0xF0];
            edges[(state >> 40) as usize % edges.len()]
        })
    })
}

#[test]
fn each_machine_does_with_any_block_what_plain_arithmetic_does() {
    for block in random_blocks() {
        assert_eq!(specials::<false>(&block), portable::specials::<false>(&block), "{block:x?}");
        assert_eq!(specials::<true>(&block), portable::specials::<true>(&block), "{block:x?}");
        assert_eq!(threes(&block), portable::threes(&block), "{block:x?}");
        let (mut wide, mut expected) = ([0; BLOCK], [0; BLOCK]);
        widen(&block, &mut wide);
        portable::widen(&block, &mut expected);
        assert_eq!(wide, expected);
    }
}

#[test]
fn each_machine_does_with_any_units_what_plain_arithmetic_does() {
    for (low, high) in random_blocks().zip(random_blocks().skip(7)) {
        let mut units = [0; BLOCK];
        let tops = [0x00, 0xD7, 0xD8, 0xDB, 0xDC, 0xDF, 0xE0, 0xFF];
        for ((unit, low), high) in units.iter_mut().zip(low).zip(high) {
            let high = if high < 0x40 { 0 } else { tops[usize::from(high >> 4) % tops.len()] };
            *unit = u16::from(low) | high << 8;
        }
        assert_eq!(halves(&units), portable::halves(&units), "{units:x?}");
        let (mut bytes, mut expected) = ([0; BLOCK], [0; BLOCK]);
        assert_eq!(narrow(&units, &mut bytes), portable::narrow(&units, &mut expected));
        // Any byte beyond ASCII may stand for a unit.
        for ((byte, expected), unit) in bytes.into_iter().zip(expected).zip(units) {
            assert!(if unit < 0x80 { byte == expected } else { !byte.is_ascii() && !expected.is_ascii() }, "{unit:x}");
        }
    }
}
