//! How to read.

/// The most issues that are ever gathered: more would serve nobody, and a text of megabytes can have millions.
pub const MAX_ISSUES: usize = 10_000;

/// What happens to keys that are no field of their record.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum UnknownKeys {
    /// They are dropped, their values still checked as JSON.
    #[default]
    Strip,
    /// They are kept, with their values as they stand.
    Keep,
    /// Each is an issue.
    Reject,
}

/// How to read: what to do with unknown keys, and how many issues to gather.
///
/// ```
/// use backend_message::{Options, UnknownKeys};
///
/// let options = Options::new().unknown_keys(UnknownKeys::Reject).max_issues(10);
/// # assert_eq!(options.max_issues, 10);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Options {
    /// What happens to keys that are no field of their record; dropped unless said otherwise.
    pub unknown_keys: UnknownKeys,
    /// After how many issues the error is cut short; 100 unless said otherwise. At least one is gathered, and at most
    /// [`MAX_ISSUES`].
    pub max_issues: usize,
}

impl Options {
    /// The defaults.
    #[must_use]
    pub const fn new() -> Self {
        Self { unknown_keys: UnknownKeys::Strip, max_issues: 100 }
    }

    /// Sets what happens to keys that are no field of their record.
    #[must_use]
    pub const fn unknown_keys(mut self, unknown_keys: UnknownKeys) -> Self {
        self.unknown_keys = unknown_keys;
        self
    }

    pub(crate) const fn issue_limit(&self) -> usize {
        match self.max_issues {
            0 => 1,
            1..=MAX_ISSUES => self.max_issues,
            _ => MAX_ISSUES,
        }
    }

    /// Sets after how many issues the error is cut short.
    #[must_use]
    pub const fn max_issues(mut self, max_issues: usize) -> Self {
        self.max_issues = max_issues;
        self
    }
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}
