//! A record that was read with U+FFFD in the place of something malformed.

use crate::model::issue::Issue;

/// What was replaced in a record, as [`MalformedUnicode::Replace`](crate::MalformedUnicode::Replace) asks for it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Replaced {
    /// The record's place among all records of the text, valid and invalid, from 0.
    pub index: u64,
    /// Each half of a surrogate pair and each malformed sequence, with its place.
    pub issues: Vec<Issue>,
    /// Whether there were more than `max_issues`.
    pub truncated: bool,
}
