//! Looking at 16 bytes at a time. The only module with `unsafe`: loads into SIMD registers, and stores from them.
//!
//! A byte is *plain* where it stands for itself in a JSON string: ASCII, no quote, no backslash, no control character.

use crate::text::escape::SHORT;
use crate::text::utf8;

/// How many bytes are looked at in one step.
pub(crate) const BLOCK: usize = 16;

type Block = [u8; BLOCK];

/// A bit for each byte that ends a run, the first byte's lowest: those that are not plain or, if the run is of `UTF8`, quotes,
/// backslashes and control characters alone.
///
/// As signed numbers, control characters and non-ASCII bytes are all below 0x20: one comparison finds both.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[inline(always)]
#[allow(clippy::inline_always, unsafe_code)]
fn specials<const UTF8: bool>(block: &Block) -> u32 {
    use std::arch::wasm32::{
        i8x16_bitmask, i8x16_eq, i8x16_lt, i8x16_splat, u8x16_le, u8x16_splat, v128_load, v128_or,
    };
    // SAFETY: `block` is 16 readable bytes, and the load has no alignment to keep.
    let bytes = unsafe { v128_load(block.as_ptr().cast()) };
    let low = if UTF8 { u8x16_le(bytes, u8x16_splat(0x1F)) } else { i8x16_lt(bytes, i8x16_splat(0x20)) };
    let found = v128_or(
        low,
        v128_or(i8x16_eq(bytes, i8x16_splat(b'"'.cast_signed())), i8x16_eq(bytes, i8x16_splat(b'\\'.cast_signed()))),
    );
    u32::from(i8x16_bitmask(found))
}

/// The same.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
#[allow(clippy::inline_always, unsafe_code)]
fn specials<const UTF8: bool>(block: &Block) -> u32 {
    use std::arch::x86_64::{
        _mm_cmpeq_epi8, _mm_cmplt_epi8, _mm_loadu_si128, _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128, _mm_set1_epi8,
    };
    // SAFETY: SSE2 is part of x86-64; `block` is 16 readable bytes, and the load has no alignment to keep.
    unsafe {
        let bytes = _mm_loadu_si128(block.as_ptr().cast());
        let low = if UTF8 {
            _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes)
        } else {
            _mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20))
        };
        let found = _mm_or_si128(
            low,
            _mm_or_si128(
                _mm_cmpeq_epi8(bytes, _mm_set1_epi8(b'"'.cast_signed())),
                _mm_cmpeq_epi8(bytes, _mm_set1_epi8(b'\\'.cast_signed())),
            ),
        );
        _mm_movemask_epi8(found).cast_unsigned()
    }
}

/// The same.
#[cfg(not(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128"))))]
#[inline(always)]
#[allow(clippy::inline_always)]
fn specials<const UTF8: bool>(block: &Block) -> u32 {
    portable::specials::<UTF8>(block)
}

/// The same in plain arithmetic on 8 bytes at a time, for other machines, and to test the others against.
#[cfg(any(test, not(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128")))))]
mod portable {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;

    pub(super) fn specials<const UTF8: bool>(block: &super::Block) -> u32 {
        let bytes = u128::from_le_bytes(*block);
        half::<UTF8>(bytes as u64) | half::<UTF8>((bytes >> 64) as u64) << 8
    }

    fn half<const UTF8: bool>(bytes: u64) -> u32 {
        let control = control(bytes);
        let low = if UTF8 { control & !bytes } else { control | bytes };
        gather(low | equal(bytes, b'"') | equal(bytes, b'\\')) as u32
    }

    pub(super) fn marks(span: &[u8; super::SPAN]) -> super::Marks {
        let mut marks = super::Marks::default();
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

    pub(super) fn controls(span: &[u8; super::SPAN]) -> u64 {
        span.as_chunks().0.iter().rev().fold(0, |mask, bytes| {
            let bytes = u64::from_le_bytes(*bytes);
            mask << 8 | gather(control(bytes) & !bytes)
        })
    }

    /// Of each byte without its high bit, the high bit is set where that is a control character.
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
}

/// What text is copied as: UTF-8 or, of ASCII, UTF-16.
pub(crate) trait Unit: Copy {
    fn copy(block: &Block, room: &mut [Self; BLOCK]);

    fn from_ascii(byte: u8) -> Self;
}

impl Unit for u8 {
    #[inline(always)]
    #[allow(clippy::inline_always)]
    fn copy(block: &Block, room: &mut [Self; BLOCK]) {
        *room = *block;
    }

    #[inline(always)]
    #[allow(clippy::inline_always)]
    fn from_ascii(byte: u8) -> Self {
        byte
    }
}

impl Unit for u16 {
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    #[inline(always)]
    #[allow(clippy::inline_always, clippy::cast_ptr_alignment, unsafe_code)]
    fn copy(block: &Block, room: &mut [Self; BLOCK]) {
        use std::arch::wasm32::{u16x8_extend_high_u8x16, u16x8_extend_low_u8x16, v128_load, v128_store};
        // Left to the compiler, this becomes sixteen stores.
        // SAFETY: `block` is 16 readable bytes and `room` 32 writable ones, and nothing has an alignment to keep.
        unsafe {
            let bytes = v128_load(block.as_ptr().cast());
            let room = room.as_mut_ptr().cast::<std::arch::wasm32::v128>();
            v128_store(room, u16x8_extend_low_u8x16(bytes));
            v128_store(room.add(1), u16x8_extend_high_u8x16(bytes));
        }
    }

    #[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
    #[inline]
    fn copy(block: &Block, room: &mut [Self; BLOCK]) {
        *room = block.map(Self::from);
    }

    #[inline(always)]
    #[allow(clippy::inline_always)]
    fn from_ascii(byte: u8) -> Self {
        byte.into()
    }
}

#[inline(always)]
#[allow(clippy::inline_always)]
fn block(text: &[u8], at: usize) -> Option<&Block> {
    text.get(at..)?.first_chunk()
}

const fn is_plain(byte: u8) -> bool {
    byte >= 0x20 && byte < 0x80 && byte != b'"' && byte != b'\\'
}

/// How many bytes of a string are looked at in one step, where it is longer than a block.
pub(crate) const SPAN: usize = utf8::SPAN;

/// How many bytes beyond what is used an arena must have room for.
pub(crate) const SLACK: usize = 2 * SPAN + BLOCK;

#[inline(always)]
#[allow(clippy::inline_always)]
fn span_specials<const UTF8: bool>(span: &[u8; SPAN]) -> u64 {
    let (blocks, _) = span.as_chunks::<BLOCK>();
    blocks.iter().rev().fold(0, |mask, block| mask << BLOCK | u64::from(specials::<UTF8>(block)))
}

/// Copies text from `at` to `out`, with its short escapes resolved, up to the first byte that is neither plain nor part of
/// a short escape, or to where less than [`SLACK`] is left. Gives where that is, in `text` and in `out`. Where `UTF8` says
/// so, characters beyond ASCII are copied as they stand, up to where one is malformed or a little before that; `at` must
/// not be within a character.
///
/// Texts here have an escape every 28 bytes. Looking for each anew makes every step wait for the one before it:
/// load, compare, count, load. So the places of all escapes in 64 bytes are taken from one mask, and what follows
/// an escape is copied without asking how much of it is wanted.
#[inline]
pub(crate) fn copy_unescaped<U: Unit, const UTF8: bool>(
    text: &[u8],
    start: usize,
    out: &mut [U],
    mut used: usize,
) -> (usize, usize) {
    let mut at = start;
    while let Some(ahead) = text.get(at..).and_then(<[u8]>::first_chunk::<SLACK>) {
        let Some(room) = out.get_mut(used..).and_then(<[U]>::first_chunk_mut::<SLACK>) else { break };
        let Some(span) = ahead.first_chunk::<SPAN>() else { break };
        if UTF8 && !utf8::is_well_formed(text, at) {
            break;
        }
        copy_span(ahead, 0, room, 0);
        let mut specials = span_specials::<UTF8>(span);
        // Where the text behind the last escape begins in `ahead`, and where it was copied to in `room`.
        let (mut from, mut to) = (0, 0);
        while specials != 0 {
            let found = specials.trailing_zeros() as usize;
            to += found - from;
            let Some((meaning, length)) = ahead.get(found..).and_then(<[u8]>::first_chunk).and_then(short_escape)
            else {
                return (at + found, used + to);
            };
            if let Some(place) = room.get_mut(to) {
                *place = U::from_ascii(meaning);
            }
            to += 1;
            from = found + length;
            specials &= !(0b11 << found);
            copy_span(ahead, from, room, to);
        }
        at += from.max(SPAN);
        used += to + SPAN.saturating_sub(from);
    }
    if UTF8 {
        // A character that began in the last span is left to who goes on.
        let begun = text.get(start..at).map_or(0, utf8::unfinished);
        return (at - begun, used - begun);
    }
    (at, used)
}

/// What an escape stands for and how long it is, if it stands for a single byte: `\n`, or `\u003c`, as Go writes `<`.
#[inline(always)]
#[allow(clippy::inline_always)]
fn short_escape(text: &[u8; 6]) -> Option<(u8, usize)> {
    let [backslash, kind, ..] = *text;
    if backslash != b'\\' {
        return None;
    }
    let meaning = SHORT.get(usize::from(kind)).copied().unwrap_or_default();
    if meaning != 0 {
        return Some((meaning, 2));
    }
    match *text {
        [_, b'u', b'0', b'0', high @ b'0'..=b'7', low] => Some(((high - b'0') << 4 | hex(low)?, 6)),
        _ => None,
    }
}

#[inline]
const fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

/// Copies a span; there is always one, as an escape begins in the first span and is at most six bytes long.
#[inline(always)]
#[allow(clippy::inline_always)]
fn copy_span<U: Unit>(ahead: &[u8; SLACK], from: usize, room: &mut [U; SLACK], to: usize) {
    if let (Some(source), Some(target)) = (
        ahead.get(from..).and_then(<[u8]>::first_chunk::<SPAN>),
        room.get_mut(to..).and_then(<[U]>::first_chunk_mut::<SPAN>),
    ) {
        for (block, room) in source.as_chunks().0.iter().zip(target.as_chunks_mut().0) {
            U::copy(block, room);
        }
    }
}

/// Where the run of plain bytes that begins at `at` ends.
#[inline(always)]
#[allow(clippy::inline_always)]
pub(crate) fn skip_plain(text: &[u8], mut at: usize) -> usize {
    while let Some(block) = block(text, at) {
        let specials = specials::<false>(block);
        if specials != 0 {
            return at + specials.trailing_zeros() as usize;
        }
        at += BLOCK;
    }
    while text.get(at).is_some_and(|&byte| is_plain(byte)) {
        at += 1;
    }
    at
}

/// Copies the run of plain bytes that begins at `at` to `out`, as UTF-8 or UTF-16, and says how long it is.
///
/// Whole blocks are copied before they are looked at, so up to 15 units after the run are overwritten:
/// `out` must have room for as many units as `text` has bytes from `at`, and a block more. (With less room the run ends early.)
#[inline(always)]
#[allow(clippy::inline_always)]
pub(crate) fn copy_plain<U: Unit>(text: &[u8], at: usize, out: &mut [U], used: usize) -> usize {
    let mut length = 0;
    while let Some(block) = block(text, at + length) {
        let Some(room) = out.get_mut(used + length..).and_then(<[U]>::first_chunk_mut::<BLOCK>) else { break };
        U::copy(block, room);
        let specials = specials::<false>(block);
        if specials != 0 {
            return length + specials.trailing_zeros() as usize;
        }
        length += BLOCK;
    }
    while let (Some(&byte), Some(room)) = (text.get(at + length), out.get_mut(used + length)) {
        if !is_plain(byte) {
            break;
        }
        *room = U::from_ascii(byte);
        length += 1;
    }
    length
}

/// What the bytes of a span are to a string, a bit for each, the first byte's lowest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    pub(crate) quotes: u64,
    pub(crate) backslashes: u64,
    /// What makes a short escape behind a backslash: `f`, `n`, `r` or `t`. Of the others, `"` and `\\` have marks of their own,
    /// and `/` and `b` are rare.
    pub(crate) letters: u64,
    /// Whether some byte is a control character, or beyond ASCII.
    pub(crate) others: bool,
}

/// Marks what is in a span.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub(crate) mod marks {
    use super::{BLOCK, Marks, SPAN};
    use std::arch::wasm32::{
        i8x16, i8x16_bitmask, i8x16_eq, i8x16_lt, i8x16_splat, i8x16_sub, i8x16_swizzle, u8x16_le, u64x2, v128,
        v128_load, v128_or,
    };
    use std::hint::black_box;

    /// What [`of`] needs: unseen, as with those of [`threes`](super::threes).
    pub(crate) type Constants = [v128; 6];

    pub(crate) fn constants() -> &'static Constants {
        const fn splat(byte: u8) -> v128 {
            let bytes = u64::from_ne_bytes([byte; 8]);
            u64x2(bytes, bytes)
        }
        static CONSTANTS: Constants = [
            splat(b'"'),
            splat(b'\\'),
            splat(b'f'),
            // Of the sixteen bytes from `f` on, which are letters.
            i8x16(-1, 0, 0, 0, 0, 0, 0, 0, -1, 0, 0, 0, -1, 0, -1, 0),
            splat(b' '),
            splat(0x1F),
        ];
        black_box(&CONSTANTS)
    }

    #[inline(always)]
    #[allow(clippy::inline_always, unsafe_code)]
    pub(crate) fn of(constants: &Constants, span: &[u8; SPAN]) -> Marks {
        let [quote, backslash, first, letters, space, _] = *constants;
        let mut marks = Marks::default();
        let mut others = i8x16_splat(0);
        for block in span.as_chunks::<BLOCK>().0.iter().rev() {
            // SAFETY: `block` is 16 readable bytes, and the load has no alignment to keep.
            let bytes = unsafe { v128_load(block.as_ptr().cast()) };
            let put = |mask: &mut u64, found| *mask = *mask << BLOCK | u64::from(i8x16_bitmask(found));
            put(&mut marks.quotes, i8x16_eq(bytes, quote));
            put(&mut marks.backslashes, i8x16_eq(bytes, backslash));
            put(&mut marks.letters, i8x16_swizzle(letters, i8x16_sub(bytes, first)));
            // As in `specials`.
            others = v128_or(others, i8x16_lt(bytes, space));
        }
        marks.others = i8x16_bitmask(others) != 0;
        marks
    }

    /// The control characters in a span: they are rare.
    #[inline(always)]
    #[allow(clippy::inline_always, unsafe_code)]
    pub(crate) fn controls(constants: &Constants, span: &[u8; SPAN]) -> u64 {
        let [.., last] = *constants;
        span.as_chunks::<BLOCK>().0.iter().rev().fold(0, |mask, block| {
            // SAFETY: `block` is 16 readable bytes, and the load has no alignment to keep.
            let bytes = unsafe { v128_load(block.as_ptr().cast()) };
            mask << BLOCK | u64::from(i8x16_bitmask(u8x16_le(bytes, last)))
        })
    }
}

/// The same.
#[cfg(target_arch = "x86_64")]
pub(crate) mod marks {
    use super::{BLOCK, Marks, SPAN};
    use std::arch::x86_64::{
        _mm_cmpeq_epi8, _mm_cmplt_epi8, _mm_loadu_si128, _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128, _mm_set1_epi8,
        _mm_setzero_si128,
    };

    pub(crate) type Constants = [u8; 0];

    pub(crate) fn constants() -> &'static Constants {
        &[]
    }

    #[inline(always)]
    #[allow(clippy::inline_always, unsafe_code)]
    pub(crate) fn of(_: &Constants, span: &[u8; SPAN]) -> Marks {
        let mut marks = Marks::default();
        // SAFETY: SSE2 is part of x86-64; each block is 16 readable bytes, and the loads have no alignment to keep.
        unsafe {
            let mut others = _mm_setzero_si128();
            for block in span.as_chunks::<BLOCK>().0.iter().rev() {
                let bytes = _mm_loadu_si128(block.as_ptr().cast());
                let is = |byte: u8| _mm_cmpeq_epi8(bytes, _mm_set1_epi8(byte.cast_signed()));
                let put = |mask: &mut u64, found| {
                    *mask = *mask << BLOCK | u64::from(_mm_movemask_epi8(found).cast_unsigned());
                };
                put(&mut marks.quotes, is(b'"'));
                put(&mut marks.backslashes, is(b'\\'));
                let letters = _mm_or_si128(_mm_or_si128(is(b'f'), is(b'n')), _mm_or_si128(is(b'r'), is(b't')));
                put(&mut marks.letters, letters);
                others = _mm_or_si128(others, _mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20)));
            }
            marks.others = _mm_movemask_epi8(others) != 0;
        }
        marks
    }

    #[inline(always)]
    #[allow(clippy::inline_always, unsafe_code)]
    pub(crate) fn controls(_: &Constants, span: &[u8; SPAN]) -> u64 {
        span.as_chunks::<BLOCK>().0.iter().rev().fold(0, |mask, block| {
            // SAFETY: SSE2 is part of x86-64; `block` is 16 readable bytes, and the load has no alignment to keep.
            let found = unsafe {
                let bytes = _mm_loadu_si128(block.as_ptr().cast());
                _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes))
            };
            mask << BLOCK | u64::from(found.cast_unsigned())
        })
    }
}

/// The same.
#[cfg(not(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128"))))]
pub(crate) mod marks {
    use super::{Marks, SPAN, portable};

    pub(crate) type Constants = [u8; 0];

    pub(crate) fn constants() -> &'static Constants {
        &[]
    }

    pub(crate) fn of(_: &Constants, span: &[u8; SPAN]) -> Marks {
        portable::marks(span)
    }

    pub(crate) fn controls(_: &Constants, span: &[u8; SPAN]) -> u64 {
        portable::controls(span)
    }
}

/// A text as a string, if it is UTF-8.
#[allow(unsafe_code)]
pub(crate) fn from_utf8(text: &[u8]) -> Option<&str> {
    // SAFETY: the text was found to be UTF-8.
    utf8::is_valid(text).then(|| unsafe { std::str::from_utf8_unchecked(text) })
}

/// Writes ASCII to `out` as UTF-16, as far as there is room, and says how much.
pub(crate) fn widen(ascii: &[u8], out: &mut [u16], used: usize) -> usize {
    let Some(room) = out.get_mut(used..used + ascii.len()) else { return 0 };
    let ((blocks, rest), (rooms, rest_room)) = (ascii.as_chunks(), room.as_chunks_mut());
    blocks.iter().zip(rooms).for_each(|(block, room)| u16::copy(block, room));
    rest.iter().zip(rest_room).for_each(|(&byte, room)| *room = byte.into());
    ascii.len()
}

/// The lower bytes of units, and the upper ones. Two shuffles take less than narrowing, before which the compiler clamps.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[inline(always)]
#[allow(clippy::inline_always, clippy::cast_ptr_alignment, unsafe_code)]
fn halved(units: &[u16; BLOCK]) -> (std::arch::wasm32::v128, std::arch::wasm32::v128) {
    use std::arch::wasm32::{i8x16_shuffle, v128, v128_load};
    // SAFETY: `units` is 32 readable bytes, and the loads have no alignment to keep.
    let (first, second) = unsafe {
        let units = units.as_ptr().cast::<v128>();
        (v128_load(units), v128_load(units.add(1)))
    };
    (
        i8x16_shuffle::<0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30>(first, second),
        i8x16_shuffle::<1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31>(first, second),
    )
}

/// Writes units as a byte each: ASCII as it is, all else beyond ASCII. Says whether all are ASCII.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[inline(always)]
#[allow(clippy::inline_always, unsafe_code)]
pub(crate) fn narrow(units: &[u16; BLOCK], room: &mut Block) -> bool {
    use std::arch::wasm32::{i8x16_bitmask, i8x16_ne, i8x16_splat, v128_or, v128_store};
    let (low, high) = halved(units);
    let bytes = v128_or(low, i8x16_ne(high, i8x16_splat(0)));
    // SAFETY: `room` is 16 writable bytes, and the store has no alignment to keep.
    unsafe { v128_store(room.as_mut_ptr().cast(), bytes) };
    i8x16_bitmask(bytes) == 0
}

/// Writes units as a byte each: ASCII as it is, all else beyond ASCII. Says whether all are ASCII.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
pub(crate) fn narrow(units: &[u16; BLOCK], room: &mut Block) -> bool {
    *room = units.map(|unit| if unit > 0xFF { 0xFF } else { unit as u8 });
    room.is_ascii()
}

/// Of the units that are halves of surrogate pairs a bit for each, the first unit's lowest: first halves, second halves.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[inline(always)]
#[allow(clippy::inline_always)]
pub(crate) fn halves(units: &[u16; BLOCK]) -> (u32, u32) {
    use std::arch::wasm32::{i8x16_bitmask, u8x16_eq, u8x16_splat, v128_and, v128_any_true};
    let (_, high) = halved(units);
    if !v128_any_true(u8x16_eq(v128_and(high, u8x16_splat(0xF8)), u8x16_splat(0xD8))) {
        return (0, 0);
    }
    let top = v128_and(high, u8x16_splat(0xFC));
    let mask = |half| u32::from(i8x16_bitmask(u8x16_eq(top, u8x16_splat(half))));
    (mask(0xD8), mask(0xDC))
}

/// Of the units that are halves of surrogate pairs a bit for each, the first unit's lowest: first halves, second halves.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
pub(crate) fn halves(units: &[u16; BLOCK]) -> (u32, u32) {
    let mask = |top| units.iter().rev().fold(0, |mask, unit| mask << 1 | u32::from(unit >> 10 == top));
    (mask(0xD800 >> 10), mask(0xDC00 >> 10))
}

/// Copies the units of the run of narrowed text that begins at `at` and ends where its string may, and says how long it
/// is. As with [`copy_plain`], there must be room for a block more.
#[inline]
pub(crate) fn copy_narrowed(text: &[u8], units: &[u16], at: usize, out: &mut [u16], used: usize) -> usize {
    let mut length = 0;
    while let (Some(block), Some(units)) =
        (block(text, at + length), units.get(at + length..).and_then(<[u16]>::first_chunk))
    {
        let Some(room) = out.get_mut(used + length..).and_then(<[u16]>::first_chunk_mut::<BLOCK>) else { break };
        *room = *units;
        let specials = specials::<true>(block);
        if specials != 0 {
            return length + specials.trailing_zeros() as usize;
        }
        length += BLOCK;
    }
    while let (Some(&byte), Some(&unit), Some(room)) =
        (text.get(at + length), units.get(at + length), out.get_mut(used + length))
    {
        if byte.is_ascii() && !is_plain(byte) {
            break;
        }
        *room = unit;
        length += 1;
    }
    length
}

/// How much else may stand among characters of three bytes for [`copy_wide`] to be worth it, in a span.
const FEW: u32 = 16;

/// Copies text of characters of three bytes (nearly all of Chinese, Japanese and Korean) to `out` as UTF-16, with some other
/// characters and short escapes among them, up to where there are too many of these, something ends the run or is malformed,
/// or less than [`SLACK`] is left. Gives where that is, in `text` and in `out`; it is no character's midst.
///
/// As in [`copy_unescaped`], the places of all that is no such character are taken from one mask, so that no step waits
/// for the one before it, and what follows each of them is copied without asking how much of it is wanted.
pub(crate) fn copy_wide(text: &[u8], mut at: usize, out: &mut [u16], mut used: usize) -> (usize, usize) {
    /// Every third bit.
    const THIRDS: u64 = 0x9249_2492_4924_9249;
    let below = |place: usize| u64::MAX.checked_shr(64_u32.saturating_sub(place as u32)).unwrap_or(0);
    let constants = *threes::constants();
    while let Some(ahead) = text.get(at..).and_then(<[u8]>::first_chunk::<SLACK>) {
        let Some(room) = out.get_mut(used..).and_then(<[u16]>::first_chunk_mut::<SLACK>) else { break };
        let (mut others, mut leads, mut rare) = (0_u64, 0_u64, 0);
        for block in ahead.as_chunks().0.iter().take(SPAN / BLOCK).rev() {
            let classes = threes::classes(block);
            others = others << BLOCK | u64::from(classes.others);
            leads = leads << BLOCK | u64::from(classes.leads);
            rare |= classes.rare;
        }
        if others.count_ones() > FEW || rare != 0 && !utf8::is_well_formed(text, at) {
            break;
        }
        threes::copy_span(constants, ahead, 0, room, 0);
        // Up to where `ahead` is done with, to where it was copied in `room`, and where characters of three bytes must begin.
        let (mut from, mut to, mut begins) = (0, 0, 0);
        let ends = loop {
            let found = others.trailing_zeros() as usize;
            let count = found.saturating_sub(from) / 3;
            begins |= THIRDS.checked_shl(from as u32).unwrap_or(0) & below(from + 3 * count);
            from += 3 * count;
            to += count;
            if others == 0 {
                break false;
            }
            let char = if from == found { one_among_wide(ahead, found) } else { None };
            let (Some((char, length)), Some(place)) = (char, room.get_mut(to..).and_then(<[u16]>::first_chunk_mut))
            else {
                break true;
            };
            to += put(char, place);
            from += length;
            others &= u64::MAX.checked_shl(from as u32).unwrap_or(0);
            threes::copy_span(constants, ahead, from, room, to);
        };
        if leads & below(from) != begins {
            break;
        }
        at += from;
        used += to;
        if ends {
            break;
        }
    }
    (at, used)
}

/// What [`copy_wide`] takes besides characters of three bytes, and its length: a short escape, or a character.
#[inline]
fn one_among_wide(ahead: &[u8; SLACK], at: usize) -> Option<(char, usize)> {
    if let Some((meaning, length)) = ahead.get(at..).and_then(<[u8]>::first_chunk).and_then(short_escape) {
        return Some((char::from(meaning), length));
    }
    match utf8::decode(ahead, at) {
        utf8::Decoded::Char(char, length) if !matches!(char, ..' ' | '"' | '\\') => Some((char, length)),
        _ => None,
    }
}

/// Writes a character as UTF-16, and says how long it is.
#[inline]
fn put(char: char, [first, second]: &mut [u16; 2]) -> usize {
    let code = u32::from(char);
    if code < 0x1_0000 {
        *first = code as u16;
        return 1;
    }
    *first = (0xD7C0 + (code >> 10)) as u16;
    *second = (0xDC00 | code & 0x3FF) as u16;
    2
}

/// What the bytes of a block are, a bit for each.
struct Classes {
    /// No part of a character of three bytes.
    others: u32,
    /// First of such a character.
    leads: u32,
    /// First of such a character, and restricts its second byte.
    rare: u32,
}

/// Characters of three bytes, whatever they are made of.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod threes {
    use super::{BLOCK, Block, Classes, SLACK, SPAN};
    use std::arch::wasm32::{
        i8x16, i8x16_bitmask, i8x16_eq, i8x16_lt, i8x16_splat, i8x16_swizzle, i16x8, i16x8_shl, u8x16_splat, u16x8_shr,
        v128, v128_and, v128_load, v128_or, v128_store,
    };
    use std::hint::black_box;

    /// What [`copy_span`] needs. V8 makes a constant anew in every step, by three instructions; these it cannot see to be
    /// constants.
    pub(super) type Constants = [v128; 4];

    pub(super) fn constants() -> &'static Constants {
        static CONSTANTS: Constants = [
            i8x16(0, -1, 3, -1, 6, -1, 9, -1, 12, -1, -1, -1, -1, -1, -1, -1),
            i8x16(2, 1, 5, 4, 8, 7, 11, 10, 14, 13, -1, -1, -1, -1, -1, -1),
            i16x8(0x0FC0, 0x0FC0, 0x0FC0, 0x0FC0, 0x0FC0, 0x0FC0, 0x0FC0, 0x0FC0),
            i16x8(0x003F, 0x003F, 0x003F, 0x003F, 0x003F, 0x003F, 0x003F, 0x003F),
        ];
        black_box(&CONSTANTS)
    }

    #[inline(always)]
    #[allow(clippy::inline_always, unsafe_code)]
    pub(super) fn classes(block: &Block) -> Classes {
        // SAFETY: `block` is 16 readable bytes, and the load has no alignment to keep.
        let bytes = unsafe { v128_load(block.as_ptr().cast()) };
        let leads = i8x16_eq(v128_and(bytes, u8x16_splat(0xF0)), u8x16_splat(0xE0));
        let rare = v128_or(i8x16_eq(bytes, u8x16_splat(0xE0)), i8x16_eq(bytes, u8x16_splat(0xED)));
        Classes {
            others: u32::from(!i8x16_bitmask(v128_or(leads, i8x16_lt(bytes, i8x16_splat(-64))))),
            leads: i8x16_bitmask(leads).into(),
            rare: i8x16_bitmask(rare).into(),
        }
    }

    /// Copies as many as a span can hold, five at a time.
    #[inline(always)]
    #[allow(clippy::inline_always, unsafe_code)]
    pub(super) fn copy_span(
        constants: Constants,
        ahead: &[u8; SLACK],
        from: usize,
        room: &mut [u16; SLACK],
        to: usize,
    ) {
        const STEPS: usize = SPAN.div_ceil(15);
        let [firsts_first, others_first, middle, low] = constants;
        let (Some(chars), Some(room)) = (
            ahead.get(from..).and_then(<[u8]>::first_chunk::<{ 15 * (STEPS - 1) + BLOCK }>),
            room.get_mut(to..).and_then(<[u16]>::first_chunk_mut::<{ 5 * (STEPS - 1) + 8 }>),
        ) else {
            return;
        };
        for step in 0..STEPS {
            let (Some(block), Some(room)) = (
                chars.get(15 * step..).and_then(<[u8]>::first_chunk::<BLOCK>),
                room.get_mut(5 * step..).and_then(<[u16]>::first_chunk_mut::<8>),
            ) else {
                return;
            };
            // SAFETY: `block` is 16 readable bytes, and the load has no alignment to keep.
            let bytes = unsafe { v128_load(block.as_ptr().cast()) };
            // The first bytes, each in a lane of 16 bits, and the second bytes above the third.
            let firsts = i8x16_swizzle(bytes, firsts_first);
            let others = i8x16_swizzle(bytes, others_first);
            let units =
                v128_or(i16x8_shl(firsts, 12), v128_or(v128_and(u16x8_shr(others, 2), middle), v128_and(others, low)));
            // SAFETY: `room` is 16 writable bytes, and the store has no alignment to keep.
            unsafe { v128_store(room.as_mut_ptr().cast(), units) };
        }
    }
}

/// The same one by one.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod threes {
    use super::{Block, Classes, SLACK, SPAN};

    pub(super) fn classes(block: &Block) -> Classes {
        let mask = |class: fn(u8) -> bool| block.iter().rev().fold(0, |mask, &byte| mask << 1 | u32::from(class(byte)));
        Classes {
            others: mask(|byte| !matches!(byte, 0x80..=0xBF | 0xE0..=0xEF)),
            leads: mask(|byte| matches!(byte, 0xE0..=0xEF)),
            rare: mask(|byte| matches!(byte, 0xE0 | 0xED)),
        }
    }

    pub(super) type Constants = [u8; 0];

    pub(super) fn constants() -> &'static Constants {
        &[]
    }

    pub(super) fn copy_span(_: Constants, ahead: &[u8; SLACK], from: usize, room: &mut [u16; SLACK], to: usize) {
        let (chars, room) = (ahead.get(from..).unwrap_or_default(), room.get_mut(to..).unwrap_or_default());
        for (&[first, second, third], unit) in chars.as_chunks().0.iter().zip(room).take(SPAN.div_ceil(3)) {
            *unit = u16::from(first) << 12 | u16::from(second & 0x3F) << 6 | u16::from(third & 0x3F);
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::text::random_text;

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
                let mask = |holds: bool| if holds { 1 << place } else { 0 };
                let expected = Marks {
                    quotes: mask(byte == b'"'),
                    backslashes: mask(byte == b'\\'),
                    letters: mask(b"fnrt".contains(&byte)),
                    others: !(0x20..0x80).contains(&byte),
                };
                assert_eq!(marks::of(marks::constants(), &span), expected, "{byte} at {place}");
                assert_eq!(portable::marks(&span), expected, "portable, {byte} at {place}");
                let expected = mask(byte < 0x20);
                assert_eq!(marks::controls(marks::constants(), &span), expected, "{byte} at {place}");
                assert_eq!(portable::controls(&span), expected, "portable, {byte} at {place}");
            }
        }
        for byte in 0..=u8::MAX {
            let span = [byte; SPAN];
            assert_eq!(portable::marks(&span), marks::of(marks::constants(), &span), "64 times {byte}");
            assert_eq!(marks::of(marks::constants(), &span).others, !(0x20..0x80).contains(&byte), "64 times {byte}");
        }
    }

    #[test]
    fn runs_end_where_they_should() {
        for length in 0..70 {
            for end in ["\"", "\\", "\n", "é", ""] {
                let text = format!("{}{}{end}xx", "-", "a".repeat(length));
                let text = if end.is_empty() { text.trim_end_matches('x').to_owned() } else { text };
                assert_eq!(skip_plain(text.as_bytes(), 1), 1 + length, "{text}");
                let mut out = vec![0u8; text.len() + BLOCK + 3];
                assert_eq!(copy_plain(text.as_bytes(), 1, &mut out, 3), length, "{text}");
                assert_eq!(out[3..3 + length], text.as_bytes()[1..=length]);
                let mut wide = vec![0u16; text.len() + BLOCK + 3];
                assert_eq!(copy_plain(text.as_bytes(), 1, &mut wide, 3), length, "{text}");
                assert!(wide[3..3 + length].iter().zip(&text.as_bytes()[1..]).all(|(a, b)| *a == u16::from(*b)));
            }
        }
    }

    /// What stands at `at`, read by itself, as UTF-8, and how long it is; `None` for what ends a run.
    fn one<const UTF8: bool>(text: &[u8], at: usize) -> Option<(Vec<u8>, usize)> {
        let mut ahead = [0; 6];
        ahead.iter_mut().zip(&text[at..]).for_each(|(to, from)| *to = *from);
        if let Some((meaning, length)) = short_escape(&ahead) {
            return Some((vec![meaning], length));
        }
        match utf8::decode(text, at) {
            utf8::Decoded::Char(_, 1) if is_plain(ahead[0]) => Some((vec![ahead[0]], 1)),
            utf8::Decoded::Char(_, length @ 2..) if UTF8 => Some((text[at..at + length].to_vec(), length)),
            _ => None,
        }
    }

    fn check_copy<const UTF8: bool>(text: &[u8]) {
        let (mut expected, mut ends) = (Vec::new(), vec![(3, 0)]);
        while let Some((copied, length)) = one::<UTF8>(text, ends[ends.len() - 1].0) {
            expected.extend(copied);
            ends.push((ends[ends.len() - 1].0 + length, expected.len()));
        }
        let last = ends[ends.len() - 1];
        let mut out = vec![0_u8; text.len() + SLACK];
        let (end, used) = copy_unescaped::<_, UTF8>(text, 3, &mut out, 0);
        let shown = String::from_utf8_lossy(text);
        // It stops behind a whole character or escape: where less than the slack is left, or a span before what is malformed.
        assert!(ends.contains(&(end, used)), "{end} {used} {shown}");
        assert!(
            end == last.0 || text.len() - end < SLACK + 4 || UTF8 && last.0 - end < SPAN + 4,
            "{end} {last:?} {shown}"
        );
        assert_eq!(out[..used], expected[..used], "{shown}");
    }

    #[test]
    fn runs_are_copied_as_they_are_read_one_by_one() {
        let pieces: [&[u8]; 18] = [
            br"\\",
            br#"\""#,
            br"\n",
            br"\/",
            b"a",
            b"plain text of some length",
            "é".as_bytes(),
            "漢字".as_bytes(),
            "😀".as_bytes(),
            "\u{D7FF}\u{E000}".as_bytes(),
            b"\"",
            b"\n",
            br"\u0041",
            br"\u00e9",
            br"\x",
            br"\",
            b"\x80",
            b"\xE6\xBC",
        ];
        let mut state = 1_u64;
        for _ in 0..if cfg!(miri) { 20 } else { 20_000 } {
            let mut text = b"xxx".to_vec();
            // What ends a run is rare, or runs are short.
            random_text::extend(&mut text, 3 * SLACK, &mut state, &pieces, 10, 5);
            check_copy::<true>(&text);
            check_copy::<false>(&text);
        }
    }

    #[test]
    fn utf8_as_a_string() {
        for text in ["", "plain", &"é 漢 😀".repeat(40)] {
            assert_eq!(from_utf8(text.as_bytes()), Some(text));
        }
        assert_eq!(from_utf8(b"\xFF"), None);
        assert_eq!(from_utf8(&"漢".repeat(40).as_bytes()[..100]), None);
    }

    #[test]
    fn wide_text_is_copied_as_it_is_read_one_by_one() {
        let pieces = [
            "漢",
            "字",
            "한글",
            "\u{800}\u{FFFF}\u{D7FF}\u{E000}",
            "漢字かなカナ…€",
            "😀\u{10000}\u{10FFFF}",
            r"\n",
            "é",
            "a",
            "\"",
            r"\u00e9",
            "plain",
        ]
        .map(str::as_bytes);
        let mut state = 1_u64;
        for _ in 0..if cfg!(miri) { 4 } else { 20_000 } {
            let mut bytes = b"xxx".to_vec();
            // What ends a run is rare, or runs are short.
            random_text::extend(&mut bytes, 3 * SLACK, &mut state, &pieces, 7, 5);
            if state >> 63 == 1 {
                let place = 3 + (state >> 40) as usize % (2 * SLACK);
                bytes[place] = (state >> 32) as u8;
            }
            let mut expected = vec![];
            let mut ends = vec![(3, 0)];
            while let Some((copied, length)) = one::<true>(&bytes, ends[ends.len() - 1].0) {
                expected.extend(std::str::from_utf8(&copied).unwrap().encode_utf16());
                ends.push((ends[ends.len() - 1].0 + length, expected.len()));
            }
            let mut out = vec![0; bytes.len() + SLACK];
            let (end, used) = copy_wide(&bytes, 3, &mut out, 0);
            assert!(ends.contains(&(end, used)), "{end} {used} {}", String::from_utf8_lossy(&bytes));
            assert_eq!(out[..used], expected[..used]);
        }
        // All that there is room for is taken.
        let text = format!("xxx{}", r"漢字漢字漢字漢字\n漢字😀".repeat(40));
        let (end, _) = copy_wide(text.as_bytes(), 3, &mut vec![0; text.len() + SLACK], 0);
        assert!(text.len() - end < SLACK, "{end} of {}", text.len());
    }
}
