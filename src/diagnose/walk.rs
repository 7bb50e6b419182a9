//! The slow pass over one value: the fast pass refused it, this pass finds every issue.
//! A window and the place of the value come in. Issues go to the report, and an outcome says where the value ends.

use crate::diagnose::checker::Checker;
use crate::diagnose::foreign;
use crate::diagnose::messages;
use crate::diagnose::report::Report;
use crate::model::issue::Issue;
use crate::text::part::Part;
use crate::text::token::{Halt, Step};
use crate::text::walk::{Span, Walk};

pub(crate) use crate::diagnose::checker::Context;

/// How the reading of one record ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// More text is needed to decide. Nothing was reported.
    More,
    /// The value is read and its issues, if any, are reported.
    Value { end: usize },
    /// A syntax error was reported, and the issues before it.
    Stop { error: usize },
}

/// Reads the value at `start`, where white space is skipped already, as a record.
pub(crate) fn record(report: &mut Report, context: &Context, window: &[u8], start: usize, last: bool) -> Outcome {
    let is_first = context.index.is_none_or(|index| index == 0);
    let place = |length: usize| {
        let at = report.origin() + start as u64;
        Span { at, end: at + length as u64 }
    };
    if is_first {
        match foreign::format(context.record, window, start, last) {
            Ok(None) | Err(Halt::Invalid) => {}
            Ok(Some((message, length))) => {
                report.add(Checker::whole(context, report.room(), place(length), message), window);
                return Outcome::Stop { error: start };
            }
            Err(Halt::More) => return Outcome::More,
        }
    }
    let checker = Checker::new(context, report.room());
    let mut walk = walk(report, context, window, start, last, checker);
    let result = walk.value();
    let (end, mut findings) = (walk.at, walk.sink.into_findings());
    let mut outcome = match result {
        Ok(()) => Outcome::Value { end },
        Err(Halt::More) => return Outcome::More,
        Err(Halt::Invalid) => Outcome::Stop { error: end },
    };
    if result.is_ok() && !findings.is_empty() {
        let value = window.get(start..end).expected();
        if let Some(message) = foreign::value(context.record, value, is_first, context.depth) {
            findings = Checker::whole(context, report.room(), place(end - start), message);
            // All strings of a text that was encoded record by record have the same issue: it is reported once.
            if is_first && value.first() == Some(&b'"') {
                outcome = Outcome::Stop { error: start };
            }
        }
    }
    report.add(findings, window);
    outcome
}

/// A record that is valid once what is malformed in it is replaced.
pub(crate) struct Replaceable {
    pub(crate) end: usize,
    /// What is replaced, with its places.
    pub(crate) replaced: Vec<Issue>,
    pub(crate) truncated: bool,
}

/// Reads the value at `start` with malformed text replaced; [`Halt::Invalid`] if it is not a valid record then.
pub(crate) fn replaceable(
    report: &mut Report,
    context: &Context,
    window: &[u8],
    start: usize,
    last: bool,
) -> Step<Replaceable> {
    let mut walk = walk(report, context, window, start, last, Checker::probe(context, report.limit()));
    walk.value()?;
    let (end, (findings, replaced)) = (walk.at, walk.sink.into_both());
    if !findings.is_empty() {
        return Err(Halt::Invalid);
    }
    let (replaced, truncated) = report.place(replaced, window);
    Ok(Replaceable { end, replaced, truncated })
}

/// The same, of a record that must end in the window.
pub(crate) fn is_replaceable(context: &Context, window: &[u8], start: usize) -> bool {
    let mut walk = Walk::of_part(window, 0, false, context.surrogates, Checker::probe(context, 0));
    walk.at = start;
    walk.value().is_ok() && walk.sink.into_findings().is_empty()
}

/// What may stand between two records, or after the last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Between {
    /// Nothing: the text has to end.
    Nothing,
    /// `,` or `]`.
    CommaOrBracket,
    /// Another value.
    Value,
    /// Around a list of records: a key.
    Key,
    /// A key or `}`.
    KeyOrBrace,
    /// `:`
    Colon,
    /// `,` or `}`.
    CommaOrBrace,
}

/// Reports that something else than what is `expected` stands at `at`, between records or after them. The end of the text
/// and malformed bytes have codes of their own. The path is the root.
pub(crate) fn between(
    report: &mut Report,
    context: &Context,
    expected: Between,
    window: &[u8],
    at: usize,
    last: bool,
) -> Outcome {
    let (is_trailing, expected) = match expected {
        Between::Nothing => (true, "the end of the text"),
        Between::CommaOrBracket => (false, "\",\" or \"]\""),
        Between::Value => (false, "a value"),
        Between::Key => (false, "a key"),
        Between::KeyOrBrace => (false, "a key or \"}\""),
        Between::Colon => (false, "\":\""),
        Between::CommaOrBrace => (false, "\",\" or \"}\""),
    };
    let checker = Checker::between_records(context, report.room(), is_trailing);
    let mut walk = walk(report, context, window, at, last, checker);
    match walk.unexpected(expected) {
        Halt::More => return Outcome::More,
        Halt::Invalid => {}
    }
    report.add(walk.sink.into_findings(), window);
    Outcome::Stop { error: at }
}

/// Reads any value around a list of records.
pub(crate) fn any(report: &mut Report, context: &Context, window: &[u8], at: usize, last: bool) -> Outcome {
    let mut walk = walk(report, context, window, at, last, Checker::of_anything(context, report.room()));
    let outcome = match walk.value() {
        Ok(()) => Outcome::Value { end: walk.at },
        Err(Halt::More) => return Outcome::More,
        Err(Halt::Invalid) => Outcome::Stop { error: walk.at },
    };
    report.add(walk.sink.into_findings(), window);
    outcome
}

/// Reports that the pointer does not lead to a list: another value begins at `at`, or the text has ended.
pub(crate) fn no_list(report: &mut Report, context: &Context, pointer: &[String], window: &[u8], at: usize) {
    let found = window.get(at).filter(|_| at < window.len());
    let origin = report.origin() + at as u64;
    let end = origin + u64::from(found.is_some());
    let message = messages::no_list(pointer, found.copied());
    report.add(Checker::whole(context, report.room(), Span { at: origin, end }, message), window);
}

fn walk<'a>(
    report: &Report,
    context: &Context,
    window: &'a [u8],
    at: usize,
    last: bool,
    checker: Checker,
) -> Walk<'a, Checker> {
    let mut walk = Walk::of_part(window, report.origin(), last, context.surrogates, checker);
    walk.at = at;
    walk
}

/// Where a text stops being JSON, in bytes, and what is wrong there; `None` for any single JSON value, and for one that nests
/// too deep.
pub(crate) fn syntax_error(text: &str) -> Option<(usize, Issue)> {
    let mut walk = Walk::new(text.as_bytes(), Checker::of_syntax());
    walk.skip_white_space();
    if walk.value().is_ok() {
        walk.skip_white_space();
        if walk.at < text.len() {
            walk.sink.expect_end();
            walk.unexpected("the end of the text");
        }
    }
    let (found, _) = walk.sink.into_findings().into_parts();
    found.into_iter().next().map(|finding| (finding.span.at as usize, finding.issue))
}

#[cfg(test)]
mod tests;
