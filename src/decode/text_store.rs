//! Where the decoder leaves the texts of a record: copied into arenas, or where they stand in the window.

use crate::text::token::Step;

/// Takes the texts of the records of one window.
pub(crate) trait TextStore: Sized {
    /// None yet.
    const EMPTY: Self;

    /// How much there was at a time.
    type Mark;

    /// Empties all, with room for a window of `length` bytes.
    fn clear_for(&mut self, length: usize);

    /// How much is there now.
    fn mark(&self) -> Self::Mark;

    /// Takes back what came after the mark.
    fn truncate(&mut self, mark: Self::Mark);

    /// How much text there is, in bytes or so.
    fn size(&self) -> usize;

    /// The string whose opening quote is at `at`, checked: what its slot holds, and where it ends.
    fn string(&mut self, text: &[u8], at: usize) -> Step<(u64, usize)>;

    /// Source text that was checked before, as it stands: what its slot holds.
    fn source(&mut self, text: &[u8], start: usize, end: usize) -> u64;

    /// Whether the text is narrowed UTF-16, a byte for each unit, in place of UTF-8.
    fn is_narrowed(&self) -> bool {
        false
    }

    /// The value in a slot, or the record that begins with it, stands at `start..end` of the window.
    fn place(&mut self, slot: usize, start: usize, end: usize);
}

#[cfg(test)]
mod tests;
