//! The pieces of text that one step looks at, and what it says of their bytes.

use crate::text::utf8;

/// How many bytes a SIMD register holds.
pub(crate) const BLOCK: usize = 16;

pub(crate) type Block = [u8; BLOCK];

/// How many bytes of a string are looked at in one step, where it is longer than a block: as many as a mask has bits.
pub(crate) const SPAN: usize = utf8::SPAN;

pub(crate) type Span = [u8; SPAN];

/// Some bytes that are compared at once.
pub(crate) type Ahead = [u8; 2 * BLOCK];

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
pub(crate) struct Threes {
    /// No part of such a character.
    pub(crate) others: u32,
    /// First of such a character.
    pub(crate) leads: u32,
    /// First of such a character, and restricts its second byte.
    pub(crate) rare: u32,
}

/// How many steps of five characters [`copy_threes`](super::copy_threes) takes for a span.
pub(super) const STEPS: usize = SPAN.div_ceil(15);

/// What [`copy_threes`](super::copy_threes) reads and writes.
pub(crate) type ThreesIn = [u8; 15 * (STEPS - 1) + BLOCK];
pub(crate) type ThreesOut = [u16; 5 * (STEPS - 1) + 8];

/// How many bytes beyond what is used an arena must have room for.
pub(crate) const SLACK: usize = 2 * SPAN + BLOCK;
