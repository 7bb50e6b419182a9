//! What the wasm module exports to the JavaScript of the npm package, and nothing else.
//!
//! The JavaScript writes text into the window, has it read, and finds tape and arenas through the header.

#![allow(unreachable_pub)] // what is exported is reached from JavaScript

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

use crate::js::narrow::Found;
use crate::js::state::{State, address};

/// Most of what is allocated are a few large buffers that live as long as the module; any allocator serves these.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

thread_local! {
    static STATE: RefCell<State> = const { RefCell::new(State::EMPTY) };
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
    STATE.with_borrow_mut(|state| state.reserve(capacity))
}

/// Makes room for `capacity` units of UTF-16, to be [narrowed](narrow), and gives its address.
#[wasm_bindgen]
#[must_use]
pub fn reserve_units(capacity: usize) -> usize {
    STATE.with_borrow_mut(|state| state.reserve_units(capacity))
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
    STATE.with_borrow_mut(|state| state.begin(record, flags, max_issues, length, last))
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
    STATE.with_borrow_mut(State::wide_as_utf8)
}

/// The issues that a reading ended with: `{ issues, truncated, reports }` as JSON.
#[wasm_bindgen]
#[must_use]
pub fn issues() -> String {
    STATE.with_borrow_mut(State::issues)
}

/// The record that [`read`] told to be rejected: what [`issues`] gives, with its `id` if it can be read, where it
/// `start`s in the window, and its `offset` in the text.
#[wasm_bindgen]
#[must_use]
pub fn rejection() -> Option<String> {
    STATE.with_borrow_mut(State::rejection)
}

/// Writes down where the reading has come to, and gives the address of these 64 bytes.
#[wasm_bindgen]
#[must_use]
pub fn checkpoint() -> usize {
    STATE.with_borrow_mut(State::checkpoint)
}

/// Goes on with the text whose reading had come to what is now written there, after [`begin`] with the same arguments.
#[wasm_bindgen]
pub fn resume() {
    STATE.with_borrow_mut(State::resume);
}

/// Goes on with bytes of a record that was left as its window ended: those of the window from `start` to `end`. Says
/// whether it ends among them.
#[wasm_bindgen]
#[must_use]
pub fn follow(start: usize, end: usize) -> bool {
    STATE.with_borrow_mut(|state| state.follow(start, end))
}

/// What was counted since [`begin`] with the flag for summaries, as JSON (src/js/summary_json.rs).
#[wasm_bindgen]
#[must_use]
pub fn summary() -> String {
    STATE.with_borrow(State::summary)
}

/// Begins an audit that gives at most so many findings. `surrogates` tells that the text is as the flag of the same name says.
#[wasm_bindgen]
pub fn begin_audit(max_findings: usize, surrogates: bool) {
    STATE.with_borrow_mut(|state| state.begin_audit(max_findings, surrogates));
}

/// Switches a rule of the audit off; the first bytes of the window, `length` of them, name it. False if there is none of that name.
#[wasm_bindgen]
#[must_use]
pub fn switch_off(length: usize) -> bool {
    STATE.with_borrow_mut(|state| state.switch_off(length))
}

/// Goes on with the audited text, of which the window has the next `length` bytes, and says how many of them are done
/// with: from there on it has to come again, with more behind it. `last` says that there is no more: then the text comes
/// for the second time.
#[wasm_bindgen]
#[must_use]
pub fn audit(length: usize, last: bool) -> usize {
    STATE.with_borrow_mut(|state| state.audit(length, last))
}

/// What the audit has found, as a JSON array. It is over then.
#[wasm_bindgen]
#[must_use]
pub fn findings() -> String {
    STATE.with_borrow_mut(State::findings)
}

/// What is wrong with a JavaScript value that should be a record, at `index` of a list if it is in one: the same JSON,
/// or `undefined` if nothing is. The first bytes of the window, `length` of them, have the value as [`events`](value).
#[wasm_bindgen]
#[must_use]
pub fn check_events(record: u32, length: usize, flags: u32, max_issues: u32, index: Option<u32>) -> Option<String> {
    STATE.with_borrow(|state| state.check_events(record, length, flags, max_issues, index))
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
    Ok(crate::js::state::check(record, events.iter().map(String::as_str), flags, max_issues, index))
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
