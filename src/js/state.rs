//! What the wasm module keeps between two calls, and does in each. The [exports](super::exports) only pass on.

use std::hint::black_box;
use std::mem;

use crate::decode::borrowed::Borrowed;
use crate::decode::tape::MAX_WINDOW;
use crate::decode::text_store::TextStore;
use crate::diagnose::checker::Context;
use crate::diagnose::report::Report;
use crate::insight::audit::{Audit, AuditOptions, FindingCode};
use crate::insight::summary::tally::Tally;
use crate::js::checkpoint_numbers::{self, Numbers};
use crate::js::narrow::Found;
use crate::js::strings::JsStrings;
use crate::js::{findings_json, issues_json, summary_json, utf16, value_events};
use crate::model::options::{Options, UnknownKeys};
use crate::model::schema::{Record, RecordSchema};
use crate::model::{BackendMessage, CallbackResultData, ToolCallData};
use crate::read::checkpoint::Checkpoint;
use crate::read::session::{Mode, Rejection, Session, Status, Task};
use crate::text::part::Part;

/// Bits of the `flags` that calls take.
mod flags {
    pub(super) const MANY: u32 = 1;
    pub(super) const KEEP: u32 = 1 << 1;
    pub(super) const REJECT: u32 = 1 << 2;
    pub(super) const TRACKING: u32 = 1 << 3;
    pub(super) const SURROGATES: u32 = 1 << 4;
    pub(super) const LIVE: u32 = 1 << 5;
    pub(super) const SUMMARY: u32 = 1 << 6;
    pub(super) const NARROW: u32 = 1 << 7;
}

/// Where things are after [`read`], in words of 32 bits; addresses are in bytes.
#[repr(C)]
pub(super) struct Header {
    /// Bytes that are done with, from where the reading began.
    consumed: u32,
    /// Records on the tape.
    count: u32,
    tape: u32,
    ascii: u32,
    ascii_length: u32,
    wide: u32,
    /// In UTF-16 units.
    wide_length: u32,
}

impl Header {
    const EMPTY: Self = Self { consumed: 0, count: 0, tape: 0, ascii: 0, ascii_length: 0, wide: 0, wide_length: 0 };
}

pub(super) struct State {
    /// Reads for the tape.
    session: Session<JsStrings>,
    /// Reads for summaries, where that is what is being read for.
    counting: Option<Box<Counting>>,
    pub(super) window: Vec<u8>,
    /// The texts of the wide arena, if they were asked for so.
    utf8: Vec<u8>,
    pub(super) header: Header,
    /// For JavaScript to take from here and to put back.
    checkpoint: Numbers,
    audit: Option<Audit>,
}

/// Reading for a summary: records go onto a tape of their own, and are counted at once.
struct Counting {
    session: Session<Borrowed>,
    tally: Tally,
}

/// What is asked of a reading, whatever becomes of its texts.
trait Reading {
    fn report(&mut self) -> &mut Report;
    fn rejection(&mut self) -> Option<Rejection>;
    fn checkpoint(&self) -> Checkpoint;
    fn resume(&mut self, checkpoint: Checkpoint);
    fn follow(&mut self, bytes: &[u8]) -> bool;
}

impl<T: TextStore> Reading for Session<T> {
    fn report(&mut self) -> &mut Report {
        &mut self.report
    }

    fn rejection(&mut self) -> Option<Rejection> {
        self.rejection.take()
    }

    fn checkpoint(&self) -> Checkpoint {
        self.checkpoint()
    }

    fn resume(&mut self, checkpoint: Checkpoint) {
        self.resume(checkpoint);
    }

    fn follow(&mut self, bytes: &[u8]) -> bool {
        self.follow(bytes)
    }
}

impl State {
    /// The reading that was begun last.
    fn reading(&mut self) -> &mut dyn Reading {
        match &mut self.counting {
            Some(counting) => &mut counting.session,
            None => &mut self.session,
        }
    }

    pub(super) const EMPTY: Self = Self {
        session: Session::new(Task {
            record: BackendMessage::SCHEMA,
            many: false,
            options: Options::new(),
            mode: Mode::Fast,
            surrogates: false,
        }),
        counting: None,
        window: Vec::new(),
        utf8: Vec::new(),
        header: Header::EMPTY,
        checkpoint: [0; 8],
        audit: None,
    };

    pub(super) fn reserve(&mut self, capacity: usize) -> usize {
        if capacity > MAX_WINDOW {
            return 0;
        }
        if self.window.len() < capacity {
            self.window.resize(capacity, 0);
        }
        address(self.window.as_ptr())
    }

    pub(super) fn reserve_units(&mut self, capacity: usize) -> usize {
        address(self.session.out.texts.wide.source.reserve(capacity).as_ptr())
    }

    pub(super) fn narrow(&mut self, length: usize) -> Found {
        self.session.out.texts.wide.source.narrow(length, &mut self.window)
    }

    pub(super) fn begin(&mut self, record: u32, flags: u32, max_issues: u32, length: usize, last: bool) -> u32 {
        let task = task(record, flags, max_issues);
        self.session.out.texts.wide.source.clear();
        if flags & flags::SUMMARY == 0 {
            self.counting = None;
            self.session.begin(task);
        } else {
            self.counting = Some(Box::new(Counting { session: Session::new(task), tally: Tally::default() }));
        }
        if flags & flags::NARROW != 0 && self.narrow(length) == Found::Half {
            return 3;
        }
        self.read(0, length, last)
    }

    pub(super) fn read(&mut self, start: usize, end: usize, last: bool) -> u32 {
        let Self { session, counting, window, header, .. } = self;
        let window = window.get(start..end).expected();
        let status = if let Some(Counting { session, tally }) = counting.as_deref_mut() {
            if !last {
                make_room(window);
            }
            let status = session.read(window, last);
            tally.window(session, window);
            tally.rejected += u64::from(status == Status::Rejected);
            *header = Header { consumed: session.consumed as u32, ..Header::EMPTY };
            status
        } else {
            session.out.texts.wide.source.start_at(start);
            let status = session.read(window, last);
            let out = &session.out;
            *header = Header {
                consumed: session.consumed as u32,
                count: session.count as u32,
                tape: address(out.tape.as_slice().as_ptr()) as u32,
                ascii: address(out.texts.ascii.as_slice().as_ptr()) as u32,
                ascii_length: out.texts.ascii.used() as u32,
                wide: address(out.texts.wide.as_slice().as_ptr()) as u32,
                wide_length: out.texts.wide.used() as u32,
            };
            status
        };
        match status {
            Status::Done => 0,
            Status::More => 1,
            Status::Full => 2,
            Status::Invalid => 3,
            Status::Stopped => 4,
            Status::Rejected => 5,
            Status::Broken => 6,
        }
    }

    pub(super) fn wide_as_utf8(&mut self) -> usize {
        let Self { session, utf8, header, .. } = self;
        let Some(length) = utf16::to_utf8(session.out.texts.wide.as_slice(), utf8) else { return 0 };
        header.wide = address(utf8.as_ptr()) as u32;
        length
    }

    pub(super) fn issues(&mut self) -> String {
        issues_json::to_json(&self.reading().report().take_error())
    }

    pub(super) fn rejection(&mut self) -> Option<String> {
        self.reading().rejection().as_ref().map(issues_json::rejection_to_json)
    }

    pub(super) fn checkpoint(&mut self) -> usize {
        self.checkpoint = checkpoint_numbers::of(self.reading().checkpoint());
        address(self.checkpoint.as_ptr())
    }

    pub(super) fn resume(&mut self) {
        let checkpoint = checkpoint_numbers::checkpoint(self.checkpoint);
        self.reading().resume(checkpoint);
    }

    pub(super) fn follow(&mut self, start: usize, end: usize) -> bool {
        let window = mem::take(&mut self.window);
        let ends = self.reading().follow(window.get(start..end).expected());
        self.window = window;
        ends
    }

    pub(super) fn summary(&self) -> String {
        self.counting.as_deref().map(|counting| summary_json::to_json(&counting.tally)).expected()
    }

    pub(super) fn begin_audit(&mut self, max_findings: usize, surrogates: bool) {
        let options = AuditOptions::new().max_findings(max_findings);
        self.audit = Some(Audit::new(options, surrogates));
    }

    pub(super) fn switch_off(&mut self, length: usize) -> bool {
        let name = self.window.get(..length).expected();
        let code = FindingCode::from_name(std::str::from_utf8(name).unwrap_or_default());
        if let (Some(audit), Some(code)) = (&mut self.audit, code) {
            audit.options = audit.options.without(code);
        }
        code.is_some()
    }

    pub(super) fn audit(&mut self, length: usize, last: bool) -> usize {
        let Self { window, audit, .. } = self;
        let window = window.get(..length).expected();
        if !last {
            make_room(window);
        }
        audit.as_mut().map_or(0, |audit| audit.read(window, last))
    }

    pub(super) fn findings(&mut self) -> String {
        findings_json::to_json(&self.audit.take().map(Audit::into_findings).expected())
    }

    pub(super) fn check_events(
        &self,
        record: u32,
        length: usize,
        flags: u32,
        max_issues: u32,
        index: Option<u32>,
    ) -> Option<String> {
        let events = value_events::events_in(self.window.get(..length).expected());
        check(record, events, flags, max_issues, index)
    }
}

pub(super) fn check<'a>(
    record: u32,
    events: impl Iterator<Item = &'a str>,
    flags: u32,
    max_issues: u32,
    index: Option<u32>,
) -> Option<String> {
    let Task { record, options, .. } = task(record, flags, max_issues);
    let index = index.map(u64::from);
    let context = Context { record, unknown_keys: options.unknown_keys, depth: 0, index, surrogates: false };
    value_events::check_value(events, &context, options.issue_limit()).as_ref().map(issues_json::to_json)
}

/// Has memory grow in large steps where much that is small is gathered from each window. Engines may collect garbage after
/// every growth, and with large heaps hundreds of these take minutes.
fn make_room(window: &[u8]) {
    let mut room = Vec::<u8>::new();
    // If there is none, small steps may still do.
    let _ = room.try_reserve_exact((16 * window.len()).min(1 << 22));
    black_box(&mut room);
}

fn task(record: u32, flags: u32, max_issues: u32) -> Task {
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
    Task {
        record,
        many: has(flags::MANY),
        options: Options { unknown_keys, max_issues: max_issues as usize },
        mode: if has(flags::LIVE) {
            Mode::Live
        } else if has(flags::TRACKING) {
            Mode::Tracking
        } else {
            Mode::Fast
        },
        surrogates: has(flags::SURROGATES),
    }
}

pub(super) fn address<T>(pointer: *const T) -> usize {
    pointer.addr()
}
