//! Limits on what is read.

/// How deep arrays and objects may nest, the outermost counted.
pub const MAX_DEPTH: usize = 128;
