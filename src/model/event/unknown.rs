//! Events that this version does not know, and reading events with serde.

use serde::{Deserialize, Deserializer};

use super::LiveEvent;
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

impl<'de> Deserialize<'de> for LiveEvent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Parts {
            event: String,
            data: Json,
        }
        let Parts { event, data } = Parts::deserialize(deserializer)?;
        Self::from_parts(event, data).map_err(serde::de::Error::custom)
    }
}
