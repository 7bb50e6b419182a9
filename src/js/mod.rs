//! Everything that only JavaScript needs: the exports of the wasm modules, and the forms of their data. Bytes, UTF-16 and
//! value events come in through wasm memory. The tape, strings and JSON text go out. Nothing else in the crate depends on
//! this room, so a Rust program is built without it.

pub mod abi;
pub(crate) mod checkpoint_numbers;
#[cfg(all(target_arch = "wasm32", any(feature = "core", feature = "insight")))]
mod exports;
pub(crate) mod findings_json;
mod header;
pub(crate) mod issues_json;
mod last_string;
pub(crate) mod narrow;
mod state;
pub(crate) mod strings;
pub(crate) mod summary_json;
mod to_tape;
pub(crate) mod utf16;
pub(crate) mod utf16_arena;
pub(crate) mod value_events;
mod whole_history;
