//! The steps by SSE2, which every x86-64 has, where that is quicker than the compiled version of [`portable`](super::portable).

#![allow(unsafe_code)]

use std::arch::x86_64::{
    __m128i, _mm_cmpeq_epi8, _mm_cmplt_epi8, _mm_loadu_si128, _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128,
    _mm_set1_epi8, _mm_setzero_si128,
};

use super::blocks::{BLOCK, Block, Marks, Span};
pub(crate) use super::portable::{
    CONSTANTS, Constants, are_equal, constants, copy_span, copy_threes, halves, narrow, threes, widen,
};

#[inline(always)]
pub(crate) fn specials<const UTF8: bool>(block: &Block) -> u32 {
    let bytes = load(block);
    // As signed numbers, control characters and bytes beyond ASCII are all below a space: one comparison finds both.
    let low = if UTF8 { low(bytes) } else { below_space(bytes) };
    mask(or(low, or(equal(bytes, b'"'), equal(bytes, b'\\'))))
}

#[inline(always)]
pub(crate) fn plain_ends(_: Constants, block: &Block) -> u32 {
    specials::<false>(block)
}

#[inline(always)]
pub(crate) fn marks(_: Constants, span: &Span) -> Marks {
    let mut marks = Marks::default();
    // SAFETY: SSE2 is part of x86-64.
    let mut others = unsafe { _mm_setzero_si128() };
    for block in span.as_chunks::<BLOCK>().0.iter().rev() {
        let bytes = load(block);
        let put = |marks: &mut u64, found| *marks = *marks << BLOCK | u64::from(mask(found));
        put(&mut marks.quotes, equal(bytes, b'"'));
        put(&mut marks.backslashes, equal(bytes, b'\\'));
        let (one, other) = (or(equal(bytes, b'f'), equal(bytes, b'n')), or(equal(bytes, b'r'), equal(bytes, b't')));
        put(&mut marks.letters, or(one, other));
        others = or(others, below_space(bytes));
    }
    marks.others = mask(others) != 0;
    marks
}

#[inline(always)]
pub(crate) fn marks_in_ascii(constants: Constants, span: &Span) -> Option<(u64, u64)> {
    let Marks { quotes, backslashes, others, .. } = marks(constants, span);
    (!others).then_some((quotes, backslashes))
}

#[inline(always)]
pub(crate) fn controls(_: Constants, span: &Span) -> u64 {
    let blocks = span.as_chunks::<BLOCK>().0;
    blocks.iter().rev().fold(0, |controls, block| controls << BLOCK | u64::from(mask(low(load(block)))))
}

#[inline(always)]
fn load(block: &Block) -> __m128i {
    // SAFETY: SSE2 is part of x86-64; `block` is 16 readable bytes, and the load needs no alignment.
    unsafe { _mm_loadu_si128(block.as_ptr().cast()) }
}

/// The control characters.
#[inline(always)]
fn low(bytes: __m128i) -> __m128i {
    // SAFETY: SSE2 is part of x86-64.
    unsafe { _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes) }
}

/// The bytes below a space as signed numbers.
#[inline(always)]
fn below_space(bytes: __m128i) -> __m128i {
    // SAFETY: SSE2 is part of x86-64.
    unsafe { _mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20)) }
}

#[inline(always)]
fn equal(bytes: __m128i, byte: u8) -> __m128i {
    // SAFETY: SSE2 is part of x86-64.
    unsafe { _mm_cmpeq_epi8(bytes, _mm_set1_epi8(byte.cast_signed())) }
}

#[inline(always)]
fn or(one: __m128i, other: __m128i) -> __m128i {
    // SAFETY: SSE2 is part of x86-64.
    unsafe { _mm_or_si128(one, other) }
}

/// A bit for each byte, set if the byte is.
#[inline(always)]
fn mask(found: __m128i) -> u32 {
    // SAFETY: SSE2 is part of x86-64.
    unsafe { _mm_movemask_epi8(found) }.cast_unsigned()
}
