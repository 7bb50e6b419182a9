//! The strings of a window, left in place: nothing is copied, and the place of every value is noted.

use crate::decode::tape;
use crate::decode::text_store::TextStore;
use crate::text::part::Part;
use crate::text::skip;
use crate::text::token::Step;

/// The places of a window's values. On the tape, the slot of a text has its start in the window and its length, without the
/// quotes.
#[derive(Debug)]
pub(crate) struct Borrowed {
    /// For each slot, where its value begins and ends; for the first slot of a record, where the record does.
    places: Vec<(u32, u32)>,
    end: usize,
}

impl Borrowed {
    /// Where in the window the value in a slot begins and ends, or the record that begins with the slot.
    pub(crate) fn place_of(&self, slot: usize) -> (usize, usize) {
        let (start, end) = self.places.get(slot).copied().expected();
        (start as usize, end as usize)
    }
}

impl TextStore for Borrowed {
    const EMPTY: Self = Self { places: Vec::new(), end: 0 };

    type Mark = ();

    fn clear_for(&mut self, _length: usize) {
        // Entries of an earlier window are overwritten: every slot that is read was placed before.
        self.end = 0;
    }

    fn mark(&self) -> Self::Mark {}

    fn truncate(&mut self, (): Self::Mark) {}

    fn size(&self) -> usize {
        self.end
    }

    #[inline(always)]
    fn string(&mut self, text: &[u8], at: usize) -> Step<(u64, usize)> {
        let (end, escaped) = skip::string(text, at, false)?;
        Ok((tape::source(at + 1, end - at - 2, escaped), end))
    }

    fn source(&mut self, _text: &[u8], start: usize, end: usize) -> u64 {
        tape::source(start, end - start, false)
    }

    #[inline(always)]
    fn place(&mut self, slot: usize, start: usize, end: usize) {
        if slot >= self.places.len() {
            self.places.resize(2 * slot + 64, (0, 0));
        }
        if let Some(place) = self.places.get_mut(slot) {
            *place = (start as u32, end as u32);
        }
        self.end = end;
    }
}
