//! Builds Rust structs from the tape, as the generated JavaScript builds objects from it.

use crate::decode::owned::Owned;
use crate::decode::record::Output;
use crate::decode::tape::{HEADER, Slot, Tape};
use crate::model::Role;
use crate::model::json;
use crate::model::records::{BackendMessage, CallbackResultData, CallbackType, ToolCallData, ToolName};
use crate::model::unknown::Unknown;
use crate::text::part::Part;

/// Builds values from the tape.
pub trait FromTape: Sized {
    /// The value in this slot: a field's slot, or the first slot of a record.
    fn from_slot(tape: TapeReader<'_>, slot: usize) -> Self;

    /// The slot after an element of a list.
    fn end(_tape: TapeReader<'_>, slot: usize) -> usize {
        slot + 1
    }

    /// The value of an absent field; only an optional field has one.
    fn absent() -> Option<Self> {
        None
    }
}

/// The tape of a window, with its texts.
#[derive(Clone, Copy, Debug)]
pub struct TapeReader<'a> {
    tape: &'a Tape,
    texts: &'a str,
}

impl<'a> TapeReader<'a> {
    pub(crate) fn new(out: &'a Output<Owned>) -> Self {
        Self { tape: &out.tape, texts: out.texts.as_str() }
    }

    fn slot(self, slot: usize) -> Slot {
        Slot(self.tape.get(slot))
    }

    fn text(self, slot: usize) -> &'a str {
        let (start, length) = self.slot(slot).text();
        self.texts.get(start..start + length).expected()
    }

    /// The fields of the record at a slot, in the documented order.
    pub(crate) fn fields(self, record: usize) -> Fields<'a> {
        Fields { tape: self, record, slot: record + HEADER, mask: self.slot(record).low() }
    }

    /// Where a record begins in the text.
    pub(crate) fn record_start(self, record: usize) -> usize {
        self.slot(record + 1).high()
    }

    /// The slot after a record.
    pub(crate) fn record_end(self, record: usize) -> usize {
        self.slot(record).high()
    }
}

/// Reads the fields of a record one after another.
pub(crate) struct Fields<'a> {
    tape: TapeReader<'a>,
    record: usize,
    slot: usize,
    mask: usize,
}

impl Fields<'_> {
    pub(crate) fn next<T: FromTape>(&mut self) -> T {
        let (slot, present) = (self.slot, self.mask & 1 == 1);
        self.slot += 1;
        self.mask >>= 1;
        match T::absent() {
            Some(absent) if !present => absent,
            // A record without a required field never gets onto the tape.
            _ => T::from_slot(self.tape, slot),
        }
    }

    pub(crate) fn unknown(&self) -> Unknown {
        let mut last = self.tape.slot(self.record + 1).low();
        if last == 0 {
            return Unknown::default();
        }
        let mut sources = Vec::new();
        while let Some(entry) = last.checked_sub(1) {
            sources.push(self.tape.text(entry + 1));
            last = self.tape.slot(entry).low();
        }
        sources.into_iter().rev().filter_map(json::entry).collect()
    }
}

macro_rules! from_tape {
    ($(#[$record_doc:meta])+ pub struct $name:ident, wire $wire:ident {
        $($(#[$doc:meta])+ $field:ident $camel:literal: $type:ty,)+
    }) => {
        impl FromTape for $name {
            fn from_slot(tape: TapeReader<'_>, slot: usize) -> Self {
                let mut fields = tape.fields(slot);
                Self { $($field: fields.next(),)+ unknown: fields.unknown() }
            }

            fn end(tape: TapeReader<'_>, slot: usize) -> usize {
                tape.record_end(slot)
            }
        }
    };
}

for_each_record!(from_tape);

impl FromTape for String {
    fn from_slot(tape: TapeReader<'_>, slot: usize) -> Self {
        tape.text(slot).to_owned()
    }
}

impl FromTape for ToolName {
    fn from_slot(tape: TapeReader<'_>, slot: usize) -> Self {
        tape.text(slot).into()
    }
}

impl FromTape for Role {
    fn from_slot(tape: TapeReader<'_>, slot: usize) -> Self {
        tape.text(slot).into()
    }
}

impl FromTape for CallbackType {
    fn from_slot(tape: TapeReader<'_>, slot: usize) -> Self {
        Self::ALL.get(tape.slot(slot).low()).copied().expected_or(Self::BashScript)
    }
}

impl FromTape for i64 {
    fn from_slot(tape: TapeReader<'_>, slot: usize) -> Self {
        tape.slot(slot).number() as Self
    }
}

impl FromTape for f64 {
    fn from_slot(tape: TapeReader<'_>, slot: usize) -> Self {
        tape.slot(slot).number()
    }
}

impl FromTape for bool {
    fn from_slot(tape: TapeReader<'_>, slot: usize) -> Self {
        tape.slot(slot).low() == 1
    }
}

impl<T: FromTape> FromTape for Vec<T> {
    fn from_slot(tape: TapeReader<'_>, slot: usize) -> Self {
        let list = tape.slot(slot);
        let mut at = list.low();
        let mut elements = Self::with_capacity(list.high());
        for _ in 0..list.high() {
            elements.push(T::from_slot(tape, at));
            at = T::end(tape, at);
        }
        elements
    }
}

impl<T: FromTape> FromTape for Option<T> {
    fn from_slot(tape: TapeReader<'_>, slot: usize) -> Self {
        Some(T::from_slot(tape, slot))
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}
