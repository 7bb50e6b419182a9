//! Copies text and resolves its short escapes.

use super::plain::Unit;
use super::simd::{self, BLOCK, SLACK, SPAN, Span};
use crate::text::escape::SHORT;
use crate::text::part::Part;
use crate::text::utf8;

#[inline(always)]
fn span_specials<const UTF8: bool>(span: &Span) -> u64 {
    let (blocks, _) = span.as_chunks::<BLOCK>();
    blocks.iter().rev().fold(0, |mask, block| mask << BLOCK | u64::from(simd::specials::<UTF8>(block)))
}

/// Copies text from `start` to `out` and resolves its short escapes, up to the first byte that is neither plain nor part of a
/// short escape, or to where less than [`SLACK`] is left. Returns where that is, in `text` and in `out`. With `UTF8`,
/// characters beyond ASCII are copied too, up to a malformed one or a little before it; `start` must not be inside a character.
///
/// One mask gives the places of all escapes in 64 bytes ([`scan`](super) says why), and the text after an escape is copied
/// without regard to its length.
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
        // Where the text after the last escape begins in `ahead`, and where it was copied to in `room`.
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
        // A character that began in the last span is left to the caller.
        let begun = text.get(start..at).map_or(0, utf8::unfinished);
        return (at - begun, used - begun);
    }
    (at, used)
}

/// The byte that an escape stands for, and the length of the escape, if it is a single byte: `\n`, or `\u003c`, as Go writes
/// `<`.
#[inline(always)]
pub(super) fn short_escape(text: &[u8; 6]) -> Option<(u8, usize)> {
    let [backslash, kind, ..] = *text;
    if backslash != b'\\' {
        return None;
    }
    let meaning = SHORT.get(usize::from(kind)).copied().expected();
    if meaning != 0 {
        return Some((meaning, 2));
    }
    match *text {
        [_, b'u', b'0', b'0', high @ b'0'..=b'7', low] => {
            let low = char::from(low).to_digit(16)? as u8;
            Some(((high - b'0') << 4 | low, 6))
        }
        _ => None,
    }
}

/// Copies a span; there is always one, as an escape begins in the first span and is at most six bytes long.
#[inline(always)]
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
