//! Compares text with text, 32 bytes at a time.

use super::simd;

/// How many bytes are compared in one step.
pub(crate) const AHEAD: usize = 32;

/// Bytes to compare with, at most [`AHEAD`] of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pattern {
    bytes: [u8; AHEAD],
    /// All bits of the bytes that count are set.
    mask: [u8; AHEAD],
}

/// The masks of all lengths, from the longest on, each a byte after the one before it.
static MASKS: [u8; 2 * AHEAD] = {
    let mut masks = [0; 2 * AHEAD];
    masks.split_at_mut(AHEAD).0.copy_from_slice(&[0xFF; AHEAD]);
    masks
};

impl Pattern {
    pub(crate) const ZEROS: Self = Self { bytes: [0; AHEAD], mask: [0xFF; AHEAD] };

    /// The first `length` bytes.
    pub(crate) fn of(ahead: &[u8; AHEAD], length: usize) -> Option<Self> {
        let mask = MASKS.get(AHEAD.checked_sub(length)?..)?.first_chunk()?;
        Some(Self { bytes: *ahead, mask: *mask })
    }
}

/// Whether the text begins with the pattern.
#[inline(always)]
pub(crate) fn is_match(Pattern { bytes, mask }: &Pattern, ahead: &[u8; AHEAD]) -> bool {
    simd::are_equal(ahead, bytes, mask)
}

/// Whether two texts of one length are equal. They are at least as long as a step.
pub(crate) fn are_equal(one: &[u8], other: &[u8]) -> bool {
    debug_assert!(one.len() == other.len() && one.len() >= AHEAD);
    let is_same = |(one, other)| simd::are_equal(one, other, &[0xFF; AHEAD]);
    // The last step overlaps the one before it.
    one.as_chunks().0.iter().zip(other.as_chunks().0).all(is_same)
        && one.last_chunk().zip(other.last_chunk()).is_some_and(is_same)
}
