//! Paths from the root to a value, and their JSON Pointers.

use crate::text::part::Part;
use crate::text::wording::{push_clipped, push_decimal};

/// One step of the path from the root to a value.
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
        match segment {
            PathSegment::Key(key) => push_step(&mut pointer, key),
            PathSegment::Index(index) => {
                pointer.push('/');
                push_decimal(&mut pointer, *index);
            }
        }
    }
    pointer
}

/// Appends a slash and a key, escaped for a JSON Pointer (RFC 6901, section 3).
pub(crate) fn push_step(out: &mut String, key: &str) {
    out.push('/');
    for char in key.chars() {
        match char {
            '~' => out.push_str("~0"),
            '/' => out.push_str("~1"),
            _ => out.push(char),
        }
    }
}

/// Appends a path for people, in which long keys are clipped.
pub(super) fn push_shown(out: &mut String, path: &[PathSegment]) {
    if path.is_empty() {
        out.push_str("(root)");
    }
    for segment in path {
        out.push('/');
        match segment {
            PathSegment::Key(key) => {
                let mut step = String::new();
                push_step(&mut step, key);
                push_clipped(out, step.get(1..).expected());
            }
            PathSegment::Index(index) => push_decimal(out, *index),
        }
    }
}
