//! The pieces of text that one step reads, and how it classifies their bytes.

use crate::text::utf8;

/// How many bytes fit into a SIMD register.
pub(crate) const BLOCK: usize = 16;

pub(crate) type Block = [u8; BLOCK];

/// How many bytes of a string one step reads, if the string is longer than a block: as many as a mask has bits.
pub(crate) const SPAN: usize = utf8::SPAN;

pub(crate) type Span = [u8; SPAN];

/// Bytes that are compared at once.
pub(crate) type Ahead = [u8; 2 * BLOCK];

/// The classes of a span's bytes in a string, a bit for each byte, the first byte's lowest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    pub(crate) quotes: u64,
    pub(crate) backslashes: u64,
    /// The letters that make a short escape after a backslash: `f`, `n`, `r` or `t`. Of the others, `"` and `\\` have marks
    /// of their own, and `/` and `b` are rare.
    pub(crate) letters: u64,
    /// Whether some byte is a control character, or beyond ASCII.
    pub(crate) others: bool,
}

/// The classes of a block's bytes in text of three-byte characters, a bit for each byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Threes {
    /// Not part of such a character.
    pub(crate) others: u32,
    /// First byte of such a character.
    pub(crate) leads: u32,
    /// First byte of such a character that restricts the second one.
    pub(crate) rare: u32,
}

/// How many steps of five characters [`copy_threes`](super::copy_threes) takes for a span.
pub(super) const STEPS: usize = SPAN.div_ceil(15);

/// What [`copy_threes`](super::copy_threes) reads and writes.
pub(crate) type ThreesIn = [u8; 15 * (STEPS - 1) + BLOCK];
pub(crate) type ThreesOut = [u16; 5 * (STEPS - 1) + 8];

/// How far from the beginning of its span a step may read text or write room: an escape of six bytes may begin at the span's
/// last byte, and a span is copied after it. So an arena has this much more room than text, and steps end where less text is
/// left.
pub(crate) const SLACK: usize = 2 * SPAN + BLOCK;

const _: () = assert!(SLACK >= SPAN - 1 + 6 + SPAN);
