//! Copying a string that has escapes, in two phases; [`scan`](super) says why escapes need care.
//!
//! The first phase only notes the places of many escapes, from masks of 64 bytes, nearly without a branch. The second goes
//! from place to place: it copies 64 bytes, and overwrites what was too much with the character of the escape. Anything rare
//! (a character beyond ASCII, a control character, the end of the window) ends both, and is left to the caller.

use super::simd::{self, Constants, SLACK, SPAN, Span};
use super::unescape::short_escape;
use crate::text::escape::SHORT;
use crate::text::part::Part;

/// How many places are gathered before the second phase, at most; up to a span more.
const ENOUGH: usize = 256;

/// Room for the offsets of escapes in a text.
#[derive(Debug)]
pub(crate) struct EscapeOffsets {
    room: Vec<u32>,
    /// How many to gather next: few after an escape that is not short, since more of them may follow, and the first phase would
    /// look ahead in vain.
    enough: usize,
}

impl EscapeOffsets {
    pub(crate) const EMPTY: Self = Self { room: Vec::new(), enough: ENOUGH };
}

/// Copies the rest of a string from `at`, which is not inside an escape, to `out`, resolves its short escapes, and stops at
/// the closing quote or something rare. Returns where that is, in `text` and in `out`. Copies nothing unless `out` has room
/// for as many bytes as `text` has from `at`, and [`SLACK`] more.
#[inline(never)]
pub(crate) fn copy_escaped(
    text: &[u8],
    at: usize,
    out: &mut [u8],
    used: usize,
    places: &mut EscapeOffsets,
) -> (usize, usize) {
    let Some(mut copier) = Copier::new(text, at, out, used) else {
        debug_assert!(false, "an arena has room for its window");
        return (at, used);
    };
    places.room.resize(ENOUGH + SPAN, 0);
    let Some(room) = places.room.first_chunk_mut() else { return (at, used) };
    let constants = simd::constants();
    loop {
        let found = find(constants, text, copier.at, room, places.enough);
        for &place in room.get(..found.count).expected() {
            copier.copy(place as usize);
            if !copier.unescape() {
                places.enough = 1;
                return (copier.at, copier.used);
            }
        }
        places.enough = ENOUGH.min(2 * places.enough);
        // The last escape may end after the last span.
        if copier.at < found.end {
            copier.copy(found.end);
        }
        if !found.more {
            return (copier.at, copier.used);
        }
    }
}

/// What the first phase found: the places of some escapes, with at least [`SLACK`] bytes of text from the beginning of their
/// span.
struct Found {
    /// How many escapes there are up to `end`.
    count: usize,
    /// The closing quote, or the beginning of the first span that was not read.
    end: usize,
    /// Whether to search on from there: not at the closing quote, before something rare, or near the end of the text.
    more: bool,
}

#[inline(always)]
fn find(constants: Constants, text: &[u8], mut at: usize, places: &mut [u32; ENOUGH + SPAN], enough: usize) -> Found {
    let mut count = 0;
    let mut first_escaped = false;
    while let Some(ahead) = text.get(at..).and_then(<[u8]>::first_chunk::<SLACK>) {
        let marks = ahead.first_chunk().and_then(|span| simd::marks_in_ascii(constants, span));
        let Some((quotes, backslashes)) = marks else { break };
        let escapes = Escapes::of(backslashes, first_escaped);
        let ends = quotes & !escapes.escaped;
        let mut found = escapes.escaping & (ends ^ ends.wrapping_sub(1));
        let Some(room) = places.get_mut(count..).and_then(<[u32]>::first_chunk_mut::<SPAN>) else { break };
        count += found.count_ones() as usize;
        // Always eight: that is nearly always enough, and leaves no branch to predict.
        for room in room.as_chunks_mut::<8>().0 {
            for room in room {
                *room = at as u32 + found.trailing_zeros();
                found &= found.wrapping_sub(1);
            }
            if found == 0 {
                break;
            }
        }
        if ends != 0 {
            return Found { count, end: at + ends.trailing_zeros() as usize, more: false };
        }
        first_escaped = escapes.next;
        at += SPAN;
        if count > enough {
            return Found { count, end: at, more: true };
        }
    }
    Found { count, end: at, more: false }
}

/// Which bytes of a span are escapes.
pub(crate) struct Escapes {
    /// The backslashes that begin one.
    pub(crate) escaping: u64,
    /// The bytes after these.
    pub(crate) escaped: u64,
    /// Whether the first byte of the next span is escaped.
    pub(crate) next: bool,
}

impl Escapes {
    /// From the backslashes of a span.
    #[inline(always)]
    pub(crate) fn of(backslashes: u64, first_escaped: bool) -> Self {
        const ODD: u64 = 0xAAAA_AAAA_AAAA_AAAA;
        let first = u64::from(first_escaped);
        let begins = backslashes & !first;
        // The first backslash of each run, the third and so on, and the byte after the run if its last backslash is one of
        // them: the subtraction carries through a run, and the odd bits say where it begins.
        let either = (begins << 1 | ODD).wrapping_sub(begins) ^ ODD;
        let escaping = either & backslashes;
        Self { escaping, escaped: either ^ (backslashes | first), next: escaping >> (SPAN - 1) != 0 }
    }
}

/// The second phase. It does not check how much text and room is left: these checks took a tenth of all time.
struct Copier<'a> {
    text: &'a [u8],
    /// What is copied next. `text` has at least [`SLACK`] bytes from the beginning of the span that this is in.
    at: usize,
    out: &'a mut [u8],
    /// Where it goes. There is room for the rest of `text`, and [`SLACK`] more: no step takes more room than text.
    used: usize,
}

impl<'a> Copier<'a> {
    fn new(text: &'a [u8], at: usize, out: &'a mut [u8], used: usize) -> Option<Self> {
        // Places are `u32`.
        u32::try_from(text.len()).ok()?;
        let left = text.len().checked_sub(at)?;
        (out.len().checked_sub(used)? >= left + SLACK).then_some(Self { text, at, out, used })
    }

    /// Copies up to a place that was found, and up to a span beyond it.
    #[inline(always)]
    #[allow(unsafe_code)]
    fn copy(&mut self, end: usize) {
        loop {
            debug_assert!(self.at <= end && self.at + SPAN <= self.text.len() && self.used + SPAN <= self.out.len());
            // SAFETY: `at <= end`: places ascend, fit a `u32`, and none is inside an escape that was resolved, as its digits
            // are no backslashes. So `at` is in a span that was read, or in the at most five bytes after it that its last
            // escape takes. From the beginning of that span there were `SLACK` bytes, which are more than these and a span.
            // Room had `SLACK` more than text at first, and no step takes more room than text.
            let (span, room) = unsafe {
                let span = self.text.as_ptr().add(self.at).cast::<Span>();
                (&*span, &mut *self.out.as_mut_ptr().add(self.used).cast::<Span>())
            };
            simd::copy_span(span, room);
            let length = end - self.at;
            if length <= SPAN {
                self.at = end;
                self.used += length;
                return;
            }
            self.at += SPAN;
            self.used += SPAN;
        }
    }

    /// Writes the character of the next escape. False if it is not a short escape.
    #[inline(always)]
    #[allow(unsafe_code)]
    fn unescape(&mut self) -> bool {
        debug_assert!(self.at + SPAN < self.text.len() && self.used < self.out.len());
        // SAFETY: `at` is in a span that was read, so a span of text is there, as in `copy`.
        let kind = unsafe { *self.text.get_unchecked(self.at + 1) };
        let (mut meaning, mut length) = (SHORT.get(usize::from(kind)).copied().expected(), 2);
        if meaning == 0 {
            let escape = self.text.get(self.at..).and_then(<[u8]>::first_chunk).and_then(short_escape);
            let Some(found) = escape else { return false };
            (meaning, length) = found;
        }
        // SAFETY: there is more room than text.
        unsafe { *self.out.get_unchecked_mut(self.used) = meaning };
        self.at += length;
        self.used += 1;
        true
    }
}
