//! What must hold for every text, whatever is in it. The targets only call in here.

pub mod compare;
pub mod decode;
pub mod roundtrip;
pub mod salvage;
pub mod stream;
pub mod summary;
mod ways;
