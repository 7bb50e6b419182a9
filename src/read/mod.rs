//! Reading whole texts: what stands around records, windows and pieces, recovery, and the functions that users call.
//! A slice, a reader or pieces of text come in. Records go out, and an error or rejected records for what is invalid.

pub(crate) mod around;
pub(crate) mod boundary;
pub(crate) mod checkpoint;
pub(crate) mod decoder;
mod frame;
pub(crate) mod framing;
pub(crate) mod located;
pub(crate) mod readers;
pub(crate) mod recovery;
pub(crate) mod rejected;
pub(crate) mod replaced;
pub(crate) mod resume;
pub(crate) mod salvage;
pub(crate) mod separators;
pub(crate) mod session;
pub(crate) mod slices;
pub(crate) mod windows;
