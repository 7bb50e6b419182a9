//! Iterates over the members of a JSON object, up to its first syntax error.

use std::ops::Range;

use crate::text::{escape, skip, whitespace};

/// Gives each key with the place of its value.
pub(super) struct Members<'a> {
    text: &'a [u8],
    at: usize,
    /// The byte before the next key.
    separator: u8,
}

impl<'a> Members<'a> {
    /// Of the object that begins at `at`; of anything else there are none.
    pub(super) const fn new(text: &'a [u8], at: usize) -> Self {
        Self { text, at, separator: b'{' }
    }

    /// Where the text after a byte continues, without white space around that byte.
    fn behind(&self, at: usize, byte: u8) -> Option<usize> {
        let at = whitespace::skip(self.text, at);
        (self.text.get(at) == Some(&byte)).then(|| whitespace::skip(self.text, at + 1))
    }

    fn end(&self, at: usize) -> Option<usize> {
        skip::value(self.text, at, 1, false).ok()
    }
}

impl Iterator for Members<'_> {
    type Item = (String, Range<usize>);

    #[inline(never)]
    fn next(&mut self) -> Option<Self::Item> {
        let key = self.behind(self.at, self.separator)?;
        let key_end = self.end(key)?;
        let value = self.behind(key_end, b':')?;
        self.at = self.end(value)?;
        self.separator = b',';
        Some((string(self.text.get(key..key_end)?)?, value..self.at))
    }
}

/// What a whole value stands for, if it is a string.
pub(super) fn string(value: &[u8]) -> Option<String> {
    let source = value.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
    let mut text = String::new();
    escape::unescape(std::str::from_utf8(source).ok()?, &mut text);
    Some(text)
}
