//! The fast pass: one record after another onto the tape, checked while it is read.
//! A window of text comes in. The tape and the strings of its records go out, as structs or as views;
//! of an invalid record only that it is invalid.

pub(crate) mod arena;
pub(crate) mod borrowed;
mod habits;
pub(crate) mod owned;
pub(crate) mod record;
pub(crate) mod structs;
pub(crate) mod tape;
pub(crate) mod text_store;
pub(crate) mod view;
