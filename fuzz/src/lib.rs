//! Properties that every text must have. The targets only call these.

pub mod compare;
pub mod decode;
pub mod roundtrip;
pub mod salvage;
pub mod stream;
pub mod summary;
mod ways;
