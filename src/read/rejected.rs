//! A rejected record: its place, its source and its issues.

use std::fmt;
use std::ops::Range;

use crate::model::error::Error;

/// An invalid record: which one it is, what is wrong with it, and its source, so that nothing is lost.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Rejected {
    /// Its place among all records of the text, valid and invalid, from 0.
    pub index: u64,
    /// Its `id`, where that can be read.
    pub id: Option<String>,
    /// What is wrong with it; positions count from the beginning of the text.
    pub error: Error,
    /// Its text as it stands, malformed UTF-8 as U+FFFD; of the longest only the first [`MAX_SOURCE`] bytes.
    pub source: String,
    /// Its bytes in the text.
    pub range: Range<u64>,
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "record {} is rejected: {}", self.index, self.error)
    }
}

impl std::error::Error for Rejected {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

/// How many bytes of a rejected record are kept: the rest of a broken array may be gigabytes.
pub const MAX_SOURCE: usize = 64 << 20;
