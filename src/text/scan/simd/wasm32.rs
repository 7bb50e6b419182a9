//! The steps by wasm's 128-bit SIMD, which every engine has since 2023.

#![allow(unsafe_code)]

use std::arch::wasm32::{
    i8x16, i8x16_bitmask, i8x16_eq, i8x16_lt, i8x16_ne, i8x16_shuffle, i8x16_splat, i8x16_sub, i8x16_swizzle, i16x8,
    i16x8_shl, u8x16_eq, u8x16_le, u8x16_splat, u16x8_extend_high_u8x16, u16x8_extend_low_u8x16, u16x8_shr, u64x2,
    v128, v128_and, v128_any_true, v128_load, v128_or, v128_store, v128_xor,
};
use std::hint::black_box;

use super::blocks::{Ahead, BLOCK, Block, Marks, STEPS, Span, Threes, ThreesIn, ThreesOut};

/// V8 makes constants anew in every step, by three instructions each. It cannot know that these are constants, so it keeps
/// them in registers, which took 1 to 2 % off the time when this was made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Constants {
    quote: v128,
    backslash: v128,
    /// The first of the letters that make an escape.
    first_letter: v128,
    /// Which of the sixteen letters from `f` on make an escape.
    letters: v128,
    space: v128,
    last_control: v128,
    /// For [`copy_threes`]: which byte of a block goes where. Of each of five characters the first byte goes to a lane of 16
    /// bits, and the second one above the third.
    firsts: v128,
    others: v128,
    /// For [`copy_threes`]: the bits of a unit that the second byte gives, and the third.
    middle_bits: v128,
    low_bits: v128,
}

pub(crate) const CONSTANTS: Constants = {
    const fn splat(byte: u8) -> v128 {
        let bytes = u64::from_ne_bytes([byte; 8]);
        u64x2(bytes, bytes)
    }
    Constants {
        quote: splat(b'"'),
        backslash: splat(b'\\'),
        first_letter: splat(b'f'),
        letters: i8x16(-1, 0, 0, 0, 0, 0, 0, 0, -1, 0, 0, 0, -1, 0, -1, 0),
        space: splat(b' '),
        last_control: splat(0x1F),
        firsts: i8x16(0, -1, 3, -1, 6, -1, 9, -1, 12, -1, -1, -1, -1, -1, -1, -1),
        others: i8x16(2, 1, 5, 4, 8, 7, 11, 10, 14, 13, -1, -1, -1, -1, -1, -1),
        middle_bits: i16x8(0x0FC0, 0x0FC0, 0x0FC0, 0x0FC0, 0x0FC0, 0x0FC0, 0x0FC0, 0x0FC0),
        low_bits: i16x8(0x003F, 0x003F, 0x003F, 0x003F, 0x003F, 0x003F, 0x003F, 0x003F),
    }
};

#[inline(always)]
pub(crate) fn constants() -> Constants {
    static HIDDEN: Constants = CONSTANTS;
    *black_box(&HIDDEN)
}

#[inline(always)]
pub(crate) fn plain_ends(constants: Constants, block: &Block) -> u32 {
    let bytes = load(block);
    let ends = v128_or(i8x16_eq(bytes, constants.quote), i8x16_eq(bytes, constants.backslash));
    // As in `specials`.
    u32::from(i8x16_bitmask(v128_or(i8x16_lt(bytes, constants.space), ends)))
}

#[inline(always)]
pub(crate) fn specials<const UTF8: bool>(block: &Block) -> u32 {
    let bytes = load(block);
    // As signed numbers, control characters and bytes beyond ASCII are all below a space: one comparison finds both.
    let low = if UTF8 { u8x16_le(bytes, u8x16_splat(0x1F)) } else { i8x16_lt(bytes, i8x16_splat(0x20)) };
    let ends = v128_or(i8x16_eq(bytes, u8x16_splat(b'"')), i8x16_eq(bytes, u8x16_splat(b'\\')));
    u32::from(i8x16_bitmask(v128_or(low, ends)))
}

#[inline(always)]
pub(crate) fn marks(constants: Constants, span: &Span) -> Marks {
    let mut marks = Marks::default();
    let mut others = i8x16_splat(0);
    for block in span.as_chunks::<BLOCK>().0.iter().rev() {
        let bytes = load(block);
        let put = |mask: &mut u64, found| *mask = *mask << BLOCK | u64::from(i8x16_bitmask(found));
        put(&mut marks.quotes, i8x16_eq(bytes, constants.quote));
        put(&mut marks.backslashes, i8x16_eq(bytes, constants.backslash));
        put(&mut marks.letters, i8x16_swizzle(constants.letters, i8x16_sub(bytes, constants.first_letter)));
        // As in `specials`.
        others = v128_or(others, i8x16_lt(bytes, constants.space));
    }
    marks.others = i8x16_bitmask(others) != 0;
    marks
}

#[inline(always)]
pub(crate) fn marks_in_ascii(constants: Constants, span: &Span) -> Option<(u64, u64)> {
    let (mut quotes, mut backslashes, mut others) = (0, 0, i8x16_splat(0));
    for block in span.as_chunks::<BLOCK>().0.iter().rev() {
        let bytes = load(block);
        quotes = quotes << BLOCK | u64::from(i8x16_bitmask(i8x16_eq(bytes, constants.quote)));
        backslashes = backslashes << BLOCK | u64::from(i8x16_bitmask(i8x16_eq(bytes, constants.backslash)));
        // As in `specials`.
        others = v128_or(others, i8x16_lt(bytes, constants.space));
    }
    (!v128_any_true(others)).then_some((quotes, backslashes))
}

#[inline(always)]
pub(crate) fn controls(constants: Constants, span: &Span) -> u64 {
    span.as_chunks::<BLOCK>()
        .0
        .iter()
        .rev()
        .fold(0, |mask, block| mask << BLOCK | u64::from(i8x16_bitmask(u8x16_le(load(block), constants.last_control))))
}

#[inline(always)]
pub(crate) fn are_equal(one: &Ahead, other: &Ahead, mask: &Ahead) -> bool {
    let blocks = |bytes: &Ahead| {
        let bytes = bytes.as_ptr().cast::<Block>();
        // SAFETY: these are two blocks.
        unsafe { (load(&*bytes), load(&*bytes.add(1))) }
    };
    let (one, other, mask) = (blocks(one), blocks(other), blocks(mask));
    let first = v128_and(v128_xor(one.0, other.0), mask.0);
    let second = v128_and(v128_xor(one.1, other.1), mask.1);
    !v128_any_true(v128_or(first, second))
}

/// In the compiler's own version each load waits for the store before it.
#[inline(always)]
pub(crate) fn copy_span(span: &Span, room: &mut Span) {
    if let ([first, second, third, fourth], rooms) = (span.as_chunks().0, room.as_chunks_mut().0) {
        let blocks = [load(first), load(second), load(third), load(fourth)];
        rooms.iter_mut().zip(blocks).for_each(|(room, block)| store(room, block));
    }
}

/// The compiler's own version has sixteen stores.
#[inline(always)]
pub(crate) fn widen(block: &Block, room: &mut [u16; BLOCK]) {
    let bytes = load(block);
    let (rooms, _) = room.as_chunks_mut::<8>();
    if let [first, second] = rooms {
        store_units(first, u16x8_extend_low_u8x16(bytes));
        store_units(second, u16x8_extend_high_u8x16(bytes));
    }
}

#[inline(always)]
pub(crate) fn narrow(units: &[u16; BLOCK], room: &mut Block) -> bool {
    let (low, high) = halved(units);
    let beyond = v128_or(i8x16_ne(high, i8x16_splat(0)), i8x16_lt(low, i8x16_splat(0)));
    store(room, v128_or(low, beyond));
    !v128_any_true(beyond)
}

#[inline(always)]
pub(crate) fn halves(units: &[u16; BLOCK]) -> (u32, u32) {
    let (_, high) = halved(units);
    if !v128_any_true(u8x16_eq(v128_and(high, u8x16_splat(0xF8)), u8x16_splat(0xD8))) {
        return (0, 0);
    }
    let top = v128_and(high, u8x16_splat(0xFC));
    let mask = |half| u32::from(i8x16_bitmask(u8x16_eq(top, u8x16_splat(half))));
    (mask(0xD8), mask(0xDC))
}

/// The lower bytes of units, and the upper ones. Two shuffles are quicker than narrowing, before which the compiler clamps.
#[inline(always)]
fn halved(units: &[u16; BLOCK]) -> (v128, v128) {
    let units = units.as_ptr().cast::<Block>();
    // SAFETY: 16 units are 32 readable bytes, and bytes need no alignment.
    let (first, second) = unsafe { (load(&*units), load(&*units.add(1))) };
    (
        i8x16_shuffle::<0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30>(first, second),
        i8x16_shuffle::<1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31>(first, second),
    )
}

#[inline(always)]
pub(crate) fn threes(block: &Block) -> Threes {
    let bytes = load(block);
    let leads = i8x16_eq(v128_and(bytes, u8x16_splat(0xF0)), u8x16_splat(0xE0));
    let rare = v128_or(i8x16_eq(bytes, u8x16_splat(0xE0)), i8x16_eq(bytes, u8x16_splat(0xED)));
    Threes {
        others: u32::from(!i8x16_bitmask(v128_or(leads, i8x16_lt(bytes, i8x16_splat(-64))))),
        leads: i8x16_bitmask(leads).into(),
        rare: i8x16_bitmask(rare).into(),
    }
}

/// Five at a time.
#[inline(always)]
pub(crate) fn copy_threes(constants: Constants, chars: &ThreesIn, room: &mut ThreesOut) {
    for step in 0..STEPS {
        let (Some(block), Some(room)) = (
            chars.get(15 * step..).and_then(<[u8]>::first_chunk),
            room.get_mut(5 * step..).and_then(<[u16]>::first_chunk_mut),
        ) else {
            return;
        };
        let bytes = load(block);
        // The first bytes, each in a lane of 16 bits, and the second bytes above the third.
        let firsts = i8x16_swizzle(bytes, constants.firsts);
        let others = i8x16_swizzle(bytes, constants.others);
        let middle = v128_and(u16x8_shr(others, 2), constants.middle_bits);
        store_units(room, v128_or(i16x8_shl(firsts, 12), v128_or(middle, v128_and(others, constants.low_bits))));
    }
}

#[inline(always)]
fn load(block: &Block) -> v128 {
    // SAFETY: `block` is 16 readable bytes, and the load needs no alignment.
    unsafe { v128_load(block.as_ptr().cast()) }
}

#[inline(always)]
fn store(room: &mut Block, bytes: v128) {
    // SAFETY: `room` is 16 writable bytes, and the store needs no alignment.
    unsafe { v128_store(room.as_mut_ptr().cast(), bytes) }
}

#[inline(always)]
#[allow(clippy::cast_ptr_alignment)] // the store needs none
fn store_units(room: &mut [u16; 8], units: v128) {
    // SAFETY: `room` is 16 writable bytes, and the store needs no alignment.
    unsafe { v128_store(room.as_mut_ptr().cast(), units) }
}
