//! What a wasm module keeps between two calls, and does in each. The exports only pass on.

use std::mem;

use crate::decode::tape::MAX_WINDOW;
use crate::decode::text_store::TextStore;
use crate::js::checkpoint_numbers::{self, Numbers};
use crate::js::issues_json;
use crate::model::options::{MalformedUnicode, Options, UnknownKeys};
use crate::model::schema::{Record, RecordSchema};
use crate::model::{BackendMessage, CallbackResultData, ToolCallData};
use crate::read::session::{Mode, Session, Status, Task};
use crate::text::part::Part;

/// Bits of the `flags` that calls take.
pub(super) mod flags {
    pub(in crate::js) const MANY: u32 = 1;
    pub(in crate::js) const KEEP: u32 = 1 << 1;
    pub(in crate::js) const REJECT: u32 = 1 << 2;
    pub(in crate::js) const TELL: u32 = 1 << 3;
    pub(in crate::js) const SURROGATES: u32 = 1 << 4;
    pub(in crate::js) const SALVAGE: u32 = 1 << 5;
    pub(in crate::js) const NARROW: u32 = 1 << 6;
    pub(in crate::js) const REPLACE: u32 = 1 << 7;
    pub(in crate::js) const LAST: u32 = 1 << 8;
}

/// Where things are after a [reading](State::read), in words of 32 bits; addresses are in bytes.
#[repr(C)]
pub(super) struct Header {
    /// Bytes that are done with, from where the reading began.
    pub(super) consumed: u32,
    /// Records on the tape.
    pub(super) count: u32,
    pub(super) tape: u32,
    pub(super) ascii: u32,
    pub(super) ascii_length: u32,
    pub(super) wide: u32,
    /// In UTF-16 units.
    pub(super) wide_length: u32,
}

impl Header {
    pub(super) const EMPTY: Self =
        Self { consumed: 0, count: 0, tape: 0, ascii: 0, ascii_length: 0, wide: 0, wide_length: 0 };
}

/// What a module makes of the text that it reads.
pub(super) trait Reading {
    type Strings: TextStore;

    fn session(&mut self) -> &mut Session<Self::Strings>;

    /// Reads a window, which begins at `start` of the memory for windows, and writes down where things are then.
    fn read(&mut self, window: &[u8], start: usize, last: bool, header: &mut Header) -> Status;
}

pub(super) struct State<R> {
    pub(super) reading: R,
    pub(super) window: Vec<u8>,
    pub(super) header: Header,
    /// For JavaScript to take from here and to put back.
    checkpoint: Numbers,
}

impl<R> State<R> {
    pub(super) const fn new(reading: R) -> Self {
        Self { reading, window: Vec::new(), header: Header::EMPTY, checkpoint: [0; 14] }
    }

    pub(super) fn reserve(&mut self, capacity: usize) -> usize {
        if capacity > MAX_WINDOW {
            return 0;
        }
        if self.window.len() < capacity {
            self.window.resize(capacity, 0);
        }
        address(self.window.as_ptr())
    }
}

impl<R: Reading> State<R> {
    pub(super) fn read(&mut self, start: usize, end: usize, last: bool) -> u32 {
        let Self { reading, window, header, .. } = self;
        match reading.read(window.get(start..end).expected(), start, last, header) {
            Status::Done => 0,
            Status::More => 1,
            Status::Full => 2,
            Status::Invalid => 3,
            Status::Replaced => 4,
            Status::Rejected => 5,
            Status::Broken => 6,
        }
    }

    pub(super) fn issues(&mut self) -> String {
        issues_json::to_json(&self.reading.session().report.take_error())
    }

    pub(super) fn rejection(&mut self) -> Option<String> {
        self.reading.session().take_rejection().as_ref().map(issues_json::rejection_to_json)
    }

    pub(super) fn replaced(&mut self) -> Option<String> {
        self.reading.session().replaced.take().as_ref().map(issues_json::replaced_to_json)
    }

    /// The first bytes of the window are a JSON Pointer to the list.
    pub(super) fn locate(&mut self, length: usize) -> bool {
        let pointer = std::str::from_utf8(self.window.get(..length).expected());
        pointer.is_ok_and(|pointer| self.reading.session().locate(pointer))
    }

    pub(super) fn checkpoint(&mut self) -> usize {
        self.checkpoint = checkpoint_numbers::of(self.reading.session().checkpoint());
        address(self.checkpoint.as_ptr())
    }

    pub(super) fn resume(&mut self) {
        self.reading.session().resume(checkpoint_numbers::checkpoint(self.checkpoint));
    }

    pub(super) fn follow(&mut self, start: usize, end: usize) -> bool {
        let window = mem::take(&mut self.window);
        let ends = self.reading.session().follow(window.get(start..end).expected());
        self.window = window;
        ends
    }
}

pub(super) fn task(record: u32, flags: u32, max_issues: u32) -> Task {
    let has = |flag| flags & flag != 0;
    let record: &'static RecordSchema = match record {
        1 => ToolCallData::SCHEMA,
        2 => CallbackResultData::SCHEMA,
        _ => BackendMessage::SCHEMA,
    };
    let unknown_keys = if has(flags::REJECT) {
        UnknownKeys::Reject
    } else if has(flags::KEEP) {
        UnknownKeys::Keep
    } else {
        UnknownKeys::Strip
    };
    let malformed_unicode = if has(flags::REPLACE) { MalformedUnicode::Replace } else { MalformedUnicode::Reject };
    Task {
        record,
        many: has(flags::MANY),
        options: Options { unknown_keys, malformed_unicode, max_issues: max_issues as usize },
        mode: if has(flags::SALVAGE) {
            Mode::Salvage
        } else if has(flags::TELL) {
            Mode::Tell
        } else {
            Mode::Fast
        },
        surrogates: has(flags::SURROGATES),
    }
}

pub(super) fn address<T>(pointer: *const T) -> usize {
    pointer.addr()
}
