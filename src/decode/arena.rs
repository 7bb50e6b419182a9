//! The arenas: they gather the strings of a window, so that these leave wasm in bulk.

use crate::text::part::Part;
use crate::text::scan;
use crate::text::scan::simd::{self, Constants};

/// Strings as bytes, one after another.
#[derive(Debug)]
pub(crate) struct ByteArena {
    /// Longer than the part in use, so that whole blocks can be stored without checking the room.
    bytes: Vec<u8>,
    used: usize,
    escapes: scan::EscapeOffsets,
    /// Kept here, so that no compiler knows that they are constants.
    constants: Constants,
}

impl ByteArena {
    /// An empty arena.
    pub(crate) const EMPTY: Self =
        Self { bytes: Vec::new(), used: 0, escapes: scan::EscapeOffsets::EMPTY, constants: simd::CONSTANTS };

    /// Empties the arena and makes room for all strings of a window of `length` bytes.
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

    /// Appends the ASCII text at `at`, resolves its short escapes, and returns its end: the closing quote, or a place
    /// shortly before something that must be read by itself.
    #[inline]
    pub(crate) fn extend_escaped(&mut self, text: &[u8], at: usize) -> usize {
        let (at, used) = scan::copy_escaped(text, at, &mut self.bytes, self.used, &mut self.escapes);
        self.used = used;
        at
    }

    /// The same in smaller steps, which get nearer; with `UTF8`, characters beyond ASCII too.
    #[inline]
    pub(crate) fn extend_unescaped<const UTF8: bool>(&mut self, text: &[u8], at: usize) -> usize {
        let (at, used) = scan::copy_unescaped::<_, UTF8>(text, at, &mut self.bytes, self.used);
        self.used = used;
        at
    }

    /// Appends the run of plain bytes at `at`, and returns its length.
    #[inline(always)]
    pub(crate) fn extend_plain(&mut self, text: &[u8], at: usize) -> usize {
        let length = scan::copy_plain(self.constants, text, at, &mut self.bytes, self.used);
        self.used += length;
        length
    }

    #[inline(always)]
    pub(crate) fn push(&mut self, byte: u8) {
        // There is room: an escape is longer than its character.
        debug_assert!(self.used < self.bytes.len());
        if let Some(place) = self.bytes.get_mut(self.used) {
            *place = byte;
            self.used += 1;
        }
    }

    /// Appends bytes as they are.
    pub(crate) fn extend(&mut self, bytes: &[u8]) {
        // There is room: they are a part of the window.
        let room = self.bytes.get_mut(self.used..self.used + bytes.len());
        debug_assert!(room.is_some());
        if let Some(room) = room {
            room.copy_from_slice(bytes);
            self.used += bytes.len();
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
