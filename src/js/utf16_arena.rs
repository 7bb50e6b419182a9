//! An arena of UTF-16, like JavaScript's strings, so that they leave wasm in bulk.

use crate::js::narrow::Units;
use crate::text::escape;
use crate::text::part::Part;
use crate::text::scan;
use crate::text::scan::simd::CONSTANTS;

/// UTF-16, as JavaScript's strings are.
#[derive(Debug)]
pub(crate) struct Utf16Arena {
    /// Longer than the part in use, as in [`ByteArena`](crate::decode::arena::ByteArena).
    units: Vec<u16>,
    used: usize,
    /// The source of the strings while the text is narrowed.
    pub(crate) source: Units,
}

impl Utf16Arena {
    /// An empty arena.
    pub(crate) const EMPTY: Self = Self { units: Vec::new(), used: 0, source: Units::EMPTY };

    pub(crate) fn as_slice(&self) -> &[u16] {
        self.units.get(..self.used).expected()
    }

    pub(crate) fn clear(&mut self) {
        self.used = 0;
    }

    /// How many units are used. Offsets and lengths on the tape count units.
    pub(crate) fn used(&self) -> usize {
        self.used
    }

    pub(crate) fn truncate(&mut self, used: usize) {
        self.used = used;
    }

    /// Makes room for a text of that many bytes.
    #[inline]
    pub(crate) fn reserve(&mut self, bytes: usize) {
        let room = self.used + bytes + scan::SLACK;
        if self.units.len() < room {
            self.units.resize(room, 0);
        }
    }

    /// Appends the run of plain bytes at `at`, and returns its length. In narrowed text the run extends to the end of the
    /// string.
    #[inline]
    pub(crate) fn extend_plain(&mut self, text: &[u8], at: usize) -> usize {
        let length = if self.source.is_narrowed() {
            scan::copy_narrowed(text, self.source.as_slice(), at, &mut self.units, self.used)
        } else {
            scan::copy_plain(CONSTANTS, text, at, &mut self.units, self.used)
        };
        self.used += length;
        length
    }

    /// Appends the ASCII text at `at`, resolves its short escapes, and returns where something else begins.
    pub(crate) fn extend_unescaped(&mut self, text: &[u8], at: usize) -> usize {
        let (at, used) = scan::copy_unescaped::<_, false>(text, at, &mut self.units, self.used);
        self.used = used;
        at
    }

    /// Appends a run of characters beyond ASCII that are all written as escapes, and returns its end.
    pub(crate) fn extend_escapes(&mut self, text: &[u8], mut at: usize) -> usize {
        while let Some((char, end)) = escape::beyond_ascii(text, at) {
            self.push(char);
            at = end;
        }
        at
    }

    /// Appends text beyond ASCII, and returns where to continue byte by byte.
    #[inline]
    pub(crate) fn extend_wide(&mut self, text: &[u8], at: usize) -> usize {
        let (at, used) = scan::copy_wide(text, at, &mut self.units, self.used);
        self.used = used;
        at
    }

    /// Appends text that is ASCII, plain or not.
    #[inline]
    pub(crate) fn extend_ascii(&mut self, bytes: &[u8]) {
        self.used += scan::widen(bytes, &mut self.units, self.used);
    }

    /// Appends text that was checked before, as it is.
    pub(crate) fn extend_source(&mut self, text: &[u8], start: usize, end: usize) {
        self.reserve(end - start);
        if self.source.is_narrowed() {
            let source = self.source.as_slice().get(start..end).expected();
            debug_assert!(self.used + source.len() <= self.units.len());
            if let Some(room) = self.units.get_mut(self.used..self.used + source.len()) {
                room.copy_from_slice(source);
                self.used += source.len();
            }
        } else {
            let source = std::str::from_utf8(text.get(start..end).expected()).expected();
            source.chars().for_each(|char| self.push(char));
        }
    }

    #[inline]
    pub(crate) fn push(&mut self, char: char) {
        let code = u32::from(char);
        match u16::try_from(code) {
            Ok(unit) => self.push_unit(unit),
            Err(_) => char.encode_utf16(&mut [0; 2]).iter().for_each(|&unit| self.push_unit(unit)),
        }
    }

    #[inline]
    fn push_unit(&mut self, unit: u16) {
        // There is room: each unit comes from at least one byte of the text that room was made for.
        debug_assert!(self.used < self.units.len());
        if let Some(place) = self.units.get_mut(self.used) {
            *place = unit;
            self.used += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::Utf16Arena;
    use crate::decode::arena::ByteArena;

    const TEXT: &[u8] = b"\"seventeen letters\"";
    const CHARS: &str = "é 漢字 😀";

    #[test]
    fn both_arenas_hold_the_same_text() {
        let mut utf8 = ByteArena::EMPTY;
        utf8.clear_for(100);
        assert_eq!(utf8.extend_plain(TEXT, 1), 17);
        CHARS.chars().for_each(|char| utf8.push_char(char));
        let used = utf8.used();
        utf8.push(b'x');
        utf8.truncate(used);

        let mut utf16 = Utf16Arena::EMPTY;
        utf16.reserve(100);
        assert_eq!(utf16.extend_plain(TEXT, 1), 17);
        CHARS.chars().for_each(|char| utf16.push(char));
        let used = utf16.used();
        utf16.extend_ascii(b"x\n");
        utf16.truncate(used);

        assert_eq!(std::str::from_utf8(utf8.as_slice()), Ok("seventeen lettersé 漢字 😀"));
        assert_eq!(String::from_utf16_lossy(utf16.as_slice()), "seventeen lettersé 漢字 😀");
    }
}
