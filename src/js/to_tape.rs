//! The core's reading: records go onto the tape, and their strings into arenas, for JavaScript to make objects of them.

use crate::diagnose::checker::Context;
use crate::js::header::Header;
use crate::js::narrow::Found;
use crate::js::state::{Reading, State, address, task};
use crate::js::strings::JsStrings;
use crate::js::{abi, issues_json, utf16, value_events};
use crate::model::BackendMessage;
use crate::model::options::Options;
use crate::model::schema::Record;
use crate::read::session::{Mode, Session, Status, Task};
use crate::text::part::Part;

pub(super) struct ToTape {
    session: Session<JsStrings>,
    /// The texts of the wide arena as UTF-8, if JavaScript asked for it.
    utf8: Vec<u8>,
}

impl ToTape {
    pub(super) const NEW: Self = Self {
        session: Session::new(Task {
            record: BackendMessage::SCHEMA,
            many: false,
            options: Options::new(),
            mode: Mode::Fast,
            surrogates: false,
        }),
        utf8: Vec::new(),
    };
}

impl Reading for ToTape {
    type Strings = JsStrings;

    fn session(&mut self) -> &mut Session<JsStrings> {
        &mut self.session
    }

    fn read(&mut self, window: &[u8], start: usize, last: bool, header: &mut Header) -> Status {
        let Self { session, .. } = self;
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
    }
}

impl State<ToTape> {
    pub(super) fn reserve_units(&mut self, capacity: usize) -> usize {
        address(self.reading.session.out.texts.wide.source.reserve(capacity).as_ptr())
    }

    pub(super) fn narrow(&mut self, length: usize) -> Found {
        self.reading.session.out.texts.wide.source.narrow(length, &mut self.window)
    }

    pub(super) fn begin(&mut self, record: u32, flags: u32, max_issues: u32, length: usize, last: bool) -> u32 {
        let session = &mut self.reading.session;
        session.out.texts.wide.source.clear();
        session.begin(task(record, flags, max_issues));
        if flags & abi::NARROW != 0 && self.narrow(length) == Found::Half {
            return abi::INVALID;
        }
        self.read(0, length, last)
    }

    pub(super) fn wide_as_utf8(&mut self) -> usize {
        let ToTape { session, utf8 } = &mut self.reading;
        let Some(length) = utf16::to_utf8(session.out.texts.wide.as_slice(), utf8) else { return 0 };
        self.header.wide = address(utf8.as_ptr()) as u32;
        length
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
    let context =
        Context { record, unknown_keys: options.unknown_keys, depth: 0, index, surrogates: false, replaces: false };
    value_events::check_value(events, &context, options.issue_limit()).as_ref().map(issues_json::to_json)
}
