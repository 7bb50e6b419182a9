//! The core's exports.

#![allow(unreachable_pub)] // what is exported is reached from JavaScript

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

use super::export_reading;
use crate::js::abi;
use crate::js::narrow::Found;
use crate::js::state::{State, address};
use crate::js::to_tape::ToTape;

thread_local! {
    static STATE: RefCell<State<ToTape>> = const { RefCell::new(State::new(ToTape::NEW)) };
}

export_reading!();

/// Makes room for `capacity` units of UTF-16, to be [narrowed](narrow), and returns its address.
#[wasm_bindgen]
#[must_use]
pub fn reserve_units(capacity: usize) -> usize {
    STATE.with_borrow_mut(|state| state.reserve_units(capacity))
}

/// Narrows the first `length` of those units into the window, a byte for each. Returns whether they have a lone surrogate,
/// or any unit beyond ASCII (src/js/abi.rs).
#[wasm_bindgen]
#[must_use]
pub fn narrow(length: usize) -> u32 {
    STATE.with_borrow_mut(|state| match state.narrow(length) {
        Found::Half => abi::LONE_SURROGATE,
        Found::Ascii => abi::ASCII_ONLY,
        Found::Wide => abi::BEYOND_ASCII,
    })
}

/// Begins a text, and [reads](read) its first `length` bytes. With the flag `NARROW` they are [narrowed](narrow) first; a
/// lone surrogate among them is then invalid.
#[wasm_bindgen]
#[must_use]
pub fn begin(record: u32, flags: u32, max_issues: u32, length: usize, last: bool) -> u32 {
    STATE.with_borrow_mut(|state| state.begin(record, flags, max_issues, length, last))
}

/// Writes the texts of the wide arena as UTF-8, whose address is then in the header, and returns the length in bytes.
/// Returns 0 if much of it is beyond ASCII, as nothing would be gained.
#[wasm_bindgen]
#[must_use]
pub fn wide_as_utf8() -> usize {
    STATE.with_borrow_mut(State::wide_as_utf8)
}

/// The issues of a JavaScript value that should be a record, as JSON like that of [`issues`]; `undefined` if it is valid.
/// `index` is its index if it is in a list. The first `length` bytes of the window describe the value as events
/// (src/js/value_events.rs).
#[wasm_bindgen]
#[must_use]
pub fn check_events(record: u32, length: usize, flags: u32, max_issues: u32, index: Option<u32>) -> Option<String> {
    STATE.with_borrow(|state| state.check_events(record, length, flags, max_issues, index))
}

/// [`check_events`] for events that come as an array of strings. The npm package does not use it: converting JavaScript's
/// values to Rust's takes more code than the rest of the function.
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
    Ok(crate::js::to_tape::check(record, events.iter().map(String::as_str), flags, max_issues, index))
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
        let issues = check_value(0, array, 0, 100, Some(3)).ok().flatten().unwrap();
        assert!(issues.contains(r#""/3/cost""#) && issues.contains("missing_field"), "{issues}");

        let bytes: Vec<u8> = events.iter().flat_map(|event| event.bytes().chain([0xFF])).collect();
        let _ = reserve(bytes.len());
        STATE.with_borrow_mut(|state| state.window.iter_mut().zip(&bytes).for_each(|(to, from)| *to = *from));
        assert_eq!(check_events(0, bytes.len(), 0, 100, Some(3)), Some(issues));
    }

    #[wasm_bindgen_test]
    fn a_value_that_is_not_an_array_of_events_is_an_error() {
        assert!(check_value(0, JsValue::from(5), 0, 100, None).is_err());
    }
}
