//! The tape: the decoder's result for each record, read by JavaScript or by [`structs`](crate::decode::structs).
//!
//! It is an array of 8-byte slots. A record takes `2 + fields` of them:
//!
//! | slot | low 32 bits | high 32 bits |
//! |---|---|---|
//! | 0 | mask: bit `i` is set where field `i` is present | the slot after the record's last one |
//! | 1 | 1 + slot of the last unknown entry, or 0 | where the record begins in the window |
//! | 2 + `i` | field `i`, by its kind: | |
//! | text | start in its arena | length, and in the top two bits which arena |
//! | text that was not copied | start in the window | length, and in the top bits whether it has escapes |
//! | integer, number | an `f64` | |
//! | boolean | 0 or 1 | |
//! | enum | index of the member | |
//! | list | slot of its first element | number of elements |
//!
//! The elements of a list follow one another: texts a slot each, records by their first slot's high half.
//! An unknown entry takes two slots: 1 + the slot of the entry before it (or 0), and a text: `"key":value` as in the source.

use crate::text::part::Part;

/// Which arena a text is in: the top two bits of its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(crate) enum Space {
    /// ASCII for JavaScript, UTF-8 for Rust.
    Bytes = 0,
    /// UTF-16.
    Wide = 1 << 30,
}

/// The longest window whose texts' lengths leave the top two bits free.
pub(crate) const MAX_WINDOW: usize = (1 << 30) - 1;
/// Slots before the first field.
pub(crate) const HEADER: usize = 2;

const ESCAPED: u32 = 1 << 30;
const SPACE_MASK: u32 = 3 << 30;

#[inline]
pub(crate) fn pair(low: usize, high: u32) -> u64 {
    low as u64 & 0xFFFF_FFFF | u64::from(high) << 32
}

#[inline]
pub(crate) fn text(start: usize, length: usize, space: Space) -> u64 {
    pair(start, length as u32 | space as u32)
}

/// A text in the window, between its quotes.
#[inline]
pub(crate) fn source(start: usize, length: usize, escaped: bool) -> u64 {
    pair(start, length as u32 | if escaped { ESCAPED } else { 0 })
}

/// The tape while it is written.
#[derive(Debug)]
pub(crate) struct Tape {
    /// Longer than the part in use. Slots of earlier windows are overwritten, as nothing reads a slot that was not written.
    /// Setting each to zero first took 1 % of all time.
    slots: Vec<u64>,
    used: usize,
}

impl Tape {
    pub(crate) const EMPTY: Self = Self { slots: Vec::new(), used: 0 };

    pub(crate) fn clear(&mut self) {
        self.used = 0;
    }

    #[inline]
    pub(crate) fn next(&self) -> usize {
        self.used
    }

    #[inline]
    pub(crate) fn truncate(&mut self, slot: usize) {
        self.used = slot;
    }

    #[inline]
    pub(crate) fn push(&mut self, value: u64) {
        let slot = self.take(1);
        self.set(slot, value);
    }

    /// Makes room for a record, and returns its first slot.
    #[inline]
    pub(crate) fn open(&mut self, fields: usize) -> usize {
        self.take(HEADER + fields)
    }

    /// The first of `slots` new slots, which the caller sets.
    #[inline]
    fn take(&mut self, slots: usize) -> usize {
        let slot = self.used;
        self.used += slots;
        if self.used > self.slots.len() {
            self.grow();
        }
        if cfg!(debug_assertions) {
            // So that tests notice a read of a slot that was not set.
            self.slots.iter_mut().skip(slot).take(slots).for_each(|slot| *slot = 0xBAD_BAD_BAD_BAD_BAD);
        }
        slot
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self) {
        self.slots.resize(2 * self.used + 256, 0);
    }

    #[inline]
    pub(crate) fn set(&mut self, slot: usize, value: u64) {
        debug_assert!(slot < self.used);
        if let Some(place) = self.slots.get_mut(slot) {
            *place = value;
        }
    }

    pub(crate) fn get(&self, slot: usize) -> u64 {
        debug_assert!(slot < self.used);
        self.slots.get(slot).copied().expected()
    }

    pub(crate) fn as_slice(&self) -> &[u64] {
        self.slots.get(..self.used).expected()
    }
}

/// A slot, in its parts.
#[derive(Clone, Copy)]
pub(crate) struct Slot(pub(crate) u64);

impl Slot {
    pub(crate) fn low(self) -> usize {
        self.0 as u32 as usize
    }

    pub(crate) fn high(self) -> usize {
        (self.0 >> 32) as usize
    }

    pub(crate) fn number(self) -> f64 {
        f64::from_bits(self.0)
    }

    /// Start and length of a text in an arena.
    pub(crate) fn text(self) -> (usize, usize) {
        (self.low(), self.high() & !SPACE_MASK as usize)
    }

    /// Start, length and whether there are escapes.
    pub(crate) fn source(self) -> (usize, usize, bool) {
        let length = (self.0 >> 32) as u32;
        (self.low(), (length & !SPACE_MASK) as usize, length & SPACE_MASK == ESCAPED)
    }
}
