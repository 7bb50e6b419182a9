//! Gathers the issues of a text that is read piece by piece, each with its position and excerpt.

use std::mem;

use crate::diagnose::excerpt::excerpt;
use crate::diagnose::findings::Findings;
use crate::model::error::Error;
use crate::model::issue::{Issue, PathSegment};
use crate::model::position::{Locator, Position};
use crate::text::part::Part;
use crate::text::walk::Span;
use crate::text::wording::push_decimal;

/// The issues found so far.
#[derive(Debug)]
pub(crate) struct Report {
    /// Where the window begins.
    base: Locator,
    /// The last place that was looked up; the next one is nearly always further on.
    cursor: Locator,
    /// The path of the list whose records are read: every path begins with it.
    prefix: Vec<PathSegment>,
    issues: Vec<Issue>,
    reports: Vec<String>,
    max_issues: usize,
    truncated: bool,
}

impl Report {
    /// An empty report, which keeps at most `max_issues` issues, but at least one.
    pub(crate) const fn new(max_issues: usize) -> Self {
        Self {
            base: Locator::START,
            cursor: Locator::START,
            prefix: Vec::new(),
            issues: Vec::new(),
            reports: Vec::new(),
            max_issues: if max_issues == 0 { 1 } else { max_issues },
            truncated: false,
        }
    }

    /// Whether nothing wrong was found.
    pub(crate) const fn is_empty(&self) -> bool {
        self.issues.is_empty()
    }

    /// How many issues are kept so far.
    pub(crate) const fn count(&self) -> usize {
        self.issues.len()
    }

    /// Whether more was found than is kept, so that reading on is useless.
    pub(crate) const fn is_full(&self) -> bool {
        self.truncated
    }

    /// Where the window begins in the whole text.
    pub(crate) const fn origin(&self) -> u64 {
        self.base.offset()
    }

    /// Moves the window past its first bytes.
    pub(crate) fn advance(&mut self, passed: &[u8]) {
        self.base.advance(passed);
    }

    /// Takes the issues. The report continues empty, at the same place in the text.
    #[cold]
    pub(crate) fn take_error(&mut self) -> Error {
        let (issues, reports) = (mem::take(&mut self.issues), mem::take(&mut self.reports));
        let truncated = mem::take(&mut self.truncated);
        if issues.is_empty() { Error::disagreement() } else { Error::new(issues, reports, truncated) }
    }

    /// Where the window begins.
    pub(crate) const fn base(&self) -> Position {
        self.base.position()
    }

    /// Sets where the window begins.
    pub(crate) const fn rebase(&mut self, base: Position) {
        self.base = Locator::at(base);
        self.cursor = self.base;
    }

    /// How many issues are kept at most.
    pub(crate) const fn limit(&self) -> usize {
        self.max_issues
    }

    /// Sets the path of the list that the next issues are in.
    pub(crate) fn set_prefix(&mut self, prefix: Vec<PathSegment>) {
        self.prefix = prefix;
    }

    /// The path of the list that the records are in.
    pub(crate) fn prefix(&self) -> &[PathSegment] {
        &self.prefix
    }

    /// Room for the issues of the next record.
    pub(crate) fn room(&self) -> Findings {
        Findings::new(self.max_issues - self.issues.len())
    }

    /// Adds issues that were found in the window, at offsets in the whole text.
    pub(crate) fn add(&mut self, findings: Findings, window: &[u8]) {
        let (issues, truncated) = self.place(findings, window);
        self.truncated |= truncated;
        for issue in issues {
            let offset =
                |position: Option<Position>| position.map_or(0, |position| self.within(position.offset, window));
            let excerpt = excerpt(window, offset(issue.position)..offset(issue.end), self.base.position());
            self.reports.push(issue.report(Some(&excerpt)));
            self.issues.push(issue);
        }
    }

    /// Adds issues that were found in the window, with their positions.
    pub(crate) fn place(&mut self, findings: Findings, window: &[u8]) -> (Vec<Issue>, bool) {
        let (found, truncated) = findings.into_parts();
        let mut issues = Vec::with_capacity(found.len());
        let mut last_end = (Span { at: 0, end: 0 }, self.cursor);
        for finding in found {
            let mut issue = finding.issue;
            if !self.prefix.is_empty() {
                let own = mem::replace(&mut issue.path, self.prefix.clone());
                issue.path.extend(own);
            }
            if let Some(began) = finding.began {
                self.locate(began, window);
                push_place(&mut issue.message, self.cursor.position());
            }
            self.locate(finding.span.at, window);
            issue.position = Some(self.cursor.position());
            // The fields that one record lacks are all marked by the same span.
            if last_end.0 != finding.span {
                last_end = (finding.span, self.cursor);
                let marked = self.within(finding.span.at, window)..self.within(finding.span.end, window);
                last_end.1.advance(window.get(marked).expected());
            }
            issue.end = Some(last_end.1.position());
            issues.push(issue);
        }
        (issues, truncated)
    }

    /// Moves the cursor to an offset in the window.
    fn locate(&mut self, offset: u64, window: &[u8]) {
        if self.cursor.offset() < self.base.offset() || self.cursor.offset() > offset {
            self.cursor = self.base;
        }
        let passed = self.within(self.cursor.offset(), window)..self.within(offset, window);
        self.cursor.advance(window.get(passed).expected());
    }

    /// Where in the window an offset in the whole text is.
    fn within(&self, offset: u64, window: &[u8]) -> usize {
        (offset.saturating_sub(self.base.offset()) as usize).min(window.len())
    }
}

/// ` that began at 12:40`
fn push_place(message: &mut String, position: Position) {
    message.push_str(" that began at ");
    push_decimal(message, position.line);
    message.push(':');
    push_decimal(message, position.column);
}
