//! The scanner: it classifies the bytes of JSON strings, 16 or 64 at a time, and finds where runs end. Text comes in, with
//! an offset to begin at. Ends of runs, masks, and copies as UTF-8 or UTF-16 go out.
//!
//! A byte is *plain* if it stands for itself in a JSON string: ASCII, and not a quote, a backslash or a control character. A
//! run is copied before its length is known, so the caller provides [`SLACK`] more room.
//!
//! Texts here have an escape every 28 bytes. In a loop from one to the next, every step would wait for the one before it, and
//! the processor cannot predict where the next one is. So a mask gives the places of all escapes in 64 bytes, as in simdjson
//! (Langdale and Lemire 2019, "Parsing gigabytes of JSON per second", section 3.1.1). Who copies what:
//!
//! - [`copy_plain`] a run of plain bytes, to bytes or UTF-16;
//! - [`copy_escaped`] ASCII with short escapes to bytes, many spans at once;
//! - [`copy_unescaped`] the same span by span, which gets nearer to what it cannot copy, also to UTF-16, also UTF-8 to UTF-8;
//! - [`copy_wide`] three-byte characters to UTF-16;
//! - [`copy_narrowed`] a run of narrowed text, from its units.
//!
//! All `unsafe` of the crate is in this folder: in [`simd`], in the second phase of [`escaped`], and in one line here.
//! (wasm-bindgen writes more for the exports.)

mod compare;
mod escaped;
mod plain;
pub(crate) mod simd;
#[cfg(test)]
mod tests;
mod unescape;
mod utf16;
mod wide;

pub(crate) use compare::{Pattern, are_equal, is_match};
pub(crate) use escaped::{EscapeOffsets, Escapes, copy_escaped};
pub(crate) use plain::{copy_plain, skip_plain};
pub(crate) use simd::{BLOCK, SLACK, SPAN, halves, narrow};
pub(crate) use unescape::copy_unescaped;
pub(crate) use utf16::{copy_narrowed, widen};
pub(crate) use wide::copy_wide;

use crate::text::utf8;

/// A text as a string, if it is UTF-8. The standard library takes five times as long for Chinese.
#[allow(unsafe_code)]
pub(crate) fn from_utf8(text: &[u8]) -> Option<&str> {
    // SAFETY: `utf8::is_valid` is true only for UTF-8. It is our own: its tests compare it with the standard library at every
    // alignment, for the edges of every row of the Unicode standard's table 3-7.
    utf8::is_valid(text).then(|| unsafe { std::str::from_utf8_unchecked(text) })
}
