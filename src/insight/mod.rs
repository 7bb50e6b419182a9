//! Statements about a whole history: summaries count, audits find what is valid and still suspicious. The text of a history
//! comes in, or its messages. Totals and findings go out.

pub(crate) mod audit;
pub(crate) mod summary;
