//! The error: all issues of an input.

use std::fmt;

use crate::model::issue::{Issue, IssueCode};

/// All issues of an input, in the order of the source.
///
/// `Debug` prints the [`pretty`](Self::pretty) report, so a `main` that returns an error ends with one:
///
/// ```should_panic,ignore-wasm32
/// fn main() -> Result<(), backend_message::Error> {
///     let message: backend_message::BackendMessage = backend_message::from_str("{}")?;
///     println!("{}", message.id);
///     Ok(())
/// }
/// ```
///
/// prints
///
/// ```text
/// Error: 1:1 /id: missing field "id"
///   | {}
///   | ^
/// ```
///
/// and so on for each issue. `Display` is a single line, for logs.
#[derive(Clone, PartialEq, Eq)]
pub struct Error {
    // One pointer, so that a `Result` stays small.
    details: Box<Details>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Details {
    issues: Vec<Issue>,
    reports: Vec<String>,
    truncated: bool,
}

impl Error {
    #[cold]
    pub(crate) fn new(issues: Vec<Issue>, reports: Vec<String>, truncated: bool) -> Self {
        Self { details: Box::new(Details { issues, reports, truncated }) }
    }

    /// For a text that the fast pass rejects and in which the diagnosing pass finds no issue. That must not happen; if it
    /// does, an error is better than a partial result.
    #[cold]
    pub(crate) fn disagreement() -> Self {
        Self::refusal(
            IssueCode::InternalError,
            "a mistake of backend-message: it refused the text and found no reason",
            "please report it, with the text if you can",
        )
    }

    /// For a record that is too long for the offsets on the tape.
    #[cold]
    pub(crate) fn oversized() -> Self {
        Self::refusal(
            IssueCode::TooLarge,
            "a single record of 1 GiB or more cannot be read",
            "if the list is a member of an object, read it with the option at",
        )
    }

    /// For an option that is not a JSON Pointer, but should be.
    #[cold]
    pub(crate) fn no_pointer() -> Self {
        Self::refusal(
            IssueCode::MissingField,
            "what should say where the list is, is no JSON Pointer",
            "a JSON Pointer begins with a slash, as in \"/messages\"",
        )
    }

    #[cold]
    fn refusal(code: IssueCode, message: &str, hint: &str) -> Self {
        let issue = Issue {
            code,
            message: message.to_owned(),
            path: Vec::new(),
            expected: None,
            received: None,
            hint: Some(hint.to_owned()),
            position: None,
            end: None,
        };
        let report = issue.report(None);
        Self::new(vec![issue], vec![report], false)
    }

    /// The issues, at least one.
    #[must_use]
    pub fn issues(&self) -> &[Issue] {
        &self.details.issues
    }

    /// The issues, owned.
    #[must_use]
    pub fn into_issues(self) -> Vec<Issue> {
        self.details.issues
    }

    /// Whether there were more issues than were gathered.
    #[must_use]
    pub fn is_truncated(&self) -> bool {
        self.details.truncated
    }

    /// For each issue, its line of the [pretty](Self::pretty) report with the excerpt below it.
    pub(crate) fn reports(&self) -> &[String] {
        &self.details.reports
    }

    /// Each issue with its position and, if the input was text, the source line with carets under it.
    #[must_use]
    pub fn pretty(&self) -> String {
        let mut out = self.reports().join("\n");
        if self.is_truncated() {
            out.push_str("\n… and more");
        }
        out
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(first) = self.issues().first() else { return f.write_str("invalid input") };
        f.write_str(&first.headline())?;
        match self.issues().len() - 1 {
            0 if self.is_truncated() => f.write_str(" (and more)"),
            0 => Ok(()),
            more if self.is_truncated() => write!(f, " (and more than {more} more)"),
            more => write!(f, " (and {more} more)"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.pretty())
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::issue::PathSegment;
    use crate::model::position::Position;

    fn issue() -> Issue {
        Issue {
            code: IssueCode::InvalidType,
            message: "expected a string, found a number".to_owned(),
            path: vec![PathSegment::Index(3)],
            expected: None,
            received: None,
            hint: None,
            position: Some(Position { offset: 9, index: 8, line: 2, column: 7 }),
            end: None,
        }
    }

    #[test]
    fn the_error_is_short() {
        let one = Error::new(vec![issue()], vec![issue().headline()], false);
        assert_eq!(one.to_string(), "2:7 /3: expected a string, found a number");
        assert_eq!(one.pretty(), one.to_string());
        let two = Error::new(vec![issue(), issue()], vec![issue().headline(), issue().headline()], true);
        assert_eq!(two.to_string(), one.to_string() + " (and more than 1 more)");
        assert_eq!(two.pretty(), format!("{one}\n{one}\n… and more"));
        assert!(std::mem::size_of::<Error>() == std::mem::size_of::<usize>());
    }

    #[test]
    fn debug_is_readable() {
        let error = Error::new(vec![issue()], vec!["a report\n  | of lines".to_owned()], false);
        assert_eq!(format!("{error:?}"), "a report\n  | of lines");
    }

    #[test]
    fn our_own_limits_have_codes() {
        assert_eq!(Error::disagreement().issues()[0].code, IssueCode::InternalError);
        assert_eq!(Error::oversized().issues()[0].code, IssueCode::TooLarge);
    }
}
