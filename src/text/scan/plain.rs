//! Skips or copies runs of plain bytes.

use super::simd::{self, BLOCK, Block, Constants};

/// The unit of the copy: UTF-8, or UTF-16 for ASCII.
pub(crate) trait Unit: Copy {
    fn copy(block: &Block, room: &mut [Self; BLOCK]);

    fn from_ascii(byte: u8) -> Self;
}

impl Unit for u8 {
    #[inline(always)]
    fn copy(block: &Block, room: &mut [Self; BLOCK]) {
        *room = *block;
    }

    #[inline(always)]
    fn from_ascii(byte: u8) -> Self {
        byte
    }
}

impl Unit for u16 {
    #[inline(always)]
    fn copy(block: &Block, room: &mut [Self; BLOCK]) {
        simd::widen(block, room);
    }

    #[inline(always)]
    fn from_ascii(byte: u8) -> Self {
        byte.into()
    }
}

/// Whether a byte stands for itself in a JSON string, and is ASCII.
pub(super) const fn is_plain(byte: u8) -> bool {
    byte >= 0x20 && byte < 0x80 && byte != b'"' && byte != b'\\'
}

#[inline(always)]
pub(super) fn block(text: &[u8], at: usize) -> Option<&Block> {
    text.get(at..)?.first_chunk()
}

/// The end of the run of plain bytes that begins at `at`.
#[inline(always)]
pub(crate) fn skip_plain(text: &[u8], mut at: usize) -> usize {
    while let Some(block) = block(text, at) {
        let specials = simd::specials::<false>(block);
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

/// Copies the run of plain bytes that begins at `at` to `out`, as UTF-8 or UTF-16, and returns its length.
///
/// Whole blocks are copied before they are checked, so up to 15 units after the run are overwritten: `out` must have room
/// for as many units as `text` has bytes from `at`, and a block more. (With less room the run ends early.)
#[inline(always)]
pub(crate) fn copy_plain<U: Unit>(constants: Constants, text: &[u8], at: usize, out: &mut [U], used: usize) -> usize {
    let mut length = 0;
    while let Some(block) = block(text, at + length) {
        let Some(room) = out.get_mut(used + length..).and_then(<[U]>::first_chunk_mut::<BLOCK>) else { break };
        U::copy(block, room);
        let specials = simd::plain_ends(constants, block);
        if specials != 0 {
            return length + specials.trailing_zeros() as usize;
        }
        length += BLOCK;
    }
    length + copy_last(text, at + length, out, used + length)
}

/// The same, when less than a block is left.
#[inline(never)]
fn copy_last<U: Unit>(text: &[u8], at: usize, out: &mut [U], used: usize) -> usize {
    let mut length = 0;
    while let (Some(&byte), Some(room)) = (text.get(at + length), out.get_mut(used + length)) {
        if !is_plain(byte) {
            break;
        }
        *room = U::from_ascii(byte);
        length += 1;
    }
    length
}
