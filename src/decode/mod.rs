//! The fast pass: it checks one record after another, and writes it onto the tape. A window of text comes in. The tape and
//! the strings of its records go out, as structs or as views. Of an invalid record it says only that it is invalid.

pub(crate) mod arena;
pub(crate) mod borrowed;
mod habits;
pub(crate) mod owned;
pub(crate) mod record;
pub(crate) mod structs;
pub(crate) mod tape;
pub(crate) mod text_store;
pub(crate) mod view;
