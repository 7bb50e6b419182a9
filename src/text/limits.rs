//! Limits on the input.

/// How deep arrays and objects may be nested, the outermost included.
pub const MAX_DEPTH: usize = 128;
