//! The steps that read many bytes at once, in a version for each kind of machine. Blocks and spans of text come in. Masks, a
//! bit for each byte, and copies go out.
//!
//! [`portable`] has every step in plain arithmetic and says what each is for. Other machines run it, and the tests compare
//! the others with it. In `wasm32` the `unsafe` blocks are loads into SIMD registers and stores from them. In `x86_64` every
//! instruction needs one: the compiler takes SSE2 for granted only in functions that are annotated with it.

mod blocks;
#[cfg(any(test, not(all(target_arch = "wasm32", target_feature = "simd128"))))]
// The tests in wasm compare most of its steps, but not those that have no other version there.
#[cfg_attr(target_arch = "wasm32", allow(dead_code))]
mod portable;
#[cfg(test)]
mod tests;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod wasm32;
#[cfg(target_arch = "x86_64")]
mod x86_64;

#[cfg(not(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128"))))]
use portable as machine;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use wasm32 as machine;
#[cfg(target_arch = "x86_64")]
use x86_64 as machine;

pub(crate) use machine::{CONSTANTS, Constants, constants, controls, halves, marks, narrow};
pub(super) use machine::{are_equal, copy_span, copy_threes, marks_in_ascii, plain_ends, specials, threes, widen};

pub(crate) use blocks::{BLOCK, Block, Marks, SLACK, SPAN, Span};
