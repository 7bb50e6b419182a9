//! The steps that look at many bytes at once, in a version for each kind of machine.
//! Blocks and spans of text come in. Masks, a bit for each byte, and copies go out.
//!
//! [`portable`] has every step in plain arithmetic and says what each is for. Other machines run it, and the tests compare
//! the others with it. `unsafe` in the files of the machines are loads into SIMD registers and stores from them.

#[cfg(any(test, not(all(target_arch = "wasm32", target_feature = "simd128"))))]
mod portable;
#[cfg(test)]
mod tests;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod wasm32;
#[cfg(target_arch = "x86_64")]
mod x86_64;

#[cfg(not(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128"))))]
use portable as machine;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use wasm32 as machine;
#[cfg(target_arch = "x86_64")]
use x86_64 as machine;

pub(crate) use machine::{CONSTANTS, Constants, constants, controls, halves, marks, narrow};
pub(super) use machine::{are_equal, copy_span, copy_threes, marks_in_ascii, plain_ends, specials, threes, widen};

use crate::text::utf8;

/// How many bytes a SIMD register holds.
pub(crate) const BLOCK: usize = 16;

pub(crate) type Block = [u8; BLOCK];

/// How many bytes of a string are looked at in one step, where it is longer than a block: as many as a mask has bits.
pub(crate) const SPAN: usize = utf8::SPAN;

pub(crate) type Span = [u8; SPAN];

/// Some bytes that are compared at once.
pub(super) type Ahead = [u8; 2 * BLOCK];

/// What the bytes of a span are to a string, a bit for each, the first byte's lowest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    pub(crate) quotes: u64,
    pub(crate) backslashes: u64,
    /// What makes a short escape behind a backslash: `f`, `n`, `r` or `t`. Of the others, `"` and `\\` have marks of their
    /// own, and `/` and `b` are rare.
    pub(crate) letters: u64,
    /// Whether some byte is a control character, or beyond ASCII.
    pub(crate) others: bool,
}

/// What the bytes of a block are to text of three-byte characters, a bit for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Threes {
    /// No part of such a character.
    pub(super) others: u32,
    /// First of such a character.
    pub(super) leads: u32,
    /// First of such a character, and restricts its second byte.
    pub(super) rare: u32,
}

/// How many steps of five characters [`copy_threes`] takes for a span.
const STEPS: usize = SPAN.div_ceil(15);

/// What [`copy_threes`] reads and writes.
pub(super) type ThreesIn = [u8; 15 * (STEPS - 1) + BLOCK];
pub(super) type ThreesOut = [u16; 5 * (STEPS - 1) + 8];
