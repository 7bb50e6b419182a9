#![doc = include_str!("../README.md")]

mod text;
#[macro_use]
pub mod model;
mod decode;
mod diagnose;
mod insight;
// Whole, so that its tests run natively; without the exports nothing calls it.
#[cfg_attr(not(all(target_arch = "wasm32", feature = "wasm")), allow(dead_code))]
mod js;
mod read;
mod write;

pub use insight::audit::{
    AuditOptions, Finding, FindingCode, MAX_FINDINGS, Severity, audit, audit_messages, audit_with,
};
pub use insight::summary::{
    CallbackSummary, FieldSummary, ModelSummary, RoleSummary, SessionSummary, Summarizer, Summary, ToolSummary, Usage,
    summarize, summarize_with,
};
pub use model::issue::{Error, Issue, IssueCode, PathSegment};
pub use model::naming::Naming;
pub use model::options::{MAX_ISSUES, Options, UnknownKeys};
pub use model::position::Position;
pub use model::schema;
pub use model::unknown::{Json, Unknown};
pub use model::{BackendMessage, CallbackResultData, CallbackType, CoreToolName, ToolCallData, ToolName};
pub use read::decoder::Decoder;
pub use read::readers::{ReadError, Records, from_reader_many, from_reader_many_with};
pub use read::rejected::{MAX_SOURCE, Rejected};
pub use read::salvage::{Salvage, salvage, salvage_with};
pub use read::slices::{
    FromJson, from_slice, from_slice_many, from_slice_many_with, from_slice_with, from_str, from_str_many,
};
pub use text::limits::MAX_DEPTH;
pub use write::encode::{ToJson, to_string, to_string_many};
