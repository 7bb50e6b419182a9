//! What a history says as a whole: summaries count, audits look for what is valid and still suspicious.
//! The text of a history comes in, or its messages. Totals and findings go out.

pub(crate) mod audit;
pub(crate) mod summary;
