//! Insight's exports.

#![allow(unreachable_pub)] // what is exported is reached from JavaScript

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

use super::export_reading;
use crate::js::state::{State, address};
use crate::js::whole_history::WholeHistory;

thread_local! {
    static STATE: RefCell<State<WholeHistory>> = RefCell::new(State::new(WholeHistory::new()));
}

export_reading!();

/// Begins to count the records of a text.
#[wasm_bindgen]
pub fn begin(record: u32, flags: u32, max_issues: u32) {
    STATE.with_borrow_mut(|state| state.begin(record, flags, max_issues));
}

/// The counts since [`begin`], as JSON (src/js/summary_json.rs).
#[wasm_bindgen]
#[must_use]
pub fn summary() -> String {
    STATE.with_borrow(State::summary)
}

/// Begins an audit with at most so many findings. Until its [end](findings), [`read`] reads for the audit, and the caller
/// must pass the text twice.
#[wasm_bindgen]
pub fn begin_audit(max_findings: usize, flags: u32) {
    STATE.with_borrow_mut(|state| state.begin_audit(max_findings, flags));
}

/// Switches a rule of the audit off. The first `length` bytes of the window are its name. False if no rule has that name.
#[wasm_bindgen]
#[must_use]
pub fn switch_off(length: usize) -> bool {
    STATE.with_borrow_mut(|state| state.switch_off(length))
}

/// Ends the audit, and returns its findings as JSON (src/js/findings_json.rs).
#[wasm_bindgen]
#[must_use]
pub fn findings() -> String {
    STATE.with_borrow_mut(State::findings)
}
