//! The way from the root to a value, and the same as a JSON Pointer.

use std::borrow::Cow;

use crate::text::wording::{push_clipped, push_decimal};

/// One step of the way from the root to a value.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(untagged)]
pub enum PathSegment {
    /// Into an object, by a key as the input spells it.
    Key(String),
    /// Into an array, from 0.
    Index(u64),
}

impl PathSegment {
    /// How many bytes of keys are in it.
    pub(crate) fn key_length(&self) -> usize {
        match self {
            Self::Key(key) => key.len(),
            Self::Index(_) => 0,
        }
    }
}

/// A path as a JSON Pointer (RFC 6901); empty for the root.
pub(crate) fn pointer(path: &[PathSegment]) -> String {
    let mut pointer = String::new();
    for segment in path {
        pointer.push('/');
        match segment {
            PathSegment::Key(key) => pointer.push_str(&escaped(key)),
            PathSegment::Index(index) => push_decimal(&mut pointer, *index),
        }
    }
    pointer
}

/// A key as it stands in a JSON Pointer (RFC 6901, section 3).
fn escaped(key: &str) -> Cow<'_, str> {
    if !key.contains(['~', '/']) {
        return Cow::Borrowed(key);
    }
    let mut escaped = String::with_capacity(key.len() + 8);
    for char in key.chars() {
        match char {
            '~' => escaped.push_str("~0"),
            '/' => escaped.push_str("~1"),
            _ => escaped.push(char),
        }
    }
    Cow::Owned(escaped)
}

/// Appends a path for people, in which long keys are clipped.
pub(super) fn push_shown(out: &mut String, path: &[PathSegment]) {
    if path.is_empty() {
        out.push_str("(root)");
    }
    for segment in path {
        out.push('/');
        match segment {
            PathSegment::Key(key) => push_clipped(out, &escaped(key)),
            PathSegment::Index(index) => push_decimal(out, *index),
        }
    }
}
