//! Copies UTF-16 or ASCII as UTF-16.

use super::plain::{self, Unit as _};
use super::simd::{self, BLOCK};

/// Writes ASCII to `out` as UTF-16, as far as there is room, and returns how much.
pub(crate) fn widen(ascii: &[u8], out: &mut [u16], used: usize) -> usize {
    let Some(room) = out.get_mut(used..used + ascii.len()) else { return 0 };
    let ((blocks, rest), (rooms, rest_room)) = (ascii.as_chunks(), room.as_chunks_mut());
    blocks.iter().zip(rooms).for_each(|(block, room)| u16::copy(block, room));
    rest.iter().zip(rest_room).for_each(|(&byte, room)| *room = byte.into());
    ascii.len()
}

/// Copies the units of the run of narrowed text that begins at `at` and ends where its string may end. Returns its length.
/// As with [`copy_plain`](plain::copy_plain), there must be room for a block more.
#[inline]
pub(crate) fn copy_narrowed(text: &[u8], units: &[u16], at: usize, out: &mut [u16], used: usize) -> usize {
    let mut length = 0;
    while let (Some(block), Some(units)) =
        (plain::block(text, at + length), units.get(at + length..).and_then(<[u16]>::first_chunk))
    {
        let Some(room) = out.get_mut(used + length..).and_then(<[u16]>::first_chunk_mut::<BLOCK>) else { break };
        *room = *units;
        let specials = simd::specials::<true>(block);
        if specials != 0 {
            return length + specials.trailing_zeros() as usize;
        }
        length += BLOCK;
    }
    while let (Some(&byte), Some(&unit), Some(room)) =
        (text.get(at + length), units.get(at + length), out.get_mut(used + length))
    {
        if byte.is_ascii() && !plain::is_plain(byte) {
            break;
        }
        *room = unit;
        length += 1;
    }
    length
}
