//! The arenas: where the texts of one window are gathered, so that they leave wasm in bulk.
//!
//! ASCII texts go to a byte arena. A text with anything else goes to a second one, so that a single `é`
//! neither widens nor slows the first: UTF-16 for JavaScript, UTF-8 for Rust.

use crate::scan;

/// Texts of plain ASCII, one after another.
#[derive(Debug)]
pub(crate) struct AsciiArena {
    /// Longer than what is used, so that whole blocks can be stored without a look at the space left.
    bytes: Vec<u8>,
    used: usize,
}

impl AsciiArena {
    /// With nothing in it.
    pub(crate) const EMPTY: Self = Self { bytes: Vec::new(), used: 0 };

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

    /// Appends the text at `at`, short escapes resolved, and says where what is neither plain nor such an escape begins,
    /// or where the end of the window is near.
    #[inline]
    pub(crate) fn extend_unescaped(&mut self, text: &[u8], at: usize) -> usize {
        let (at, used) = scan::copy_unescaped(text, at, &mut self.bytes, self.used);
        self.used = used;
        at
    }

    /// Appends the run of plain bytes at `at`, and says how long it is.
    #[inline(always)]
    #[allow(clippy::inline_always)]
    pub(crate) fn extend_plain(&mut self, text: &[u8], at: usize) -> usize {
        let length = scan::copy_plain(text, at, &mut self.bytes, self.used);
        self.used += length;
        length
    }

    #[inline(always)]
    #[allow(clippy::inline_always)]
    pub(crate) fn push(&mut self, byte: u8) {
        // There is room: an escape is longer than what it stands for.
        if let Some(place) = self.bytes.get_mut(self.used) {
            *place = byte;
            self.used += 1;
        }
    }

    #[inline]
    pub(crate) fn as_slice(&self) -> &[u8] {
        self.bytes.get(..self.used).unwrap_or_default()
    }

    #[inline]
    pub(crate) fn since(&self, start: usize) -> &[u8] {
        self.bytes.get(start..self.used).unwrap_or_default()
    }
}

/// Where texts go that are not ASCII.
pub(crate) trait WideArena: Sized {
    /// With nothing in it.
    const EMPTY: Self;

    fn clear(&mut self);
    /// How many units are used; offsets and lengths on the tape are in these units.
    fn used(&self) -> usize;
    fn truncate(&mut self, used: usize);
    /// Makes room for a text of so many bytes.
    fn reserve(&mut self, bytes: usize);
    /// Appends the run of plain bytes at `at`, and says how long it is.
    fn extend_plain(&mut self, text: &[u8], at: usize) -> usize;
    /// As [`AsciiArena::extend_unescaped`].
    fn extend_unescaped(&mut self, text: &[u8], at: usize) -> usize;
    /// Appends some of the text beyond ASCII that begins at `at`, and says how many bytes of it.
    fn extend_wide(&mut self, text: &[u8], at: usize) -> usize;
    fn push(&mut self, char: char);
    /// Appends text that is ASCII, plain or not.
    fn extend_ascii(&mut self, bytes: &[u8]);
}

/// UTF-16, as JavaScript's strings are.
#[cfg(any(test, all(target_arch = "wasm32", feature = "wasm")))]
#[derive(Debug)]
pub(crate) struct Utf16Arena {
    /// Longer than what is used, as in [`AsciiArena`].
    units: Vec<u16>,
    used: usize,
}

#[cfg(any(test, all(target_arch = "wasm32", feature = "wasm")))]
impl Utf16Arena {
    pub(crate) fn as_slice(&self) -> &[u16] {
        self.units.get(..self.used).unwrap_or_default()
    }

    #[inline]
    fn push_unit(&mut self, unit: u16) {
        // There is room: no unit takes less than a byte of the text that room was made for.
        if let Some(place) = self.units.get_mut(self.used) {
            *place = unit;
            self.used += 1;
        }
    }
}

#[cfg(any(test, all(target_arch = "wasm32", feature = "wasm")))]
impl WideArena for Utf16Arena {
    const EMPTY: Self = Self { units: Vec::new(), used: 0 };

    fn clear(&mut self) {
        self.used = 0;
    }

    fn used(&self) -> usize {
        self.used
    }

    fn truncate(&mut self, used: usize) {
        self.used = used;
    }

    #[inline]
    fn reserve(&mut self, bytes: usize) {
        let room = self.used + bytes + scan::SLACK;
        if self.units.len() < room {
            self.units.resize(room, 0);
        }
    }

    #[inline]
    fn extend_plain(&mut self, text: &[u8], at: usize) -> usize {
        let length = scan::copy_plain(text, at, &mut self.units, self.used);
        self.used += length;
        length
    }

    fn extend_unescaped(&mut self, text: &[u8], at: usize) -> usize {
        let (at, used) = scan::copy_unescaped(text, at, &mut self.units, self.used);
        self.used = used;
        at
    }

    /// Characters of three bytes.
    #[inline]
    fn extend_wide(&mut self, text: &[u8], at: usize) -> usize {
        let count = scan::copy_threes(text, at, &mut self.units, self.used);
        self.used += count;
        3 * count
    }

    #[inline]
    fn extend_ascii(&mut self, bytes: &[u8]) {
        self.used += scan::widen(bytes, &mut self.units, self.used);
    }

    #[inline]
    fn push(&mut self, char: char) {
        let code = u32::from(char);
        match u16::try_from(code) {
            Ok(unit) => self.push_unit(unit),
            Err(_) => char.encode_utf16(&mut [0; 2]).iter().for_each(|&unit| self.push_unit(unit)),
        }
    }
}

/// UTF-8, as Rust's strings are.
#[derive(Debug)]
pub(crate) struct Utf8Arena(pub(crate) String);

impl WideArena for Utf8Arena {
    const EMPTY: Self = Self(String::new());

    fn clear(&mut self) {
        self.0.clear();
    }

    fn used(&self) -> usize {
        self.0.len()
    }

    fn truncate(&mut self, used: usize) {
        self.0.truncate(used);
    }

    fn reserve(&mut self, bytes: usize) {
        self.0.reserve(bytes);
    }

    #[inline]
    fn extend_plain(&mut self, text: &[u8], at: usize) -> usize {
        let run = text.get(at..scan::skip_plain(text, at)).unwrap_or_default();
        // Bytes that a scan found plain are ASCII, so nothing is lost here.
        self.0.push_str(std::str::from_utf8(run).unwrap_or_default());
        run.len()
    }

    /// One escape at a time does here.
    fn extend_unescaped(&mut self, _text: &[u8], at: usize) -> usize {
        at
    }

    /// All of it up to the next quote, escape or control character, of which no byte is part of a longer character.
    fn extend_wide(&mut self, text: &[u8], at: usize) -> usize {
        let rest = text.get(at..).unwrap_or_default();
        let length = rest.iter().position(|&byte| matches!(byte, ..0x20 | b'"' | b'\\')).unwrap_or(rest.len());
        let run = rest.get(..length).unwrap_or_default();
        let valid = match std::str::from_utf8(run) {
            Ok(valid) => valid,
            // What is wrong behind it is found when that is read.
            Err(error) => std::str::from_utf8(run.get(..error.valid_up_to()).unwrap_or_default()).unwrap_or_default(),
        };
        self.0.push_str(valid);
        valid.len()
    }

    fn extend_ascii(&mut self, bytes: &[u8]) {
        self.0.push_str(std::str::from_utf8(bytes).unwrap_or_default());
    }

    #[inline]
    fn push(&mut self, char: char) {
        self.0.push(char);
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{Utf8Arena, Utf16Arena, WideArena};

    fn fill<A: WideArena>() -> A {
        let mut arena = A::EMPTY;
        arena.reserve(100);
        arena.extend_ascii(b"plain \n");
        assert_eq!(arena.extend_plain(b"\"seventeen letters\"", 1), 17);
        "é 漢字 😀".chars().for_each(|char| arena.push(char));
        let used = arena.used();
        arena.push('x');
        arena.truncate(used);
        arena
    }

    #[test]
    fn both_wide_arenas_hold_the_same_text() {
        let (utf8, utf16) = (fill::<Utf8Arena>(), fill::<Utf16Arena>());
        assert_eq!(utf8.0, "plain \nseventeen lettersé 漢字 😀");
        assert_eq!(String::from_utf16_lossy(utf16.as_slice()), utf8.0);
    }
}
