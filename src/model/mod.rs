//! The data: records and their declarations, schema tables, options, positions and issues. Declarations come in, written
//! once in `records.rs`. Structs, serde names, TypeScript types and constant tables go out. Nothing here reads or writes the
//! JSON of a record.

#[macro_use]
mod declare;

mod deserialize;
pub(crate) mod error;
pub mod event;
#[cfg(test)]
pub(crate) mod golden;
pub(crate) mod issue;
pub(crate) mod json;
pub(crate) mod keys;
pub(crate) mod naming;
mod number;
pub(crate) mod options;
pub(crate) mod position;
#[macro_use]
pub(crate) mod records;
pub mod required;
mod role;
pub mod schema;
pub mod tool;
pub(crate) mod unknown;

pub use records::{BackendMessage, CallbackResultData, CallbackType, CoreToolName, ToolCallData, ToolName};
pub use role::Role;
