//! Events that this version does not know.

use crate::model::unknown::Json;

/// An event that this version does not know.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct UnknownEvent {
    /// The `event` of the frame.
    pub event: String,
    /// The data of the frame; a string with its text if that is not JSON.
    pub data: Json,
}
