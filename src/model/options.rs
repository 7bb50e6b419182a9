//! Options for reading.

/// The most issues that are gathered, even if the options ask for more. A text of megabytes can have millions.
pub const MAX_ISSUES: usize = 10_000;

/// What happens to unknown keys.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum UnknownKeys {
    /// They are dropped; their values are still checked as JSON.
    #[default]
    Strip,
    /// They are kept, with their values.
    Keep,
    /// Each is an issue.
    Reject,
}

/// What happens to malformed Unicode in strings: lone surrogates, and bytes that are not UTF-8.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum MalformedUnicode {
    /// Each is an issue.
    #[default]
    Reject,
    /// Each becomes U+FFFD, as [`String::from_utf8_lossy`] does it.
    Replace,
}

/// How to read: what to do with unknown keys and malformed Unicode, and how many issues to gather.
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
    /// What happens to unknown keys; by default they are dropped.
    pub unknown_keys: UnknownKeys,
    /// What happens to malformed Unicode in strings; by default each is an issue.
    pub malformed_unicode: MalformedUnicode,
    /// How many issues are gathered; by default 100. At least one is gathered, and at most [`MAX_ISSUES`].
    pub max_issues: usize,
}

impl Options {
    /// The defaults.
    #[must_use]
    pub const fn new() -> Self {
        Self { unknown_keys: UnknownKeys::Strip, malformed_unicode: MalformedUnicode::Reject, max_issues: 100 }
    }

    /// Sets what happens to unknown keys.
    #[must_use]
    pub const fn unknown_keys(mut self, unknown_keys: UnknownKeys) -> Self {
        self.unknown_keys = unknown_keys;
        self
    }

    /// Sets what happens to malformed Unicode in strings.
    ///
    /// ```
    /// use backend_message::{BackendMessage, MalformedUnicode, Options, from_slice_with};
    ///
    /// let json = b"{\"id\":\"1\",\"role\":\"user\",\"sessionId\":\"s\",\"userInput\":\"caf\xE9\"}";
    /// let options = Options::new().malformed_unicode(MalformedUnicode::Replace);
    /// let message: BackendMessage = from_slice_with(json, options)?;
    /// assert_eq!(message.user_input, "caf\u{FFFD}");
    /// # Ok::<(), backend_message::Error>(())
    /// ```
    #[must_use]
    pub const fn malformed_unicode(mut self, malformed_unicode: MalformedUnicode) -> Self {
        self.malformed_unicode = malformed_unicode;
        self
    }

    pub(crate) const fn issue_limit(&self) -> usize {
        match self.max_issues {
            0 => 1,
            1..=MAX_ISSUES => self.max_issues,
            _ => MAX_ISSUES,
        }
    }

    /// Sets how many issues are gathered.
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
