//! The scanner: it classifies the bytes of JSON strings, 16 or 64 at a time, and finds where runs end. Text comes in, with
//! an offset to begin at. Ends of runs, masks, and copies as UTF-8 or UTF-16 go out.
//!
//! A byte is *plain* if it stands for itself in a JSON string: ASCII, and not a quote, a backslash or a control character. A
//! run is copied before its length is known, so the caller provides [`SLACK`] more room. All `unsafe` of the crate is in
//! this folder: in [`simd`], in the second phase of [`escaped`], and in one line here.

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

/// A text as a string, if it is UTF-8.
#[allow(unsafe_code)]
pub(crate) fn from_utf8(text: &[u8]) -> Option<&str> {
    // SAFETY: the text was found to be UTF-8.
    utf8::is_valid(text).then(|| unsafe { std::str::from_utf8_unchecked(text) })
}
