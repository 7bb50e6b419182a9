//! Copies text of three-byte characters (nearly all of Chinese, Japanese and Korean) to UTF-16.

use super::simd::{self, BLOCK, Constants, SLACK, SPAN};
use super::unescape::short_escape;
use crate::text::utf8;

/// How many other characters a span may have for [`copy_wide`] to be worth it.
const FEW: u32 = 16;

/// Copies text of three-byte characters, with some other characters and short escapes among them, to `out` as UTF-16. Stops
/// where there are too many of the others, where the run ends or is malformed, or where less than [`SLACK`] is left. Returns
/// where that is, in `text` and in `out`; never in the middle of a character.
///
/// As in [`copy_unescaped`](super::copy_unescaped), one mask gives the places of all other characters, so no step waits for
/// the one before it, and the text after each of them is copied without regard to its length.
pub(crate) fn copy_wide(text: &[u8], mut at: usize, out: &mut [u16], mut used: usize) -> (usize, usize) {
    /// Every third bit.
    const THIRDS: u64 = 0x9249_2492_4924_9249;
    let below = |place: usize| u64::MAX.checked_shr(64_u32.saturating_sub(place as u32)).unwrap_or(0);
    let constants = simd::constants();
    while let Some(ahead) = text.get(at..).and_then(<[u8]>::first_chunk::<SLACK>) {
        let Some(room) = out.get_mut(used..).and_then(<[u16]>::first_chunk_mut::<SLACK>) else { break };
        let (mut others, mut leads, mut rare) = (0_u64, 0_u64, 0);
        for block in ahead.as_chunks().0.iter().take(SPAN / BLOCK).rev() {
            let found = simd::threes(block);
            others = others << BLOCK | u64::from(found.others);
            leads = leads << BLOCK | u64::from(found.leads);
            rare |= found.rare;
        }
        if others.count_ones() > FEW || rare != 0 && !utf8::is_well_formed(text, at) {
            break;
        }
        copy_threes(constants, ahead, 0, room, 0);
        // How far `ahead` has been read, how far `room` is filled, and where three-byte characters must begin.
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
            copy_threes(constants, ahead, from, room, to);
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

/// As many three-byte characters as fit into a span. No room is left only behind an escape of six bytes at the span's last
/// byte, and then nothing is left to copy.
#[inline(always)]
fn copy_threes(constants: Constants, ahead: &[u8; SLACK], from: usize, room: &mut [u16; SLACK], to: usize) {
    if let (Some(chars), Some(room)) =
        (ahead.get(from..).and_then(<[u8]>::first_chunk), room.get_mut(to..).and_then(<[u16]>::first_chunk_mut))
    {
        simd::copy_threes(constants, chars, room);
    }
}

/// What [`copy_wide`] takes besides three-byte characters, and its length: a short escape, or a character.
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

/// Writes a character as UTF-16, and returns its length.
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
