#![doc = include_str!("../README.md")]

#[macro_use]
mod declare;

mod arena;
mod audit;
mod boundary;
mod check;
mod checkpoint;
#[cfg(any(test, all(target_arch = "wasm32", feature = "wasm")))]
mod copies;
mod decode;
mod decoder;
mod diagnose;
mod encode;
mod escape;
mod excerpt;
#[cfg(any(test, all(target_arch = "wasm32", feature = "wasm")))]
mod findings;
mod framing;
#[cfg(test)]
mod golden;
mod identity;
mod integer;
mod issue;
mod json;
mod keys;
pub mod model;
mod names;
mod naming;
mod number;
mod options;
mod pieces;
mod position;
mod quote;
#[cfg(test)]
mod random_text;
mod read;
mod records;
mod recover;
mod report;
mod salvage;
mod scan;
pub mod schema;
mod session;
mod skip;
mod sources;
mod strings;
mod structs;
mod summary;
mod tape;
mod texts;
mod token;
#[cfg(any(test, all(target_arch = "wasm32", feature = "wasm")))]
mod units;
mod unknown;
#[cfg(any(test, all(target_arch = "wasm32", feature = "wasm")))]
mod utf16;
mod utf8;
#[cfg(any(test, all(target_arch = "wasm32", feature = "wasm")))]
mod value;
mod view;
#[cfg(all(target_arch = "wasm32", feature = "wasm"))]
mod wasm;
mod whitespace;
mod windows;
mod words;

pub use audit::{AuditOptions, Finding, FindingCode, MAX_FINDINGS, Severity, audit, audit_messages, audit_with};
pub use decoder::Decoder;
pub use encode::{to_string, to_string_many};
pub use issue::{Error, Issue, IssueCode, PathSegment};
pub use model::{BackendMessage, CallbackResultData, CallbackType, CoreToolName, ToolCallData, ToolName};
pub use naming::Naming;
pub use options::{MAX_DEPTH, MAX_ISSUES, Options, UnknownKeys};
pub use position::Position;
pub use read::{Read, from_slice, from_slice_many, from_slice_many_with, from_slice_with, from_str, from_str_many};
pub use records::{ReadError, Records, from_reader_many, from_reader_many_with};
pub use salvage::{MAX_SOURCE, Rejected, Salvage, salvage, salvage_with};
pub use summary::{
    CallbackSummary, FieldSummary, ModelSummary, RoleSummary, SessionSummary, Summarizer, Summary, ToolSummary, Usage,
    summarize, summarize_with,
};
pub use unknown::{Json, Unknown};
