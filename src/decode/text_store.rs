//! Where the decoder leaves the strings of a record: copied into arenas, or in the window.

use crate::text::token::Step;

/// Takes the texts of the records of one window.
pub(crate) trait TextStore: Sized {
    /// An empty store.
    const EMPTY: Self;

    /// How much there was at some time.
    type Mark;

    /// Empties the store, and makes room for a window of `length` bytes.
    fn clear_for(&mut self, length: usize);

    /// How much is there now.
    fn mark(&self) -> Self::Mark;

    /// Removes what came after the mark.
    fn truncate(&mut self, mark: Self::Mark);

    /// About how much text there is, in bytes.
    fn size(&self) -> usize;

    /// Checks the string whose opening quote is at `at`. Returns the value of its slot, and its end.
    fn string(&mut self, text: &[u8], at: usize) -> Step<(u64, usize)>;

    /// Takes source text that was checked before. Returns the value of its slot.
    fn source(&mut self, text: &[u8], start: usize, end: usize) -> u64;

    /// Whether the text is narrowed UTF-16, a byte for each unit, in place of UTF-8.
    fn is_narrowed(&self) -> bool {
        false
    }

    /// Notes that the value in a slot, or the record that begins with it, is at `start..end` of the window.
    fn place(&mut self, slot: usize, start: usize, end: usize);
}

#[cfg(test)]
mod tests;
