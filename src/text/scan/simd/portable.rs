//! Every step in plain arithmetic, mostly on 8 bytes at a time.

#![cfg_attr(target_arch = "x86_64", allow(dead_code))] // x86-64 takes some of them from here, and tests compare all

use super::blocks::{Ahead, BLOCK, Block, Marks, SPAN, Span, Threes, ThreesIn, ThreesOut};

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// What the steps need besides text. Where it helps, a machine keeps vectors here, so its compiler does not know that they
/// are constants.
///
/// Hot loops take them from [`constants`] or from a field, where the engine cannot see their values. [`CONSTANTS`] by itself
/// is for where that does not matter.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Constants;

pub(crate) const CONSTANTS: Constants = Constants;

pub(crate) fn constants() -> Constants {
    CONSTANTS
}

/// The bytes of a block that end a run: those that are not plain or, if the run is of `UTF8`, quotes, backslashes and
/// control characters alone.
pub(crate) fn specials<const UTF8: bool>(block: &Block) -> u32 {
    let half = |bytes: u64| {
        let control = control(bytes);
        let low = if UTF8 { control & !bytes } else { control | bytes };
        gather(low | equal(bytes, b'"') | equal(bytes, b'\\')) as u32
    };
    let bytes = u128::from_le_bytes(*block);
    half(bytes as u64) | half((bytes >> 64) as u64) << 8
}

/// The bytes of a block that are not plain.
pub(crate) fn plain_ends(_: Constants, block: &Block) -> u32 {
    specials::<false>(block)
}

/// Classifies the bytes of a span.
pub(crate) fn marks(_: Constants, span: &Span) -> Marks {
    let mut marks = Marks::default();
    for bytes in span.as_chunks().0.iter().rev() {
        let bytes = u64::from_le_bytes(*bytes);
        let put = |mask: &mut u64, found| *mask = *mask << 8 | gather(found);
        put(&mut marks.quotes, equal(bytes, b'"'));
        put(&mut marks.backslashes, equal(bytes, b'\\'));
        put(&mut marks.letters, equal(bytes, b'f') | equal(bytes, b'n') | equal(bytes, b'r') | equal(bytes, b't'));
        marks.others |= (control(bytes) | bytes) & HIGH != 0;
    }
    marks
}

/// The quotes and the backslashes in a span. `None` if some byte is a control character, or beyond ASCII.
pub(crate) fn marks_in_ascii(constants: Constants, span: &Span) -> Option<(u64, u64)> {
    let Marks { quotes, backslashes, others, .. } = marks(constants, span);
    (!others).then_some((quotes, backslashes))
}

/// The control characters in a span: they are rare.
pub(crate) fn controls(_: Constants, span: &Span) -> u64 {
    span.as_chunks().0.iter().rev().fold(0, |mask, bytes| {
        let bytes = u64::from_le_bytes(*bytes);
        mask << 8 | gather(control(bytes) & !bytes)
    })
}

/// Sets the high bit of each byte that is a control character, its own high bit aside.
fn control(bytes: u64) -> u64 {
    !((bytes & !HIGH) + 0x60 * ONES)
}

/// The high bit of byte i as bit i.
fn gather(found: u64) -> u64 {
    ((found & HIGH) >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

fn equal(bytes: u64, byte: u8) -> u64 {
    let difference = bytes ^ (u64::from(byte) * ONES);
    !(((difference & !HIGH) + !HIGH) | difference)
}

/// Whether two texts are equal where the mask has bits.
#[inline(always)]
pub(crate) fn are_equal(one: &Ahead, other: &Ahead, mask: &Ahead) -> bool {
    let words = |bytes: &Ahead| {
        let mut words = [0; size_of::<Ahead>() / 8];
        words.iter_mut().zip(bytes.as_chunks().0).for_each(|(word, bytes)| *word = u64::from_le_bytes(*bytes));
        words
    };
    let pairs = words(one).into_iter().zip(words(other));
    pairs.zip(words(mask)).fold(0, |differing, ((one, other), mask)| differing | (one ^ other) & mask) == 0
}

/// Copies a span.
#[inline(always)]
pub(crate) fn copy_span(span: &Span, room: &mut Span) {
    *room = *span;
}

/// Writes ASCII as UTF-16.
#[inline]
pub(crate) fn widen(block: &Block, room: &mut [u16; BLOCK]) {
    *room = block.map(u16::from);
}

/// Writes a byte for each unit: ASCII as it is, everything else as FF, which is nowhere in UTF-8, so that no units look like a
/// character or a byte order mark. Returns whether all are ASCII.
pub(crate) fn narrow(units: &[u16; BLOCK], room: &mut Block) -> bool {
    *room = units.map(|unit| if unit < 0x80 { unit as u8 } else { 0xFF });
    room.is_ascii()
}

/// A bit for each unit, the first unit's lowest: those that are high surrogates, and those that are low surrogates.
pub(crate) fn halves(units: &[u16; BLOCK]) -> (u32, u32) {
    let mask = |top| units.iter().rev().fold(0, |mask, unit| mask << 1 | u32::from(unit >> 10 == top));
    (mask(0xD800 >> 10), mask(0xDC00 >> 10))
}

/// Finds three-byte characters.
pub(crate) fn threes(block: &Block) -> Threes {
    let mask = |class: fn(u8) -> bool| block.iter().rev().fold(0, |mask, &byte| mask << 1 | u32::from(class(byte)));
    Threes {
        others: mask(|byte| !matches!(byte, 0x80..=0xBF | 0xE0..=0xEF)),
        leads: mask(|byte| matches!(byte, 0xE0..=0xEF)),
        rare: mask(|byte| matches!(byte, 0xE0 | 0xED)),
    }
}

/// Writes as many three-byte characters as fit into a span as UTF-16, without checking them.
pub(crate) fn copy_threes(_: Constants, chars: &ThreesIn, room: &mut ThreesOut) {
    for (&[first, second, third], unit) in chars.as_chunks().0.iter().zip(room).take(SPAN.div_ceil(3)) {
        *unit = u16::from(first) << 12 | u16::from(second & 0x3F) << 6 | u16::from(third & 0x3F);
    }
}
