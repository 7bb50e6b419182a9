//! The scanner: what a run of a JSON string's bytes is and where it ends, 16 or 64 bytes at a time.
//! Text comes in, with an offset to begin at. Ends of runs, masks and copies go out, these as UTF-8 or UTF-16.
//!
//! A byte is *plain* where it stands for itself in a JSON string: ASCII, no quote, no backslash, no control character.
//! A run is copied before it is known how much of it is wanted, so whoever gives room for a copy gives [`SLACK`] more.
//! All `unsafe` of the crate is in this folder: in [`simd`], in the second phase of [`escaped`], and in one line here.

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
pub(crate) use escaped::{Escapes, Places, copy_escaped};
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
