//! The state of a wasm module between calls, and what each call does. The exports only pass their arguments on.

use std::mem;

use crate::decode::tape::MAX_WINDOW;
use crate::decode::text_store::TextStore;
use crate::js::abi;
use crate::js::checkpoint_numbers::{self, Numbers};
use crate::js::header::Header;
use crate::js::issues_json;
use crate::model::options::{MalformedUnicode, Options, UnknownKeys};
use crate::read::session::{Mode, Session, Status, Task};
use crate::text::part::Part;

/// What a module does with the text that it reads.
pub(super) trait Reading {
    type Strings: TextStore;

    fn session(&mut self) -> &mut Session<Self::Strings>;

    /// Reads a window, which begins at `start` of the memory for windows, and fills in the header.
    fn read(&mut self, window: &[u8], start: usize, last: bool, header: &mut Header) -> Status;
}

pub(super) struct State<R> {
    pub(super) reading: R,
    pub(super) window: Vec<u8>,
    pub(super) header: Header,
    /// JavaScript copies it from here, and back to here.
    checkpoint: Numbers,
}

impl<R> State<R> {
    pub(super) const fn new(reading: R) -> Self {
        Self { reading, window: Vec::new(), header: Header::EMPTY, checkpoint: checkpoint_numbers::NONE }
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
            Status::Done => abi::DONE,
            Status::More => abi::MORE,
            Status::Full => abi::FULL,
            Status::Invalid => abi::INVALID,
            Status::Replaced => abi::REPLACED,
            Status::Rejected => abi::REJECTED,
            Status::Broken => abi::BROKEN,
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
    let unknown_keys = if has(abi::REJECT) {
        UnknownKeys::Reject
    } else if has(abi::KEEP) {
        UnknownKeys::Keep
    } else {
        UnknownKeys::Strip
    };
    let malformed_unicode = if has(abi::REPLACE) { MalformedUnicode::Replace } else { MalformedUnicode::Reject };
    Task {
        record: abi::record(record),
        many: has(abi::MANY),
        options: Options { unknown_keys, malformed_unicode, max_issues: max_issues as usize },
        mode: if has(abi::SALVAGE) {
            Mode::Salvage
        } else if has(abi::REPORT) {
            Mode::Report
        } else {
            Mode::Fast
        },
        surrogates: has(abi::SURROGATES),
    }
}

pub(super) fn address<T>(pointer: *const T) -> usize {
    pointer.addr()
}
