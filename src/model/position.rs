//! Positions in the text: byte offset, UTF-16 index, line and column.

use crate::text::part::Part;
use crate::text::utf8::BYTE_ORDER_MARK;

/// A position in the source text, in all common units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Position {
    /// Bytes of UTF-8 before it.
    pub offset: u64,
    /// UTF-16 units before it: the index in a JavaScript string.
    pub index: u64,
    /// Its line, from 1; a line ends with `\n`.
    pub line: u64,
    /// Its column in UTF-16 units, from 1; a byte order mark at the beginning of the text does not count.
    pub column: u64,
}

/// Walks over a text and tracks its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Locator {
    position: Position,
}

impl Locator {
    /// The start of a text.
    pub(crate) const START: Self = Self { position: Position { offset: 0, index: 0, line: 1, column: 1 } };

    /// A given position inside a text.
    pub(crate) const fn at(position: Position) -> Self {
        Self { position }
    }

    pub(crate) const fn position(&self) -> Position {
        self.position
    }

    pub(crate) const fn offset(&self) -> u64 {
        self.position.offset
    }

    /// Walks over the next bytes of the text, which may begin and end inside a character, but not inside the byte order
    /// mark.
    pub(crate) fn advance(&mut self, bytes: &[u8]) {
        let position = &mut self.position;
        let units = utf16_units(bytes);
        if position.offset == 0 && bytes.starts_with(BYTE_ORDER_MARK) {
            // Editors do not show the byte order mark.
            position.column -= 1;
        }
        position.offset += bytes.len() as u64;
        position.index = position.index.wrapping_add(units);
        match count(bytes, |byte| byte == b'\n') {
            0 => position.column = position.column.wrapping_add(units),
            newlines => {
                position.line += newlines;
                let line = bytes.rsplit(|&byte| byte == b'\n').next().expected();
                position.column = 1 + utf16_units(line);
            }
        }
    }
}

/// The first byte of a character counts one unit, and one more if the character has four bytes.
#[inline(never)] // vector code twice over would be large
fn utf16_units(bytes: &[u8]) -> u64 {
    count(bytes, |byte| byte & 0xC0 != 0x80) + count(bytes, |byte| byte >= 0xF0)
}

/// Every byte of a stream is counted here. Compilers count sixteen bytes at a time in blocks of whole vectors that are short
/// enough for one-byte counters.
fn count(bytes: &[u8], counted: impl Fn(u8) -> bool) -> u64 {
    let of = |bytes: &[u8]| bytes.iter().map(|&byte| u8::from(counted(byte))).sum::<u8>();
    let (blocks, rest) = bytes.as_chunks::<240>();
    blocks.iter().map(|block| u64::from(of(block))).sum::<u64>() + u64::from(of(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(parts: &[&[u8]]) -> (u64, u64, u64, u64) {
        let mut locator = Locator::START;
        for part in parts {
            locator.advance(part);
        }
        let Position { offset, index, line, column } = locator.position();
        assert_eq!(locator.offset(), offset);
        (offset, index, line, column)
    }

    #[test]
    fn units_lines_and_columns() {
        assert_eq!(after(&[]), (0, 0, 1, 1));
        assert_eq!(after(&["aé€😀".as_bytes()]), (10, 5, 1, 6));
        assert_eq!(after(&[b"a\r\n\n bc"]), (7, 7, 3, 4));
        assert_eq!(after(&["\u{FEFF}{".as_bytes()]), (4, 2, 1, 2));
        assert_eq!(after(&["\u{FEFF}".as_bytes(), b"{"]), (4, 2, 1, 2));
        assert_eq!(after(&["{\u{FEFF}".as_bytes()]), (4, 2, 1, 3));
        assert_eq!(after(&["\u{FEFF}\n{".as_bytes()]), (5, 3, 2, 2));
    }

    #[test]
    fn any_split_gives_the_same() {
        let text = "é😀\n\r\n€x\n".repeat(60) + "😀 end";
        let whole = after(&[text.as_bytes()]);
        assert_eq!(whole.1, text.encode_utf16().count() as u64);
        for split in 0..=text.len() {
            let (head, tail) = text.as_bytes().split_at(split);
            assert_eq!(after(&[head, tail]), whole, "split at {split}");
        }
    }
}
