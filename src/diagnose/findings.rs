//! Collects the issues of one record: the first ones in the order of the source, at most as many as were asked for.

use crate::model::issue::{Issue, PathSegment};
use crate::text::walk::Span;

/// How much memory the long keys in the paths of one record's issues may take. Only hostile input comes near it; issues
/// beyond it are cut off, like those beyond `max_issues`.
const MAX_LONG_KEYS: usize = 4 << 20;

/// A key longer than this is long.
const LONG_KEY: usize = 256;

#[derive(Debug)]
pub(crate) struct Findings {
    /// In the order of their places.
    found: Vec<Finding>,
    max: usize,
    /// Issues from here on are not taken, because one was cut off there.
    limit: u64,
    long_keys: usize,
    truncated: bool,
    /// Whether only the issue that ends the reading is taken.
    only_syntax: bool,
}

#[derive(Debug)]
pub(crate) struct Finding {
    /// The end of an array or object is the end of the text until its bracket is met.
    pub(crate) span: Span,
    pub(crate) issue: Issue,
    /// Where the string, array or object began in which the text ends: the message ends with that place.
    pub(crate) began: Option<u64>,
    long_keys: usize,
}

impl Findings {
    /// Keeps at most `max` issues.
    pub(crate) const fn new(max: usize) -> Self {
        Self { found: Vec::new(), max, limit: u64::MAX, long_keys: 0, truncated: false, only_syntax: false }
    }

    /// The first syntax error, and nothing else.
    pub(crate) fn of_syntax() -> Self {
        Self { only_syntax: true, ..Self::new(1) }
    }

    pub(crate) fn into_parts(self) -> (Vec<Finding>, bool) {
        (self.found, self.truncated)
    }

    /// Whether nothing wrong was found.
    pub(crate) const fn is_empty(&self) -> bool {
        self.found.is_empty() && !self.truncated
    }

    /// Whether an issue there would be taken. Asked before an issue is put together, as there may be millions.
    pub(crate) const fn take(&mut self, at: u64) -> bool {
        !self.only_syntax && self.take_syntax(at)
    }

    pub(crate) const fn take_syntax(&mut self, at: u64) -> bool {
        let taken = at < self.limit && self.max > 0;
        self.truncated |= !taken;
        taken
    }

    #[cold]
    pub(crate) fn insert(&mut self, span: Span, issue: Issue, began: Option<u64>) {
        let long_keys = issue.path.iter().map(PathSegment::key_length).filter(|&length| length > LONG_KEY).sum();
        self.long_keys += long_keys;
        // Nearly always the end: only missing fields, reported at an object's end, and strings go before what is inside.
        let place = self.found.partition_point(|finding| finding.span.at <= span.at);
        self.found.insert(place, Finding { span, issue, began, long_keys });
        while self.found.len() > self.max || (self.long_keys > MAX_LONG_KEYS && self.found.len() > 1) {
            let Some(last) = self.found.pop() else { break };
            self.long_keys -= last.long_keys;
            self.limit = last.span.at;
            self.truncated = true;
        }
    }

    /// The array or object that begins there ends there.
    pub(crate) fn close(&mut self, span: Span) {
        let first = self.found.partition_point(|finding| finding.span.at < span.at);
        for finding in self.found.iter_mut().skip(first).take_while(|finding| finding.span.at == span.at) {
            finding.span.end = finding.span.end.min(span.end);
        }
    }

    /// The walk ends there, so that what is open has no other end.
    pub(crate) fn stop(&mut self, at: u64) {
        for finding in self.found.iter_mut().filter(|finding| finding.span.end == u64::MAX) {
            finding.span.end = at;
        }
    }
}
