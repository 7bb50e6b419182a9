//! Where in the text something stands: byte offset, UTF-16 index, line and column.

/// A place in the source text, in every unit that someone may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Position {
    /// Bytes of UTF-8 before it.
    pub offset: u64,
    /// UTF-16 units before it: the index in a JavaScript string.
    pub index: u64,
    /// Its line, from 1; a line ends with `\n`.
    pub line: u64,
    /// Its column in UTF-16 units, from 1.
    pub column: u64,
}

/// Walks over a text and knows the position it has reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Locator {
    position: Position,
}

impl Locator {
    /// The start of a text.
    pub(crate) const START: Self = Self { position: Position { offset: 0, index: 0, line: 1, column: 1 } };

    /// A place in the midst of a text.
    #[cfg(any(test, all(target_arch = "wasm32", feature = "wasm")))]
    pub(crate) const fn at(position: Position) -> Self {
        Self { position }
    }

    pub(crate) const fn position(&self) -> Position {
        self.position
    }

    pub(crate) const fn offset(&self) -> u64 {
        self.position.offset
    }

    /// Walks over the next bytes of the text, which may begin and end within a character.
    pub(crate) fn advance(&mut self, bytes: &[u8]) {
        let position = &mut self.position;
        let Passed { units, newlines } = pass(bytes);
        position.offset += bytes.len() as u64;
        position.index = position.index.wrapping_add(units);
        position.line += newlines;
        match bytes.iter().rposition(|&byte| byte == b'\n').filter(|_| newlines > 0) {
            None => position.column = position.column.wrapping_add(units),
            Some(newline) => position.column = 1 + pass(bytes.get(newline + 1..).unwrap_or_default()).units,
        }
    }
}

/// What bytes add to a position.
struct Passed {
    /// UTF-16 units. The first byte of a character counts one, and one more where it leads four bytes.
    units: u64,
    newlines: u64,
}

/// Streams go through here with every byte, so it counts in sixteen lanes, which compilers make one vector of.
#[inline(never)] // vector code twice over would be large
fn pass(bytes: &[u8]) -> Passed {
    let mut passed = Passed { units: 0, newlines: 0 };
    // A lane is one byte wide, and may grow by two each time.
    for piece in bytes.chunks(LANES * 126) {
        let mut units = [0u8; LANES];
        let mut newlines = [0u8; LANES];
        let (blocks, rest) = piece.as_chunks::<LANES>();
        let mut last = [CONTINUATION; LANES];
        for (place, byte) in last.iter_mut().zip(rest) {
            *place = *byte;
        }
        for block in blocks.iter().chain([&last]) {
            for ((units, newlines), byte) in units.iter_mut().zip(&mut newlines).zip(block) {
                *units += u8::from(byte & 0xC0 != 0x80) + u8::from(*byte >= 0xF0);
                *newlines += u8::from(*byte == b'\n');
            }
        }
        passed.units += sum(units);
        passed.newlines += sum(newlines);
    }
    passed
}

const LANES: usize = 16;

/// A byte that counts nothing.
const CONTINUATION: u8 = 0x80;

fn sum(lanes: [u8; LANES]) -> u64 {
    lanes.into_iter().map(u64::from).sum()
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
        (offset, index, line, column)
    }

    #[test]
    fn units_lines_and_columns() {
        assert_eq!(after(&[]), (0, 0, 1, 1));
        assert_eq!(after(&["aé€😀".as_bytes()]), (10, 5, 1, 6));
        assert_eq!(after(&[b"a\r\n\n bc"]), (7, 7, 3, 4));
        assert_eq!(after(&["\u{FEFF}{".as_bytes()]), (4, 2, 1, 3));
    }

    #[test]
    fn a_split_anywhere_makes_no_difference() {
        let text = "é😀\n\r\n€x\n".repeat(60) + "😀 end";
        let whole = after(&[text.as_bytes()]);
        assert_eq!(whole.1, text.encode_utf16().count() as u64);
        for split in 0..=text.len() {
            let (head, tail) = text.as_bytes().split_at(split);
            assert_eq!(after(&[head, tail]), whole, "split at {split}");
        }
    }
}
