//! Reads, validates and writes the *backend messages* of AI-agent backends: JSON records of one exchange each, with the
//! user's input, the assistant's response, reasoning, tool calls, callback results, token counts and cost.
//!
//! ```
//! use backend_message::{BackendMessage, Naming, from_slice, to_string};
//!
//! let json = br#"{"id":"m-1","role":"user","session_id":"s-17","userInput":"Hello","cost":3e-7}"#;
//! let message: BackendMessage = from_slice(json)?;
//! assert_eq!(message.session_id, "s-17");
//! assert_eq!(message.cost, Some(3e-7));
//!
//! let snake = to_string(&message, Naming::Snake);
//! assert_eq!(snake, r#"{"cost":3e-7,"id":"m-1","role":"user","session_id":"s-17","user_input":"Hello"}"#);
//! # Ok::<(), backend_message::Error>(())
//! ```
//!
//! # Read
//!
//! | you have | call | you get |
//! |---|---|---|
//! | one record | [`from_slice`], [`from_str`] | the record, or an [`Error`] with every issue |
//! | a history: an array, or records one after another | [`from_slice_many`], [`from_str_many`] | all records, or an [`Error`] |
//! | a damaged history | [`salvage`](salvage()) | every valid record, and each [`Rejected`] one with its reason |
//! | a file or a socket | [`from_reader_many`] | records as they come |
//! | pieces of text | [`Decoder`] | records as they are complete |
//!
//! Every key is read by its camelCase and its snake_case name, in any order. [`Options`] say what happens to unknown keys and
//! how many issues are gathered. An [`Issue`] has a stable [`code`](IssueCode), a JSON Pointer (RFC 6901) and a [`Position`];
//! [`Error::pretty`] shows them to people:
//!
//! ```
//! use backend_message::{BackendMessage, IssueCode, from_slice_many};
//!
//! let ndjson = br#"{"id":"m-1","role":"user","sessionId":"s-17","userInput":"Hello"}
//! {"id":"m-2","role":"user","sessionId":"s-17","userInput":5}
//! "#;
//! let error = from_slice_many::<BackendMessage>(ndjson).unwrap_err();
//! let issue = &error.issues()[0];
//! assert_eq!((issue.code, issue.pointer().as_str()), (IssueCode::InvalidType, "/1/userInput"));
//! assert_eq!(issue.position.unwrap().line, 2);
//! ```
//!
//! # Count and inspect
//!
//! [`summarize`] counts messages, tokens, cost and bytes in one pass over the text, without building a message. [`audit`](audit())
//! reports what is valid and still suspicious, such as an id given twice.
//!
//! # Tables
//!
//! With the feature `arrow`, `tables::TableReader` reads a history as a flat table of messages, tool calls or callback results:
//! a `RecordBatchReader` for DataFusion, Polars or Parquet. [`tables::Table`] has the columns.
//!
//! # Write
//!
//! [`to_string`] and [`to_string_many`] write any of the three [`Naming`]s, as do [`to_vec`] and [`to_writer`]. What is written
//! reads back equal. A record is made of its [`required`] fields:
//!
//! ```
//! use backend_message::{BackendMessage, Role, required};
//!
//! let mut message = BackendMessage::new(required::BackendMessage {
//!     id: "m-1".to_owned(),
//!     role: Role::User,
//!     session_id: "s-17".to_owned(),
//!     user_input: "Hello".to_owned(),
//! });
//! message.model = Some("claude-sonnet-4".to_owned());
//! ```
//!
//! # Follow a conversation
//!
//! [`LiveEvent`] has the events of the backend's stream: [`LiveEvent::from_frame`] reads the data of one.
//!
//! # Serde
//!
//! The records implement `Serialize` and `Deserialize` for other formats: both names of every field are read, camelCase is
//! written. Reading by serde stops at the first error, drops unknown keys, and accepts an array of a record's fields in place
//! of the record, as serde's derive does; the functions of this crate do not.
//!
//! MessagePack, CBOR and TOML give back the same records, and serde_json's feature `arbitrary_precision` changes nothing.
//! bincode and postcard cannot write them: they have no names, so they cannot leave optional fields out. Give them the JSON
//! text as a string.

mod text;
#[macro_use]
pub mod model;
mod decode;
mod diagnose;
mod insight;
// Whole, so that its tests run natively; each of the two wasm modules exports a part of it.
#[allow(dead_code)]
mod js;
mod read;
// Without the feature `arrow`, only the columns are of use.
#[cfg_attr(not(feature = "arrow"), allow(dead_code))]
pub mod tables;
mod write;

pub use insight::audit::{
    AuditOptions, AuditReport, Finding, FindingCode, MAX_FINDINGS, Severity, audit, audit_messages, audit_report,
    audit_with,
};
pub use insight::summary::{
    CallbackSummary, FieldSummary, ModelSummary, RoleSummary, SessionSummary, Summarizer, Summary, ToolSummary, Usage,
    summarize, summarize_last, summarize_with,
};
// For the generator of the npm package's JavaScript, not for Rust users.
#[doc(hidden)]
pub use js::abi;
pub use model::error::Error;
#[doc(inline)]
pub use model::event::{LiveEvent, LiveFrame};
pub use model::issue::{Issue, IssueCode, PathSegment};
pub use model::naming::Naming;
pub use model::options::{MAX_ISSUES, MalformedUnicode, Options, UnknownKeys};
pub use model::position::Position;
pub use model::required;
pub use model::schema;
pub use model::unknown::{Json, Unknown};
#[doc(inline)]
pub use model::{BackendMessage, CallbackResultData, CallbackType, CoreToolName, Role, ToolCallData, ToolName};
pub use read::decoder::Decoder;
pub use read::readers::{ReadError, Records, from_reader_many, from_reader_many_with};
pub use read::rejected::{MAX_SOURCE, Rejected};
pub use read::replaced::Replaced;
pub use read::salvage::{Salvage, salvage, salvage_with};
pub use read::slices::{
    FromJson, from_slice, from_slice_many, from_slice_many_at, from_slice_many_with, from_slice_with, from_str,
    from_str_many,
};
pub use text::limits::MAX_DEPTH;
pub use write::encode::{ToJson, to_string, to_string_many, to_vec, to_vec_many, to_writer, to_writer_many};

/// The examples of the README, which is the front page of the npm package, run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

#[cfg(all(doctest, feature = "arrow"))]
#[doc = include_str!("../docs/tables.md")]
struct Tables;
