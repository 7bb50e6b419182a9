//! Nothing: what counts is this package's manifest.

fn main() {}
