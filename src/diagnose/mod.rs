//! The slow pass: it finds every issue of a text that the fast pass refused.
//! The same window of text comes in. Issues with their path, position and excerpt go out.

pub(crate) mod checker;
pub(crate) mod excerpt;
pub(crate) mod find_id;
pub(crate) mod findings;
mod foreign;
mod members;
mod messages;
pub(crate) mod report;
pub(crate) mod walk;
