//! Messages with their places in the text, as they are read.

use std::collections::VecDeque;

use crate::decode::owned::Owned;
use crate::model::BackendMessage;
use crate::model::error::Error;
use crate::model::options::Options;
use crate::model::schema::Record;
use crate::read::rejected::Rejected;
use crate::read::resume::{Pieces, Take};
use crate::read::session::{Mode, Session, Task};
use crate::read::slices::placed_records;

/// A valid message.
#[derive(Debug)]
pub(crate) struct Placed {
    /// Its index among all records, valid and invalid.
    pub(crate) index: u64,
    /// The byte at which it begins.
    pub(crate) offset: u64,
    pub(crate) message: BackendMessage,
}

/// Reads a text in pieces, and returns the records that are complete.
pub(crate) struct PlacedRecords {
    pieces: Pieces<Owned>,
    ready: Ready,
}

#[derive(Default)]
struct Ready {
    records: VecDeque<Result<Placed, Rejected>>,
    /// The index of the next record.
    index: u64,
}

impl Take<Owned> for Ready {
    fn window(&mut self, session: &Session<Owned>, _window: &[u8]) {
        let window_start = session.checkpoint().position.offset - session.consumed as u64;
        for (start, message) in placed_records(session) {
            let placed = Placed { index: self.index, offset: window_start + start as u64, message };
            self.records.push_back(Ok(placed));
            self.index += 1;
        }
    }

    fn rejected(&mut self, rejected: Rejected) {
        self.index = rejected.index + 1;
        self.records.push_back(Err(rejected));
    }
}

impl PlacedRecords {
    pub(crate) fn new(options: Options) -> Self {
        let task = Task { record: BackendMessage::SCHEMA, many: true, options, mode: Mode::Salvage, surrogates: false };
        Self { pieces: Pieces::new(task), ready: Ready::default() }
    }

    /// Sets where the list of messages is, by a JSON Pointer.
    pub(crate) fn locate(&mut self, pointer: &str) -> Result<(), Error> {
        if self.pieces.locate(pointer) { Ok(()) } else { Err(Error::no_pointer()) }
    }

    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.pieces.push(bytes, &mut self.ready);
    }

    pub(crate) fn finish(&mut self) {
        self.pieces.finish(&mut self.ready);
    }

    /// The next record that is complete; `None` if more text is needed.
    pub(crate) fn next(&mut self) -> Option<Result<Placed, Rejected>> {
        self.ready.records.pop_front()
    }
}
