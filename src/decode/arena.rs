//! The arenas: where the texts of one window are gathered, so that they leave wasm in bulk.

use crate::text::part::Part;
use crate::text::scan;
use crate::text::scan::simd::{self, Constants};

/// Texts of bytes, one after another.
#[derive(Debug)]
pub(crate) struct ByteArena {
    /// Longer than what is used, so that whole blocks can be stored without a look at the space left.
    bytes: Vec<u8>,
    used: usize,
    places: scan::Places,
    /// Kept here, where no compiler sees that they are constants.
    constants: Constants,
}

impl ByteArena {
    /// With nothing in it.
    pub(crate) const EMPTY: Self =
        Self { bytes: Vec::new(), used: 0, places: scan::Places::EMPTY, constants: simd::CONSTANTS };

    /// Empties the arena and makes room for all that a window of `length` bytes can hold.
    pub(crate) fn clear_for(&mut self, length: usize) {
        self.used = 0;
        let room = length + scan::SLACK;
        if self.bytes.len() < room {
            self.bytes.resize(room, 0);
        }
    }

    #[inline]
    pub(crate) fn used(&self) -> usize {
        self.used
    }

    #[inline]
    pub(crate) fn truncate(&mut self, used: usize) {
        self.used = used;
    }

    /// Appends text of ASCII at `at`, short escapes resolved, and says where it ends: at the closing quote, or not far from
    /// where something begins that is to be read by itself.
    #[inline]
    pub(crate) fn extend_escaped(&mut self, text: &[u8], at: usize) -> usize {
        let (at, used) = scan::copy_escaped(text, at, &mut self.bytes, self.used, &mut self.places);
        self.used = used;
        at
    }

    /// The same in smaller steps, which get nearer and, if `UTF8` says so, with characters beyond ASCII.
    #[inline]
    pub(crate) fn extend_unescaped<const UTF8: bool>(&mut self, text: &[u8], at: usize) -> usize {
        let (at, used) = scan::copy_unescaped::<_, UTF8>(text, at, &mut self.bytes, self.used);
        self.used = used;
        at
    }

    /// Appends the run of plain bytes at `at`, and says how long it is.
    #[inline(always)]
    #[allow(clippy::inline_always)]
    pub(crate) fn extend_plain(&mut self, text: &[u8], at: usize) -> usize {
        let length = scan::copy_plain(self.constants, text, at, &mut self.bytes, self.used);
        self.used += length;
        length
    }

    #[inline(always)]
    #[allow(clippy::inline_always)]
    pub(crate) fn push(&mut self, byte: u8) {
        // There is room: an escape is longer than what it stands for.
        debug_assert!(self.used < self.bytes.len());
        if let Some(place) = self.bytes.get_mut(self.used) {
            *place = byte;
            self.used += 1;
        }
    }

    /// Appends a character as UTF-8.
    pub(crate) fn push_char(&mut self, char: char) {
        char.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| self.push(byte));
    }

    #[inline]
    pub(crate) fn as_slice(&self) -> &[u8] {
        self.bytes.get(..self.used).expected()
    }
}
