//! What the wasm module exports to the JavaScript of the npm package, and nothing else.
//!
//! The JavaScript writes text into the window, has it read, and finds tape and arenas through the header.

#![allow(unreachable_pub)] // what is exported is reached from JavaScript

use std::cell::RefCell;
use std::hint::black_box;
use std::mem;

use wasm_bindgen::prelude::*;

use crate::audit::{self, Audit, AuditOptions, FindingCode};
use crate::check::Context;
use crate::checkpoint::{Checkpoint, Numbers};
use crate::copies::Copies;
use crate::findings;
use crate::model::{BackendMessage, CallbackResultData, ToolCallData};
use crate::options::{Options, UnknownKeys};
use crate::report::Report;
use crate::schema::{Record, RecordSchema};
use crate::session::{Mode, Rejection, Session, Status, Task};
use crate::sources::Sources;
use crate::summary::{partial, tally::Tally};
use crate::tape::MAX_WINDOW;
use crate::texts::Texts;
use crate::units::Found;
use crate::utf16;
use crate::value;

/// Most of what is allocated are a few large buffers that live as long as the module; any allocator serves these.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

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
struct Header {
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

struct State {
    /// Reads for the tape.
    session: Session<Copies>,
    /// Reads for summaries, where that is what is being read for.
    counting: Option<Box<Counting>>,
    window: Vec<u8>,
    /// The texts of the wide arena, if they were asked for so.
    utf8: Vec<u8>,
    header: Header,
    /// For JavaScript to take from here and to put back.
    checkpoint: Numbers,
    audit: Option<Audit>,
}

/// Reading for a summary: records go onto a tape of their own, and are counted at once.
struct Counting {
    session: Session<Sources>,
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

impl<T: Texts> Reading for Session<T> {
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

    fn narrow(&mut self, length: usize) -> Found {
        self.session.out.texts.wide.source.narrow(length, &mut self.window)
    }

    fn read(&mut self, start: usize, end: usize, last: bool) -> u32 {
        let Self { session, counting, window, header, .. } = self;
        let window = window.get(start..end).unwrap_or_default();
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
}

thread_local! {
    static STATE: RefCell<State> = const {
        RefCell::new(State {
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
        })
    };
}

#[wasm_bindgen]
extern "C" {
    /// The engine's own conversion, which `JSON.parse` uses too.
    #[wasm_bindgen(js_name = parseFloat)]
    pub(crate) fn parse_float(text: &str) -> f64;
}

/// Address of the header, for as long as the module lives.
#[wasm_bindgen]
#[must_use]
pub fn header() -> usize {
    STATE.with_borrow(|state| address(&raw const state.header))
}

/// Makes room in the window for `capacity` bytes, keeping those in it, and gives its address; 0 if that is too much.
#[wasm_bindgen]
#[must_use]
pub fn reserve(capacity: usize) -> usize {
    STATE.with_borrow_mut(|state| {
        if capacity > MAX_WINDOW {
            return 0;
        }
        if state.window.len() < capacity {
            state.window.resize(capacity, 0);
        }
        address(state.window.as_ptr())
    })
}

/// Makes room for `capacity` units of UTF-16, to be [narrowed](narrow), and gives its address.
#[wasm_bindgen]
#[must_use]
pub fn reserve_units(capacity: usize) -> usize {
    STATE.with_borrow_mut(|state| address(state.session.out.texts.wide.source.reserve(capacity).as_ptr()))
}

/// Writes the first `length` of those units into the window, a byte for each, to be read from there.
/// 0: half of a surrogate pair is among them; 1: all are ASCII; 2: some are not.
#[wasm_bindgen]
#[must_use]
pub fn narrow(length: usize) -> u32 {
    STATE.with_borrow_mut(|state| match state.narrow(length) {
        Found::Half => 0,
        Found::Ascii => 1,
        Found::Wide => 2,
    })
}

/// Begins the reading of a text, and [reads](read) its first `length` bytes; if so flagged, these are [narrowed](narrow) first,
/// and the answer is 3 also where half of a surrogate pair is among them.
#[wasm_bindgen]
#[must_use]
pub fn begin(record: u32, flags: u32, max_issues: u32, length: usize, last: bool) -> u32 {
    STATE.with_borrow_mut(|state| {
        let task = task(record, flags, max_issues);
        state.session.out.texts.wide.source.clear();
        if flags & flags::SUMMARY == 0 {
            state.counting = None;
            state.session.begin(task);
        } else {
            state.counting = Some(Box::new(Counting { session: Session::new(task), tally: Tally::default() }));
        }
        if flags & flags::NARROW != 0 && state.narrow(length) == Found::Half {
            return 3;
        }
        state.read(0, length, last)
    })
}

/// Reads the bytes of the window from `start` to `end`; `last` says that the text ends there. 0: done; 1: more text is
/// needed, from `consumed` on; 2: what is on the tape must be taken before reading goes on from `consumed`;
/// 3: something does not hold; 4: the reading ended with issues found. While live, 5: a record is rejected, up to
/// `consumed`; 6: a syntax error, and all that is consumed until the next 5 belongs to that record.
#[wasm_bindgen]
#[must_use]
pub fn read(start: usize, end: usize, last: bool) -> u32 {
    STATE.with_borrow_mut(|state| state.read(start, end, last))
}

/// Writes the texts of the wide arena as UTF-8, of which the header then tells the address, and gives the length of that in
/// bytes; 0 if much of it is beyond ASCII, so that nothing would be won.
#[wasm_bindgen]
#[must_use]
pub fn wide_as_utf8() -> usize {
    STATE.with_borrow_mut(|State { session, utf8, header, .. }| {
        let Some(length) = utf16::to_utf8(session.out.texts.wide.as_slice(), utf8) else { return 0 };
        header.wide = address(utf8.as_ptr()) as u32;
        length
    })
}

/// The issues that a reading ended with: `{ issues, truncated, reports }` as JSON.
#[wasm_bindgen]
#[must_use]
pub fn issues() -> String {
    STATE.with_borrow_mut(|state| findings::to_json(&state.reading().report().take_error()))
}

/// The record that [`read`] told to be rejected: what [`issues`] gives, with its `id` if it can be read, where it
/// `start`s in the window, and its `offset` in the text.
#[wasm_bindgen]
#[must_use]
pub fn rejection() -> Option<String> {
    STATE.with_borrow_mut(|state| state.reading().rejection().as_ref().map(findings::rejection_to_json))
}

/// Writes down where the reading has come to, and gives the address of these 64 bytes.
#[wasm_bindgen]
#[must_use]
pub fn checkpoint() -> usize {
    STATE.with_borrow_mut(|state| {
        state.checkpoint = state.reading().checkpoint().to_numbers();
        address(state.checkpoint.as_ptr())
    })
}

/// Goes on with the text whose reading had come to what is now written there, after [`begin`] with the same arguments.
#[wasm_bindgen]
pub fn resume() {
    STATE.with_borrow_mut(|state| {
        let checkpoint = Checkpoint::from_numbers(state.checkpoint);
        state.reading().resume(checkpoint);
    });
}

/// Goes on with bytes of a record that was left as its window ended: those of the window from `start` to `end`. Says
/// whether it ends among them.
#[wasm_bindgen]
#[must_use]
pub fn follow(start: usize, end: usize) -> bool {
    STATE.with_borrow_mut(|state| {
        let window = mem::take(&mut state.window);
        let ends = state.reading().follow(window.get(start..end).unwrap_or_default());
        state.window = window;
        ends
    })
}

/// What was counted since [`begin`] with the flag for summaries, as JSON (src/summary/partial.rs).
#[wasm_bindgen]
#[must_use]
pub fn summary() -> String {
    STATE.with_borrow(|state| {
        state.counting.as_deref().map_or_else(String::new, |counting| partial::to_json(&counting.tally))
    })
}

/// Begins an audit that gives at most so many findings. `surrogates` tells that the text is as the flag of the same name says.
#[wasm_bindgen]
pub fn begin_audit(max_findings: usize, surrogates: bool) {
    let options = AuditOptions::new().max_findings(max_findings);
    STATE.with_borrow_mut(|state| state.audit = Some(Audit::new(options, surrogates)));
}

/// Switches a rule of the audit off; the first bytes of the window, `length` of them, name it. False if there is none of that name.
#[wasm_bindgen]
#[must_use]
pub fn switch_off(length: usize) -> bool {
    STATE.with_borrow_mut(|state| {
        let name = state.window.get(..length).unwrap_or_default();
        let code = FindingCode::from_name(std::str::from_utf8(name).unwrap_or_default());
        if let (Some(audit), Some(code)) = (&mut state.audit, code) {
            audit.options = audit.options.without(code);
        }
        code.is_some()
    })
}

/// Goes on with the audited text, of which the window has the next `length` bytes, and says how many of them are done
/// with: from there on it has to come again, with more behind it. `last` says that there is no more: then the text comes
/// for the second time.
#[wasm_bindgen]
#[must_use]
pub fn audit(length: usize, last: bool) -> usize {
    STATE.with_borrow_mut(|state| {
        let State { window, audit, .. } = state;
        let window = window.get(..length).unwrap_or_default();
        if !last {
            make_room(window);
        }
        audit.as_mut().map_or(0, |audit| audit.read(window, last))
    })
}

/// What the audit has found, as a JSON array. It is over then.
#[wasm_bindgen]
#[must_use]
pub fn findings() -> String {
    let audit = STATE.with_borrow_mut(|state| state.audit.take());
    audit::json::to_json(&audit.map(Audit::into_findings).unwrap_or_default())
}

/// What is wrong with a JavaScript value that should be a record, at `index` of a list if it is in one: the same JSON,
/// or `undefined` if nothing is. The first bytes of the window, `length` of them, have the value as [`events`](value).
#[wasm_bindgen]
#[must_use]
pub fn check_events(record: u32, length: usize, flags: u32, max_issues: u32, index: Option<u32>) -> Option<String> {
    STATE.with_borrow(|state| {
        let events = value::events_in(state.window.get(..length).unwrap_or_default());
        check(record, events, flags, max_issues, index)
    })
}

/// [`check_events`] for events that come as an array of strings. The npm package does without: what turns values of
/// JavaScript into those of Rust weighs more than the rest of the function.
#[cfg(feature = "bindings")]
#[wasm_bindgen]
pub fn check_value(
    record: u32,
    events: JsValue,
    flags: u32,
    max_issues: u32,
    index: Option<u32>,
) -> Result<Option<String>, JsError> {
    let events: Vec<String> = serde_wasm_bindgen::from_value(events)?;
    Ok(check(record, events.iter().map(String::as_str), flags, max_issues, index))
}

fn check<'a>(
    record: u32,
    events: impl Iterator<Item = &'a str>,
    flags: u32,
    max_issues: u32,
    index: Option<u32>,
) -> Option<String> {
    let Task { record, options, .. } = task(record, flags, max_issues);
    let index = index.map(u64::from);
    let context = Context { record, unknown_keys: options.unknown_keys, depth: 0, index, surrogates: false };
    value::check_value(events, &context, options.issue_limit()).as_ref().map(findings::to_json)
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

fn address<T>(pointer: *const T) -> usize {
    pointer.addr()
}

#[cfg(test)]
#[cfg(feature = "bindings")]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn events_in_an_array_are_those_in_the_window() {
        let events = ["{", ":id", "#1", ":cost", "?bigint", "}"];
        let array = serde_wasm_bindgen::to_value(&events).unwrap();
        let told = check_value(0, array, 0, 100, Some(3)).ok().flatten().unwrap();
        assert!(told.contains(r#""/3/cost""#) && told.contains("missing_field"), "{told}");

        let bytes: Vec<u8> = events.iter().flat_map(|event| event.bytes().chain([0xFF])).collect();
        let _ = reserve(bytes.len());
        STATE.with_borrow_mut(|state| state.window.iter_mut().zip(&bytes).for_each(|(to, from)| *to = *from));
        assert_eq!(check_events(0, bytes.len(), 0, 100, Some(3)), Some(told));
    }

    #[wasm_bindgen_test]
    fn what_is_no_array_of_events_is_an_error() {
        assert!(check_value(0, JsValue::from(5), 0, 100, None).is_err());
    }
}
